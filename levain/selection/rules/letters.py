"""Who reads the letters of a call: the team until they leave, then those they are for."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.programmes.rules import can_decide
from levain.selection.models import Application, Call, DecisionLetter
from levain.selection.rules.admission import can_check, can_read_checks, is_applicant


def can_prepare_letters(user, call: Call) -> Verdict:
    """Write and read the letters before they leave; the jury does not."""
    return can_check(user, call)


def can_write_template(user, letter: DecisionLetter) -> Verdict:
    """The model that a letter is prepared from."""
    return can_prepare_letters(user, letter.application.call)


def can_keep_letter(user, letter: DecisionLetter) -> Verdict:
    """Correct a letter: the team, before it leaves; a conflict of interest closes it."""
    if not (may := can_read_checks(user, letter.application)):
        return may
    if letter.released_at:
        return refused(_("This letter has left: it no longer changes."))
    return GRANTED


def can_read_prepared(user, letter: DecisionLetter) -> Verdict:
    return can_read_checks(user, letter.application)


def can_release(user, call: Call) -> Verdict:
    """Publish the decisions and let the letters go: the national team."""
    return can_prepare_letters(user, call) and can_decide(user, call.cohort)


def can_read_letter(user, letter: DecisionLetter) -> Verdict:
    if can_read_checks(user, letter.application):
        return GRANTED
    if letter.released_at and is_applicant(user, letter.application):
        return GRANTED
    return refused(_("The decisions of this call have not been published yet."))


def can_read_answer(user, application: Application) -> Verdict:
    """The answer of the jury, for those who wrote: once all are published."""
    letter = application.letters.exclude(released_at=None).order_by("-released_at").first()
    if letter is None:
        return refused(_("The decisions of this call have not been published yet."))
    letter.application = application
    return can_read_letter(user, letter)
