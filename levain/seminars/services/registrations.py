"""Say that one comes, or not; what one needs for it; wait for a seat, which comes by itself."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.people.models import User
from levain.projects.models import Project
from levain.seminars import rules
from levain.seminars.models import Invitation, Needs, Registration, Seminar
from levain.seminars.services.deeds import made_once, record
from levain.seminars.services.seats import Room, fill_seats, gathering_of, sits

State = Registration.State
OF_NEEDS = {"eats", "childcare", "visits", "car", "car_from", "car_seats", "answers"}


class SeminarOver(Exception):
    """One no longer registers for a seminar that has ended, or was called off."""


class RegistrationClosed(Exception):
    """The day announced for registering is past; the team may still add someone."""


class AlreadyThere(Exception):
    """One does not stay away from a seminar where one was seen."""


class RoomFull(Exception):
    """No seat is left in the room for somebody who follows from afar."""


@transaction.atomic
def register(
    seminar: Seminar,
    *,
    user: User | None = None,
    invitation: Invitation | None = None,
    name: str = "",
    side: str = "",
    project: Project | None = None,
    by: User | None = None,
    on: date | None = None,
    token: UUID | None = None,
    **needs: Any,
) -> Registration:
    """Say that someone comes: `user`, whoever holds an `invitation`, or a person added by name and side.

    Registering again keeps the seat and updates what she needs (access_needs, meals, travel, remote, childcare…).
    """
    seminar = locked(seminar, on)
    user = user or (invitation.user if invitation else None)
    registration = _of(seminar, user, invitation, token)
    if registration and registration.state != State.DECLINED:
        _keep(seminar, registration, needs, by=by or user)
        return registration
    _refuse_after_closing(seminar, by if by != user else None, on)
    if registration is None:
        registration = _new(seminar, user, invitation, name, side, project)
    registration.asked_at = timezone.now()
    _say(registration, needs)
    registration.state = State.REGISTERED if _may_sit(seminar, registration) else State.WAITING
    if registration.pk is None:
        registration, _made = made_once(registration, token)
    else:
        registration.save()
    _say_more(registration, needs)
    _hold_together(invitation, registration)
    record(
        "registration.made",
        on=registration,
        seminar=seminar,
        by=by or user,
        changes={"state": registration.state},
    )
    return registration


@transaction.atomic
def decline(
    seminar: Seminar, *, user: User | None = None, invitation: Invitation | None = None, on: date | None = None
) -> Registration:
    """Say that one does not come; a seat already taken goes to the first who waits."""
    seminar = locked(seminar, on)
    user = user or (invitation.user if invitation else None)
    registration = _of(seminar, user, invitation, None)
    if registration:
        if registration.attended:
            raise AlreadyThere(_("Your attendance is noted. If this is a mistake, tell the team: it has the list."))
        cancel(registration, by=user, on=on)
        return registration
    registration = _new(seminar, user, invitation, "", "", None)
    registration.state = State.DECLINED
    registration.save()
    _hold_together(invitation, registration)
    record("registration.declined", on=registration, seminar=seminar, by=user)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, by: User | None = None, on: date | None = None) -> None:
    """Give the seat back: the first who waits takes it and is told at once."""
    seminar = locked(registration.seminar, on)
    if not Registration.objects.filter(pk=registration.pk).exclude(state=State.DECLINED).update(state=State.DECLINED):
        return
    registration.refresh_from_db()
    record("registration.cancelled", on=registration, seminar=seminar, by=by)
    fill_seats(seminar)


def locked(seminar: Seminar, on: date | None = None) -> Seminar:
    """The seminar, its seats counted by one person at a time; refused once it is over or called off."""
    seminar = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=seminar.pk)
    over = on > seminar.ends.astimezone(seminar.zone).date() if on else seminar.is_over()
    if over:
        raise SeminarOver(_("This seminar is over: one can no longer register or cancel."))
    if gathering_of(seminar).cancelled_at:
        raise SeminarOver(_("This seminar is called off: there is nothing to register for."))
    return seminar


def _refuse_after_closing(seminar: Seminar, by: User | None, on: date | None) -> None:
    gathering = gathering_of(seminar)
    today = on or timezone.now().astimezone(seminar.zone).date()
    if by is None and not gathering.takes_registrations(today):
        closed = _("Registration closed on %(day)s. Write to the team, who may still add you.")
        raise RegistrationClosed(closed % {"day": in_words(gathering.closes_on)})


def _of(
    seminar: Seminar, user: User | None, invitation: Invitation | None, token: UUID | None
) -> Registration | None:
    if user is not None:
        return seminar.registrations.filter(user=user).first()
    if invitation is not None:
        # Read again: the page may have been opened twice.
        return seminar.registrations.filter(invitation=invitation.pk).first()
    return seminar.registrations.filter(token=token).first() if token else None


def _new(
    seminar: Seminar,
    user: User | None,
    invitation: Invitation | None,
    name: str,
    side: str,
    project: Project | None,
) -> Registration:
    if invitation is not None:
        name, side, project = invitation.name, invitation.side, invitation.project
    elif user is not None and not side:
        side, project = rules.side_of(user, seminar)
    return Registration(
        seminar=seminar, user=user, name="" if user else name, side=side or "observer", project=project
    )


def _hold_together(invitation: Invitation | None, registration: Registration) -> None:
    """The invitation knows its answer, given from the letter or signed in."""
    if invitation is not None:
        Invitation.objects.filter(pk=invitation.pk).update(registration=registration)
        invitation.registration = registration
    elif registration.user_id:
        hers = Invitation.objects.filter(seminar=registration.seminar_id, user=registration.user_id)
        hers.filter(registration=None).update(registration=registration)


def _may_sit(seminar: Seminar, registration: Registration) -> bool:
    return not sits(seminar, registration) or Room.of(seminar).holds(registration.project_id)


def _say(registration: Registration, needs: dict[str, Any]) -> None:
    for need, answer in needs.items():
        if need not in OF_NEEDS:
            setattr(registration, need, answer)


def _say_more(registration: Registration, needs: dict[str, Any]) -> bool:
    """Keep what goes beyond the registration; whether anything changed."""
    told = {need: answer for need, answer in needs.items() if need in OF_NEEDS}
    if not told:
        return False
    kept, new = Needs.objects.get_or_create(registration=registration, defaults=told)
    changed = [need for need, answer in told.items() if getattr(kept, need) != answer]
    for need in changed:
        setattr(kept, need, told[need])
    if changed:
        kept.save(update_fields=changed)
    return new or bool(changed)


def _keep(seminar: Seminar, registration: Registration, needs: dict[str, Any], *, by: User | None) -> None:
    """Change what she needs; from afar to the room, there must be a seat; the other way, it goes to who waits."""
    before = {need: getattr(registration, need) for need in needs if need not in OF_NEEDS}
    sat, seated = sits(seminar, registration), registration.state == State.REGISTERED
    _say(registration, needs)
    changed = [need for need, was in before.items() if getattr(registration, need) != was]
    sits_now = sits(seminar, registration)
    if seated and sits_now and not sat and not _may_sit(seminar, registration):
        raise RoomFull(_("No seat is left in the room. You stay registered to follow it from afar."))
    if not seated and not sits_now:
        registration.state = State.REGISTERED
        changed.append("state")
    if changed:
        registration.save(update_fields=changed)
    if _say_more(registration, needs) or changed:
        said = dict.fromkeys([*changed, *(need for need in needs if need in OF_NEEDS)], "changed")
        record("registration.completed", on=registration, seminar=seminar, by=by, changes=said)
    if seated and sat and not sits_now:
        fill_seats(seminar)
