"""What is said when something goes wrong: what happened, what is kept, what to do, who can help."""

import sys
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .context import Shell


class Wording(NamedTuple):
    title: str
    happened: str
    kept: str
    todo: str


WORDINGS = {
    400: Wording(
        _("This request could not be understood"),
        _("The address or the answer sent is incomplete or has an unexpected form."),
        _("Nothing was saved or changed."),
        _("Go back to the previous page and try again."),
    ),
    403: Wording(
        _("You cannot do this"),
        _("This page or this action is not open to you."),
        _("Nothing was saved or changed."),
        _("If you think you should have access, write to us: a person will answer."),
    ),
    404: Wording(
        _("This page cannot be found"),
        _("The address is wrong, the page was moved, or it is not open to you."),
        _("Nothing was lost."),
        _("Check the address, or start again from the front page."),
    ),
    413: Wording(
        _("What you sent is too large"),
        _("The files or the text go beyond the size we accept."),
        _("Nothing was saved. Your previous page still holds what you typed."),
        _("Go back, then choose smaller or fewer files."),
    ),
    429: Wording(
        _("Too many attempts"),
        _("This was asked many times in a short while. To protect accounts, we wait a little."),
        _("Nothing was lost."),
        _("Wait a few minutes, then try again."),
    ),
    500: Wording(
        _("Something broke on our side"),
        _("An unexpected error stopped your request. It is not your fault."),
        _("What was saved before is kept. Your last action was not saved."),
        _("Try again in a few minutes. If it happens again, write to us."),
    ),
    503: Wording(
        _("The service is resting"),
        _("The service cannot answer for the moment: too busy, or under maintenance."),
        _("What was saved before is kept. Your last action was not saved."),
        _("Try again in a few minutes."),
    ),
}

# A form was sent from a page that showed it: what it is about may have changed since, by a second click for instance.
SENT = {
    403: Wording(
        _("This cannot be done now"),
        WORDINGS[403].happened,
        WORDINGS[403].kept,
        _("It may already be done: the page you came from shows where things stand."),
    ),
    404: Wording(
        _("This is no longer here"),
        _("It was taken away, perhaps by you a moment ago, or it is not open to you."),
        _("Nothing else was changed."),
        _("The page you came from shows what there is today."),
    ),
}


def said(status, reason="") -> dict:
    return {"status": status, "wording": WORDINGS[status], "reason": reason}


def said_of(request, status, reason="") -> dict:
    """What is said of a page asked for, or of a form sent from a page: then with the way back to it."""
    if request.method != "POST":
        return said(status, reason)
    back = request.headers.get("Referer", "")
    before = urlsplit(back)
    another_page = before.netloc == request.get_host() and before.path != request.path
    return {**said(status, reason), "wording": SENT[status], "back": back if another_page else ""}


def bad_request(request, exception=None):
    status = 413 if isinstance(exception, RequestDataTooBig | TooManyFilesSent) else 400
    return render(request, "design/error.html", said(status), status=status)


def forbidden(request, exception=None):
    """The rule's own reason, when a rule refused."""
    return render(request, "design/error.html", said_of(request, 403, str(exception or "")), status=403)


def stale_form(request, reason=""):
    """The form's proof of origin is missing or too old, often because the browser refuses cookies."""
    said_so = _("The page waited too long, or your browser refuses cookies. Go back, reload the page and send again.")
    return render(request, "design/error.html", said(403, said_so), status=403)


def not_found(request, exception=None):
    return render(request, "design/error.html", said_of(request, 404), status=404)


def too_many(request, exception=None):
    return render(request, "design/error.html", said(429), status=429)


def server_error(request):
    """Shown even when the database is away: nothing is read from it."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return alone(request, 503 if away else 500)


def alone(request, status):
    page = render_to_string("design/error.html", said(status) | {"shell": Shell(request, alone=True)})
    response = HttpResponse(page, status=status)
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response
