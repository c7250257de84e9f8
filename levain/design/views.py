"""Pages that every service owes its readers."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from .context import Shell
from .forms import DisplayForm, LanguageForm

YEAR = 365 * 24 * 3600


def page(name):
    """A page of plain text, one file per language."""

    def show(request):
        return render(request, f"design/pages/{name}.{get_language()}.html", {"host": settings.HOST})

    return show


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
