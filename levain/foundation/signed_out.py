"""Nobody is signed in any more: the way to the sign-in page, and back, with what was typed.

What a form sent after its session had ended waits half an hour in the new session of the same browser, for the same
person. She finds it again on one page after signing in, with one button that sends it. Files cannot be kept.
"""

import time
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from levain.design.errors import stale_form

KEY = "typed"
HALF_AN_HOUR = 30 * 60
LONGEST = 100_000


def answer(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, then to where she was; a script is told so, and htmx moves the whole page."""
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"sign_in": sign_in}, status=401)
    after = redirect_to_login(_back(request), sign_in)
    return HttpResponseClientRedirect(after.url) if getattr(request, "htmx", False) else after


def _back(request: HttpRequest) -> str:
    """Where to go after signing in."""
    if request.method == "POST" and keep(request):
        return reverse("foundation:resume")
    if request.method in ("GET", "HEAD") and not getattr(request, "htmx", False):
        return request.get_full_path()
    return came_from(request)


def came_from(request: HttpRequest) -> str:
    """The page on which the button was: one of ours, or the first screen."""
    given = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(given, {request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(given)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def keep(request: HttpRequest) -> bool:
    """Keep what was typed; False when nothing was, or too much."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
        if value
    ]
    weight = sum(len(name) + len(value) for name, value in fields)
    if not any(is_typed(value) for _name, value in fields) or weight > LONGEST:
        return False
    request.session[KEY] = {
        "path": request.get_full_path(),
        "form": came_from(request),
        "fields": fields,
        "files": bool(request.FILES),
        "person": getattr(request, "session_ended_of", None),
        "until": int(time.time()) + HALF_AN_HOUR,
    }
    return True


def is_typed(value: str) -> bool:
    """Words of hers, rather than a choice, a number or a mark of the form."""
    try:
        UUID(value)
    except ValueError:
        return " " in value.strip() or len(value) > 24
    return False


def kept(request: HttpRequest) -> dict | None:
    """What waits for this person, or None; what waits for another, or for too long, is forgotten."""
    found = request.session.get(KEY)
    if not found:
        return None
    if found["until"] < time.time() or found["person"] not in (None, request.user.pk):
        forget(request)
        return None
    return found


def sent(request: HttpRequest) -> None:
    """What waited leaves now: it waits no more."""
    found = request.session.get(KEY)
    if found and found["path"] == request.get_full_path():
        forget(request)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's proof of origin is too old: she signed in again meanwhile, in another tab. Her words are given back.

    Only to a form of our own pages, which the browser itself says: no other site makes us keep anything.
    """
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    by_script = request.headers.get("Accept", "").startswith("application/json")
    if ours and not by_script and request.user.is_authenticated and keep(request):
        return redirect("foundation:resume")
    return stale_form(request, reason)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
