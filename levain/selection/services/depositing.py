"""Hand an application in, exactly once; give it up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import RoleCode, User
from levain.questionnaires.models import Response
from levain.questionnaires.services import Sheet, close
from levain.selection.models import Application, Call, StateChanged
from levain.selection.rules.admission import team_of
from levain.selection.services.answers import digest_of, read_from, refresh, the_response_of
from levain.selection.services.applications import people_of
from levain.selection.services.consents import give_consent
from levain.selection.services.opinions import ask_opinion
from levain.selection.services.receipts import send_receipts, write


class CallClosed(Exception):
    """The call closed before the deposit; the draft is kept."""


@transaction.atomic
def deposit(application: Application, *, by: User) -> bool:
    """Hand a draft in; whether it was done now. A second click, tab or reload finds it done, and changes nothing.

    The moment that counts is the one when the request came in, in the zone of the call, grace included.
    Raises CallClosed, or questionnaires' Incomplete with what is missing.
    """
    now = timezone.now()
    # One deposit at a time in a call: each takes the next number, and the same file is never handed in twice.
    call = Call.objects.select_for_update().get(pk=application.call_id)
    held = Application.objects.get(pk=application.pk)
    held.call = call
    if held.state != Application.State.DRAFT:
        application.refresh_from_db()
        if held.state == Application.State.WITHDRAWN:
            raise StateChanged(_("This application was withdrawn."))
        return False
    if not held.typed_in and not call.receives(held.started_at, now):
        raise CallClosed(_("The call closed before you deposited. Your draft is kept."))
    response = the_response_of(held)
    # What came on paper is received as it came: the team asks for what is missing afterwards.
    close(response, by=by, even_incomplete=held.typed_in)
    sheet = Sheet.of(response)
    refresh(held, sheet)
    set_consents_apart(held, response, sheet)
    held.reference = next_reference(call)
    held.state = Application.State.DEPOSITED
    held.deposited_at = held.deposited_at if held.typed_in else now
    held.digest = digest_of(response)
    held.save()
    for name in ("state", "reference", "deposited_at", "digest", "title", "place"):
        setattr(application, name, getattr(held, name))
    journal.record("application.deposited", on=held, by=by, place=call.cohort, tell=team_of(call))
    send_receipts(held, people_of(held, RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY))
    ask_opinion(held)
    return True


def next_reference(call: Call) -> str:
    taken = set(call.applications.filter(reference__startswith="cand-").values_list("reference", flat=True))
    number = len(taken) + 1
    while f"cand-{number:02d}" in taken:
        number += 1
    return f"cand-{number:02d}"


def set_consents_apart(application: Application, response: Response, sheet: Sheet) -> None:
    """Who agrees to be called for the evaluation is kept apart: the file that the jury reads no longer says it."""
    code = read_from(application.call, sheet.asked).get("consent")
    answer = sheet.answers.get((code, 0)) if code else None
    if answer is None:
        return
    if answer.value and answer.by:
        speaks = answer.by.roles.on(application).filter(code=RoleCode.LOCAL_AUTHORITY).exists()
        give_consent(application, side="local_authority" if speaks else "bearer", person=answer.by)
    answer.delete()


@transaction.atomic
def withdraw(application: Application, *, by: User) -> None:
    """Give an application up, before anything is decided; the team is told of one it had received."""
    before = (Application.State.DRAFT, *Application.UNDECIDED)
    moved = Application.objects.filter(pk=application.pk, state__in=before)
    had_been_deposited = application.state != Application.State.DRAFT
    if not moved.update(state=Application.State.WITHDRAWN, withdrawn_at=timezone.now()):
        raise StateChanged(_("This application has changed since you opened it."))
    application.refresh_from_db()
    call = application.call
    tell = team_of(call) if had_been_deposited else []
    journal.record("application.withdrawn", on=application, by=by, place=call.cohort, tell=tell)
    for person in people_of(application):
        write(
            person.email,
            person.language,
            lambda: _("An application was withdrawn"),
            "withdrawn",
            application=application,
            who=str(by),
        )
