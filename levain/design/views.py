"""Pages that every service owes its readers."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import contacts, living
from .context import THEMES, Shell
from .forms import DisplayForm, LanguageForm

CLOSED_TO_ROBOTS = ("/espace/", "/apercu/", "/connexion/", "/messages/", "/suivi/", "/reponses/", "/design/")
YEAR = 365 * 24 * 3600


def page(name):
    """A page of plain text, one file per language."""

    def show(request):
        said = {
            "host": settings.HOST,
            "demonstration": settings.DEMONSTRATION,
            "source": settings.SOURCE_URL,
            "people": contacts.people() if settings.DEMONSTRATION and name == "contact" else [],
            "measures": measures() if name == "ecodesign" else None,
        }
        return render(request, f"design/pages/{name}.{get_language()}.html", said)

    return show


@cache
def measures() -> dict:
    """The EcoIndex of the main pages, as `scripts/measure_pages.py` last wrote them."""
    found = json.loads((Path(__file__).parent / "data" / "ecoindex.json").read_text(encoding="utf8"))
    return {**found, "day": date.fromisoformat(found["day"])}


def components(request):
    """The living page of the components, in the light one asks for."""
    shell = Shell(request)
    shell.theme = request.GET.get("affichage") if request.GET.get("affichage") in THEMES else shell.theme
    labels = {"system": _("System"), "light": _("Light"), "dark": _("Dark")}
    response = render(
        request,
        "design/components.html",
        {
            "shell": shell,
            "groups": living.groups(request),
            "icons": living.icons(),
            "lights": [(theme, labels[theme]) for theme in THEMES],
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def robots(request):
    """What robots may read: the public pages; nothing of a demonstration, whose story is invented."""
    closed = ["/"] if settings.DEMONSTRATION else CLOSED_TO_ROBOTS
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {settings.SITE_URL}/sitemap.xml"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def security(request):
    """To whom a flaw is reported (RFC 9116); without an address, the page that says how to reach the house."""
    contact = settings.HOST["security_contact"] or f"{settings.SITE_URL}/contact/"
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}/mentions-legales/",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def language(request):
    form = LanguageForm(request.POST or None, initial={"language": get_language()})
    return chosen(request, form, "design/language.html", settings.LANGUAGE_COOKIE_NAME, "language")


def display(request):
    form = DisplayForm(request.POST or None, initial={"theme": Shell(request).theme})
    return chosen(request, form, "design/display.html", "theme", "theme")


def chosen(request, form, template, cookie, field):
    """Ask once, remember a year, and go back to the page the reader came from."""
    back = came_from(request)
    if request.method == "POST" and form.is_valid():
        response = redirect(back)
        response.set_cookie(
            cookie, form.cleaned_data[field], max_age=YEAR, samesite="Lax", secure=settings.SERVED_ON_TLS
        )
        return response
    return render(request, template, {"form": form, "back": back})


def came_from(request) -> str:
    """The page of this house that led here, or the front page."""
    address = request.POST.get("back") or request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return "/"
    return "/" if request.path in address else address
