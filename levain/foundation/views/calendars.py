"""My dates in my own calendar: the address, and the file it gives."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from levain.foundation import calendars

ONCE = "calendar_address"
SHOWN = 5


@never_cache
@require_safe
def feeds(request):
    """The address itself is shown once, just after it was made."""
    return render(
        request,
        "foundation/calendar_feeds.html",
        {
            "feed": request.user.calendar_feeds.first(),
            "address": request.session.pop(ONCE, ""),
            "coming": _coming(request.user),
        },
    )


def _coming(person):
    """The first dates that the address would give."""
    now = timezone.now()
    today = timezone.localtime(now).date().isoformat()
    return [event for event in calendars.events_of(person, now) if event.starts.isoformat() >= today][:SHOWN]


@require_POST
def open_feed(request):
    request.session[ONCE] = calendars.address(calendars.open_feed(request.user))
    return redirect("foundation:calendar_feeds")


@require_POST
def close_feed(request):
    calendars.close_feed(request.user)
    messages.success(request, _("The address is closed: it no longer gives anything."))
    return redirect("foundation:calendar_feeds")


@require_safe
def feed(request, token):
    """What a calendar reads by itself: the rights are those of this moment."""
    now = timezone.now()
    found = calendars.find(token, now)
    if found is None:
        raise Http404
    with translation.override(found.person.language):
        content = calendars.written(calendars.events_of(found.person, now), name="Levain")
    etag = quote_etag(sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response)
