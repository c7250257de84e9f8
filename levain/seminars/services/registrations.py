"""Say that one comes, or not; wait for a seat, which comes by itself; say who came."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.people.models import User
from levain.projects.models import Project
from levain.seminars import rules
from levain.seminars.models import Registration, Seminar
from levain.seminars.services.deeds import made_once, record

State = Registration.State


class SeminarOver(Exception):
    """One no longer registers for a seminar that has ended."""


class NotYet(Exception):
    """One does not come before the day."""


@transaction.atomic
def register(
    seminar: Seminar,
    *,
    user: User | None = None,
    name: str = "",
    side: str = "",
    project: Project | None = None,
    by: User | None = None,
    on: date | None = None,
    token: UUID | None = None,
    **needs: Any,
) -> Registration:
    """Say that someone comes: `user`, or a person without an account by her name and side.

    Registering again keeps the seat and updates `needs` (access_needs, meals, travel, remote).
    """
    seminar = _locked(seminar, on)
    registration = _of(seminar, user, token)
    if registration and registration.state != State.DECLINED:
        _keep(registration, needs)
        return registration
    if registration is None:
        registration = _new(seminar, user, name, side, project)
    registration.asked_at = timezone.now()
    registration.state = State.REGISTERED if _has_seat(seminar) else State.WAITING
    for need, answer in needs.items():
        setattr(registration, need, answer)
    if registration.pk is None:
        registration, _new_one = made_once(registration, token)
    else:
        registration.save()
    record(
        "registration.made",
        on=registration,
        seminar=seminar,
        by=by or user,
        changes={"state": registration.state},
    )
    return registration


@transaction.atomic
def decline(seminar: Seminar, *, user: User, on: date | None = None) -> Registration:
    """Say that one does not come; a seat already taken goes to the first who waits."""
    registration = _of(_locked(seminar, on), user, None)
    if registration:
        cancel(registration, by=user, on=on)
        return registration
    registration = _new(seminar, user, "", "", None)
    registration.state = State.DECLINED
    registration.save()
    record("registration.declined", on=registration, seminar=seminar, by=user)
    return registration


@transaction.atomic
def cancel(registration: Registration, *, by: User | None = None, on: date | None = None) -> None:
    """Give the seat back: the first who waits takes it and is told at once."""
    seminar = _locked(registration.seminar, on)
    if not Registration.objects.filter(pk=registration.pk).exclude(state=State.DECLINED).update(state=State.DECLINED):
        return
    registration.refresh_from_db()
    record("registration.cancelled", on=registration, seminar=seminar, by=by)
    fill_seats(seminar)


@transaction.atomic
def mark_attended(
    registration: Registration, attended: bool = True, *, by: User | None = None, on: date | None = None
) -> None:
    """Say whether she came. `on` is the day this is said; never before the seminar."""
    seminar = registration.seminar
    if (on or timezone.now().astimezone(seminar.zone).date()) < seminar.day:
        raise NotYet(_("Attendance is noted from the day of the seminar. Nothing was changed."))
    if registration.attended is attended:
        return
    registration.attended = attended
    registration.save(update_fields=["attended"])
    record("registration.attended", on=registration, seminar=seminar, by=by, changes={"attended": attended})


@transaction.atomic
def mark_attendance(
    seminar: Seminar, *, listed: Collection[int], present: Collection[int], by: User, on: date | None = None
) -> int:
    """Go through a sheet: those `listed` came or did not; who is not on it stays as she was."""
    lines = seminar.registrations.select_related("seminar__cohort__programme").filter(pk__in=listed)
    for registration in lines:
        mark_attended(registration, registration.pk in present, by=by, on=on)
    return sum(registration.attended is True for registration in lines)


def fill_seats(seminar: Seminar) -> None:
    """Give free seats to those who wait, in the order in which they asked."""
    waiting = seminar.registrations.filter(state=State.WAITING).select_related("user").order_by("asked_at", "pk")
    for registration in waiting:
        if not _has_seat(seminar):
            return
        registration.state = State.REGISTERED
        registration.save(update_fields=["state"])
        told = [registration.user] if registration.user else []
        record("registration.seat_freed", on=registration, seminar=seminar, by=None, tell=told, at_once=True)


def _locked(seminar: Seminar, on: date | None) -> Seminar:
    """The seminar, its seats counted by one person at a time; refused once it is over."""
    seminar = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=seminar.pk)
    over = on > seminar.ends.astimezone(seminar.zone).date() if on else seminar.is_over()
    if over:
        raise SeminarOver(_("This seminar is over: one can no longer register or cancel."))
    return seminar


def _of(seminar: Seminar, user: User | None, token: UUID | None) -> Registration | None:
    if user is not None:
        return seminar.registrations.filter(user=user).first()
    return seminar.registrations.filter(token=token).first() if token else None


def _new(seminar: Seminar, user: User | None, name: str, side: str, project: Project | None) -> Registration:
    if user is not None and not side:
        side, project = rules.side_of(user, seminar)
    return Registration(seminar=seminar, user=user, name=name, side=side or "observer", project=project)


def _has_seat(seminar: Seminar) -> bool:
    return seminar.seats is None or seminar.registrations.filter(state=State.REGISTERED).count() < seminar.seats


def _keep(registration: Registration, needs: dict[str, Any]) -> None:
    changed = {need: answer for need, answer in needs.items() if getattr(registration, need) != answer}
    if not changed:
        return
    for need, answer in changed.items():
        setattr(registration, need, answer)
    registration.save(update_fields=list(changed))
    record(
        "registration.completed",
        on=registration,
        seminar=registration.seminar,
        by=registration.user,
        changes=dict.fromkeys(changed, "changed"),
    )


@transaction.atomic
def note_export(seminar: Seminar, *, by: User, needs: bool) -> None:
    """Whoever takes the list of people away is in the journal, with what the list holds."""
    record("registration.exported", on=seminar, seminar=seminar, by=by, changes={"needs": needs})
