"""Who has a seat, who waits for one: seats of the room, seats kept for the projects."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from levain.seminars.models import Gathering, Registration, Seminar
from levain.seminars.services import letters
from levain.seminars.services.deeds import record

State = Registration.State


def gathering_of(seminar: Seminar) -> Gathering:
    """The practical side of a seminar; where nothing was said yet, the usual one, not saved."""
    found = Gathering.objects.filter(seminar=seminar).first()
    return found or Gathering(seminar=seminar)


def sits(seminar: Seminar, registration: Registration) -> bool:
    """Whether she takes a seat of the room: who follows from afar takes none, where there is a room."""
    return not (seminar.format == Seminar.Format.BOTH and registration.remote)


@dataclass
class Room:
    """The seats of a seminar at this moment. `kept`: for each project, while they are kept for it."""

    seats: int | None
    kept: dict[int, int] = field(default_factory=dict)
    strict: bool = False
    taken: Counter = field(default_factory=Counter)

    @classmethod
    def of(cls, seminar: Seminar) -> "Room":
        gathering = gathering_of(seminar)
        today = timezone.now().astimezone(seminar.zone).date()
        kept = {}
        if gathering.kept_until is None or today <= gathering.kept_until:
            kept = dict(seminar.project_seats.values_list("project", "seats"))
        seated = seminar.registrations.filter(state=State.REGISTERED).only("project", "remote")
        taken = Counter(each.project_id for each in seated if sits(seminar, each))
        return cls(seminar.seats, kept, gathering.strict, taken)

    def holds(self, project: int | None) -> bool:
        """Whether somebody of this project (of none) may sit now."""
        mine = self.kept.get(project, 0) if project else 0
        if self.strict and project in self.kept and self.taken[project] >= mine:
            return False
        if self.seats is None:
            return True
        return self.free_for(project) > 0

    def free_for(self, project: int | None) -> int:
        """Seats left, those kept for the other projects aside."""
        others = (max(seats - self.taken[of], 0) for of, seats in self.kept.items() if of != project)
        return (self.seats or 0) - self.taken.total() - sum(others)

    def seat(self, project: int | None) -> None:
        self.taken[project] += 1


def fill_seats(seminar: Seminar) -> int:
    """Give free seats to those who wait, in the order in which they asked; each is told at once."""
    waiting = list(
        seminar.registrations.filter(state=State.WAITING).select_related("user").order_by("asked_at", "pk")
    )
    if not waiting:
        return 0
    room, seated = Room.of(seminar), 0
    for registration in waiting:
        if sits(seminar, registration):
            if not room.holds(registration.project_id):
                continue
            room.seat(registration.project_id)
        registration.state = State.REGISTERED
        registration.save(update_fields=["state"])
        seated += 1
        told = [registration.user] if registration.user else []
        record("registration.seat_freed", on=registration, seminar=seminar, by=None, tell=told, at_once=True)
        letters.seat_freed(registration)
    return seated


def fill_again(now: datetime) -> None:
    """When seats are no longer kept for the projects, they go to those who wait: at each tick."""
    waiting = Registration.objects.filter(state=State.WAITING, seminar__starts__gt=now).values("seminar")
    for seminar in Seminar.objects.filter(pk__in=waiting, gathering__cancelled_at=None):
        with transaction.atomic():
            # Its seats are counted by one process at a time.
            held = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme")
            fill_seats(held.get(pk=seminar.pk))
