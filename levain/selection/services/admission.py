"""Ask the applicants for what is missing, and say whether the jury will read what they gave."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.selection.models import (
    Application,
    Check,
    CorrectionRequest,
    StateChanged,
)
from levain.selection.rules.admission import applicants, team_of

State = Application.State


class NothingAsked(Exception):
    """A request for correction names something to mend."""


class DueTooSoon(Exception):
    """The deadline of a correction is past."""


class TooLate(Exception):
    """The time to correct is over."""


class AlreadyAnswered(Exception):
    """The request was answered or closed by somebody else."""


class StillWaiting(Exception):
    """The applicants still have time to correct."""


class ReasonMissing(Exception):
    """A decision that closes the door, or passes over a missing point, says why."""


def locked(application: Application, *states: str) -> Application:
    """The application, as it is now; refuses when it has moved on, or when the decisions are out."""
    fresh = Application.objects.select_for_update().select_related("call__cohort").get(pk=application.pk)
    if fresh.state not in states:
        raise StateChanged(_("This application has changed since you opened it."))
    if fresh.call.released_at:
        raise StateChanged(_("The decisions of this call have been published: they no longer change."))
    return fresh


CHECKED = (*Application.UNDECIDED, State.INADMISSIBLE)


@transaction.atomic
def ask_correction(
    application: Application,
    *,
    by: User,
    reason: str,
    due: datetime,
    missing: Iterable[str] = (),
    questions: Iterable[str] = (),
    grace_minutes: int = 0,
    token: UUID | None = None,
) -> CorrectionRequest:
    """Ask the applicants for what is missing; only what is named opens again, the deposit stands as it is.

    The same token twice is one request.
    """
    if token and (made := CorrectionRequest.objects.filter(token=token, application=application).first()):
        return made
    missing, questions = [line for line in missing if line], list(dict.fromkeys(questions))
    if not (missing or questions):
        raise NothingAsked(_("Say what is missing, or choose the questions to open again."))
    if due <= timezone.now():
        raise DueTooSoon(_("This moment is past: leave the applicants some days."))
    application = locked(application, State.DEPOSITED, State.ADMISSIBLE)
    request = CorrectionRequest.objects.create(
        application=application,
        reason=reason,
        missing=missing,
        questions=questions,
        due=due,
        grace_minutes=grace_minutes,
        asked_by=by,
        token=token,
    )
    _move(application, State.CORRECTION)
    journal.record(
        "correction.asked",
        on=request,
        by=by,
        role="programme_lead",
        place=application,
        changes={"due": due.isoformat(timespec="minutes"), "questions": len(questions)},
        tell=applicants(application),
        at_once=True,
    )
    return request


@transaction.atomic
def answer_correction(request: CorrectionRequest, *, by: User, answer: str, version: int | None = None) -> None:
    """Send back what was asked, once and in time; the form closes again."""
    locked(request.application, State.CORRECTION)
    request.refresh_from_db()
    if request.answered_at or request.settled_at:
        raise AlreadyAnswered(_("This request was answered in the meantime. Your words are kept below."))
    if timezone.now() > request.last_moment:
        raise TooLate(_("The time to answer is over. Write to the team of the call."))
    save_over(request, version or request.version, answer=answer, answered_by=by, answered_at=timezone.now())
    call = request.application.call
    told = {person.pk: person for person in [*team_of(call), *applicants(request.application)]}
    journal.record("correction.answered", on=request, by=by, place=request.application, tell=told.values())


@transaction.atomic
def settle(application: Application, *, admissible: bool, by: User, reason: str = "") -> None:
    """Say whether the jury reads this application; what is still asked of the applicants is waited for."""
    application = locked(application, *CHECKED)
    waiting = application.corrections.filter(settled_at=None, answered_at=None).first()
    if waiting and waiting.is_open():
        raise StillWaiting(_("The applicants may still answer until the day you gave them."))
    doubts = application.checks.filter(~Q(answer=Check.Answer.YES)).exists()
    if not reason.strip() and (doubts or not admissible):
        raise ReasonMissing(_("Say why, in a sentence: it will be kept with the application."))
    application.corrections.filter(settled_at=None).update(settled_at=timezone.now())
    _move(application, State.ADMISSIBLE if admissible else State.INADMISSIBLE, reason=reason.strip())
    journal.record(
        "application.admitted" if admissible else "application.not_admitted",
        on=application,
        by=by,
        role="programme_lead",
        place=application,
    )


def _move(application: Application, state: str, **changes) -> None:
    application.state = state
    for name, value in changes.items():
        setattr(application, name, value)
    application.save(update_fields=["state", *changes])
