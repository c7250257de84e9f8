"""The practical side of a seminar: its place and visit, its seats and questions; and when it is called off."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.models import Notice
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.seminars.models import Gathering, PhotoConsent, ProjectSeats, Registration, Seminar
from levain.seminars.services import letters
from levain.seminars.services.deeds import record
from levain.seminars.services.letters import Reader
from levain.seminars.services.seats import fill_seats

State = Registration.State


class AlreadyCalledOff(Exception):
    """It is called off, or over."""


@transaction.atomic
def prepare_gathering(seminar: Seminar, *, by: User | None = None, version: int = 0, **changes: Any) -> Gathering:
    """Say what coming takes. `version` is the one that was read: 0 when nothing was said yet."""
    gathering, new = Gathering.objects.get_or_create(seminar=seminar)
    changed = [name for name, value in changes.items() if getattr(gathering, name) != value]
    save_over(gathering, gathering.version if new else version, **changes)
    record("gathering.prepared", on=seminar, seminar=seminar, by=by, changes=dict.fromkeys(changed, "changed"))
    _fill(seminar)
    return gathering


@transaction.atomic
def keep_seats(seminar: Seminar, seats: dict[Project, int], *, by: User | None = None) -> None:
    """How many seats are kept for each project; none named, none kept."""
    seminar.project_seats.exclude(project__in=seats).delete()
    for project, number in seats.items():
        ProjectSeats.objects.update_or_create(seminar=seminar, project=project, defaults={"seats": number})
    record("gathering.seats_kept", on=seminar, seminar=seminar, by=by, changes={"kept": sum(seats.values())})
    _fill(seminar)


def _fill(seminar: Seminar) -> None:
    held = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=seminar.pk)
    if not held.is_over():
        fill_seats(held)


@transaction.atomic
def call_off(seminar: Seminar, *, why: str, by: User) -> None:
    """It will not take place: everyone who was asked is told at once, and calendars take the date out."""
    gathering, _new = Gathering.objects.select_for_update().get_or_create(seminar=seminar)
    if gathering.cancelled_at or seminar.is_over():
        raise AlreadyCalledOff(_("This seminar is already called off, or over."))
    gathering.cancelled_at, gathering.cancelled_why = timezone.now(), why
    gathering.version += 1
    gathering.save(update_fields=["cancelled_at", "cancelled_why", "version"])
    seminar.gathering = gathering
    readers = readers_of(seminar)
    entry = record("seminar.called_off", on=seminar, seminar=seminar, by=by, tell=_accounts(readers))
    _only_in_house(entry)
    letters.called_off(seminar, gathering, readers)


@transaction.atomic
def hold_again(seminar: Seminar, *, by: User) -> None:
    """It takes place after all, as announced: the same people are told."""
    again = Gathering.objects.filter(seminar=seminar, cancelled_at__isnull=False)
    if not again.update(cancelled_at=None, cancelled_why="", version=F("version") + 1):
        return
    seminar.gathering = Gathering.objects.get(seminar=seminar)
    tell_moved(seminar)
    record("seminar.held_again", on=seminar, seminar=seminar, by=by)


def tell_moved(seminar: Seminar) -> None:
    """Whoever was asked and has not said no is told what stands now, with the date for her calendar."""
    if not seminar.is_over():
        letters.moved(seminar, readers_of(seminar))


def readers_of(seminar: Seminar) -> list[Reader]:
    """Those who were invited or registered, and have not said no; each once."""
    found: dict[str, Reader] = {}
    invitations = seminar.invitations.filter(withdrawn_at=None).select_related("user", "registration")
    registrations = seminar.registrations.filter(user__isnull=False).select_related("user")
    declined = {each.user_id for each in registrations if each.state == State.DECLINED}
    for each in invitations:
        said_no = each.registration is not None and each.registration.state == State.DECLINED
        if not said_no and each.user_id not in declined:
            found[each.address] = letters.reader(each)
    comes = [each.user for each in registrations if each.user and each.state != State.DECLINED]
    for person in comes:
        found.setdefault(person.email, Reader(person.email, person))
    return list(found.values())


def _accounts(readers: list[Reader]) -> list[User]:
    return [each.person for each in readers if each.person]


def _only_in_house(entry: Any) -> None:
    """The letter leaves by itself, with the date: the notice is for the list of notices alone."""
    Notice.objects.filter(entry=entry, state=Notice.State.WAITING).update(state=Notice.State.SHOWN)


@transaction.atomic
def agree_to_photos(registration: Registration, *, channels: list[str], by: User | None = None, **about: Any) -> None:
    """What she agrees to; no channel: she takes back what she had agreed to, and the photos leave those pages."""
    known = PhotoConsent.objects.select_for_update().filter(registration=registration).first()
    if not channels:
        if known and known.withdrawn_at is None:
            known.withdrawn_at = timezone.now()
            known.save(update_fields=["withdrawn_at"])
            record("photos.withdrawn", on=registration, seminar=registration.seminar, by=by)
        return
    same = known and known.withdrawn_at is None and sorted(known.channels) == sorted(channels)
    if same and all(getattr(known, name) == value for name, value in about.items()):
        return
    said = {"channels": sorted(channels), "given_at": timezone.now(), "withdrawn_at": None, **about}
    PhotoConsent.objects.update_or_create(registration=registration, defaults=said)
    record("photos.agreed", on=registration, seminar=registration.seminar, by=by, changes={"channels": len(channels)})


def cars(seminar: Seminar) -> list[Registration]:
    """Those who offer or look for a seat in a car and come: shown to those who come."""
    found = seminar.registrations.filter(state=State.REGISTERED, remote=False).exclude(needs=None)
    return list(found.exclude(needs__car="").select_related("needs", "user", "project").order_by("-needs__car", "pk"))
