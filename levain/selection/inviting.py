"""What the mail that invites somebody to a jury or to an application is about, in its subject."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.selection.models import Application, Call
from levain.selection.rules.jury import jury_of

A_NAME = 70


def to_the_jury(call: Call) -> str:
    said = {"call": Truncator(call.title).chars(A_NAME)}
    if last := jury_of(call).read_by:
        return _("The jury of “%(call)s”: you are invited, files to score by %(day)s") % (said | {"day": _day(last)})
    return _("The jury of “%(call)s”: you are invited") % said


def to_an_application(application: Application) -> str:
    call = application.call
    said = {
        "name": Truncator(application.name).chars(A_NAME),
        "call": Truncator(call.title).chars(A_NAME),
        "day": _day(call.closes.astimezone(call.zone)),
    }
    if application.state == Application.State.DRAFT:
        return _("The application “%(name)s”: you are invited (%(call)s, until %(day)s)") % said
    return _("The application “%(name)s”: you are invited (%(call)s)") % said


def _day(day) -> str:
    return in_words(day, "DATE_FORMAT")
