"""What is printed for the day and has a shape of its own: the sheet to sign, the badges."""

from datetime import time

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from levain.foundation.written_pdf import set_pdf
from levain.seminars.models import Registration, Seminar
from levain.seminars.services.letters import hours

NOON = time(12, 30)
SPARE_LINES = 6


def signatures(seminar: Seminar, lines: list[Registration]) -> bytes:
    """A line for each person expected, some left for those who come unannounced; a column for each half day."""
    starts, ends = (moment.astimezone(seminar.zone) for moment in (seminar.starts, seminar.ends))
    whole_day = starts.date() != ends.date() or (
        starts.time() < NOON < ends.time() and (ends - starts).seconds > 4 * 3600
    )
    return set_pdf(
        "seminars/signatures.typ",
        _said(seminar)
        | {
            "title": _("Attendance sheet: %(title)s") % {"title": seminar.title},
            "head": [_("Name"), _("Comes for")],
            "signs": [_("Signature, morning"), _("Signature, afternoon")] if whole_day else [_("Signature")],
            "rows": [[str(line), whose(line)] for line in lines],
            "spare": SPARE_LINES,
            "counted": _("Number of people who signed:"),
            "used": _("Kept by the team to prove who came, and for nothing else."),
        },
    )


def badges(seminar: Seminar, lines: list[Registration]) -> bytes:
    """Eight a page, to cut out; a sign tells the photographer who did not agree to be seen."""
    return set_pdf(
        "seminars/badges.typ",
        _said(seminar)
        | {
            "title": _("Badges: %(title)s") % {"title": seminar.title},
            "badges": [{"name": str(line), "whose": whose(line), "photo": may_be_seen(line)} for line in lines],
            "no_photo": _("no photo"),
        },
    )


def _said(seminar: Seminar) -> dict:
    invented = _("Invented content") if seminar.fictional else ""
    return {
        "language": get_language() or "fr",
        "seminar": seminar.title,
        "when": hours(seminar),
        "where": seminar.place,
        "fictional": invented,
    }


def whose(line: Registration) -> str:
    """Her project, the organisation said in her invitation, or else her side."""
    invitation = getattr(line, "invitation", None)
    organisation = invitation.organisation if invitation else ""
    return str(line.project or organisation or capfirst(line.get_side_display()))


def may_be_seen(line: Registration) -> bool:
    photos = getattr(line, "photos", None)
    return bool(photos and photos.withdrawn_at is None and photos.channels)
