"""Prepare a seminar: its date and place, its agenda, its activities."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.seminars.models import Activity, AgendaItem, Seminar
from levain.seminars.services.deeds import made_once, record
from levain.seminars.services.gathering import tell_moved
from levain.seminars.services.seats import fill_seats

# What people have noted in their own calendars.
MOVES = {"starts", "ends", "place", "format", "time_zone"}


@transaction.atomic
def create_seminar(
    cohort: Cohort,
    *,
    title: str,
    starts: datetime,
    ends: datetime,
    by: User | None = None,
    number: int | None = None,
    slug: str = "",
    token: UUID | None = None,
    **about: Any,
) -> Seminar:
    """Announce a seminar of a cohort; its number follows the last one's unless given."""
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    number = number or (cohort.seminars.aggregate(last=Max("number"))["last"] or 0) + 1
    slug = slug or slugify(f"{cohort.slug} seminaire {number}")
    about.setdefault("time_zone", cohort.time_zone)
    about.setdefault("fictional", cohort.fictional)
    wanted = Seminar(cohort=cohort, number=number, slug=slug, title=title, starts=starts, ends=ends, **about)
    seminar, new = made_once(wanted, token)
    if new:
        record("seminar.created", on=seminar, seminar=seminar, by=by, changes={"number": number})
    return seminar


@transaction.atomic
def edit_seminar(seminar: Seminar, *, by: User, version: int, **changes: Any) -> None:
    """Change what was announced; seats added go to those who wait, and whoever comes is told of a new date."""
    changed = [name for name, value in changes.items() if getattr(seminar, name) != value]
    save_over(seminar, version, **changes)
    if MOVES & set(changed):
        tell_moved(seminar)
    record("seminar.edited", on=seminar, seminar=seminar, by=by, changes=dict.fromkeys(changed, "changed"))
    fill_seats(seminar)


@transaction.atomic
def add_agenda_item(
    seminar: Seminar,
    *,
    title: str,
    minutes: int,
    by: User | None = None,
    token: UUID | None = None,
    **about: Any,
) -> AgendaItem:
    """Put a new line at the end of the agenda."""
    item, new = made_once(
        AgendaItem(seminar=seminar, position=_next(seminar.agenda), title=title, minutes=minutes, **about), token
    )
    if new:
        record("agenda_item.added", on=item, seminar=seminar, by=by, changes={"minutes": minutes})
    return item


@transaction.atomic
def edit_agenda_item(item: AgendaItem, *, by: User, version: int, **changes: Any) -> None:
    changed = [name for name, value in changes.items() if getattr(item, name) != value]
    save_over(item, version, **changes)
    record("agenda_item.edited", on=item, seminar=item.seminar, by=by, changes=dict.fromkeys(changed, "changed"))


@transaction.atomic
def remove_agenda_item(item: AgendaItem, *, by: User) -> None:
    """Take a line off; its activity stays, with what was said in it. Twice is once."""
    seminar = item.seminar
    record("agenda_item.removed", on=seminar, seminar=seminar, by=by, changes={"minutes": item.minutes})
    item.delete()


@transaction.atomic
def set_durations(seminar: Seminar, minutes: dict[int, int], *, by: User) -> int:
    """Change several durations at once, as one tries a day; how many changed. Lines taken off meanwhile are left."""
    changed = []
    for item in seminar.agenda.select_for_update().filter(pk__in=minutes):
        if item.minutes != minutes[item.pk]:
            item.minutes = minutes[item.pk]
            item.version += 1
            changed.append(item)
    AgendaItem.objects.bulk_update(changed, ["minutes", "version"])
    if changed:
        record("agenda.timed", on=seminar, seminar=seminar, by=by, changes={"lines": len(changed)})
    return len(changed)


@transaction.atomic
def move_agenda_item(item: AgendaItem, *, earlier: bool, by: User) -> None:
    """Exchange a line with the one before, or after; at an end it stays where it is."""
    seminar = Seminar.objects.select_for_update().get(pk=item.seminar_id)
    items = list(seminar.agenda.all())
    place = items.index(item)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(items):
        return
    items[place], items[other] = items[other], items[place]
    for position, line in enumerate(items, start=1):
        line.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    record("agenda_item.moved", on=item, seminar=seminar, by=by, changes={"position": other + 1})


@transaction.atomic
def add_activity(
    seminar: Seminar,
    *,
    kind: str,
    title: str,
    minutes: int = 10,
    named: bool = True,
    options: list | None = None,
    columns: list | None = None,
    setup: dict | None = None,
    by: User | None = None,
    token: UUID | None = None,
) -> Activity:
    """Prepare a moment when people are asked for something."""
    wanted = Activity(
        seminar=seminar,
        position=_next(seminar.activities),
        kind=kind,
        title=title,
        minutes=minutes,
        named=named,
        options=options or [],
        columns=columns or [],
        setup=setup or {},
    )
    activity, new = made_once(wanted, token)
    if new:
        record("activity.added", on=activity, seminar=seminar, by=by, changes={"kind": kind, "named": named})
    return activity


def _next(lines: Any) -> int:
    return (lines.aggregate(last=Max("position"))["last"] or 0) + 1
