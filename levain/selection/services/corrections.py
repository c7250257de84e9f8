"""The questions that a request for correction opens, and no other: what was handed in stays handed in."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import RoleCode, User
from levain.questionnaires.services import Asked, Saved, save_step
from levain.selection.models import Application, CorrectionRequest
from levain.selection.services.admission import State, TooLate, locked
from levain.selection.services.answers import response_of

PARTS = {RoleCode.BEARER: "collective", RoleCode.MEMBER: "collective", RoleCode.LOCAL_AUTHORITY: "local_authority"}


def questions_of(application: Application) -> list[tuple[str, str]]:
    """The questions of its form, by code, as the team chooses which open again."""
    response = response_of(application)
    if response is None:
        return []
    return [(one.code, str(one.text_shown)) for one in Asked(response.revision).outer]


def parts_of(user: User, application: Application) -> set[str]:
    """The parts of the form that she writes."""
    return {PARTS[RoleCode(code)] for code in user.codes_on(application) if code in PARTS}


@transaction.atomic
def save(request: CorrectionRequest, form: Any, *, by: User) -> Saved:
    """Keep what was corrected in the questions asked; the deposit, its day and its receipt stay as they were."""
    application = locked(request.application, State.CORRECTION)
    fresh = CorrectionRequest.objects.get(pk=request.pk)
    if not fresh.is_open():
        raise TooLate(_("The time to answer is over. Write to the team of the call."))
    saved = save_step(form.response, form, by=by, correcting=True)
    if saved.kept:
        codes = sorted({code for code, _row in saved.kept})
        journal.record("correction.written", on=fresh, by=by, place=application, changes={"questions": codes})
    return saved
