"""Drive a room: open it, show an activity, its results, its clock; hand it over, end it.

Each deed says what must be, not what to change: twice is once, and two facilitators do not undo one another.
"""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.people.models import User
from levain.seminars.live import kinds
from levain.seminars.live.bell import ring
from levain.seminars.models import CODE_LASTS, Activity, Live, LiveEvent, Seminar
from levain.seminars.services.deeds import record

TRIES = 5
LONGEST_CLOCK = 4 * 3600


class NotDriving(Exception):
    """Somebody else drives this room; one tap takes it over."""


class LiveOver(Exception):
    """This room is closed."""


def open_live(seminar: Seminar, *, by: User | None) -> Live:
    """Open the room and draw its code; a room already open is given back as it is."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return _open(seminar, by)
        except IntegrityError:
            # Another room holds this code, or a colleague opened this one at the same moment.
            continue
    raise LiveOver(_("The room could not be opened. Try again."))


def _open(seminar: Seminar, by: User | None) -> Live:
    now = timezone.now()
    until = max(seminar.ends, now) + CODE_LASTS
    live, new = Live.objects.get_or_create(seminar=seminar, defaults={"driver": by, "expires_at": until})
    if not new and live.is_open(now):
        return live
    if not new:
        live.code = live.code or Live._meta.get_field("code").get_default()
        live.move(code=live.code, ended_at=None, expires_at=until, driver=by)
        ring(live, LiveEvent.Kind.STATE)
    record("live.opened", on=seminar, seminar=seminar, by=by)
    return live


@transaction.atomic
def take_over(live: Live, *, by: User) -> None:
    """One tap on another laptop, when the first died or its owner is away."""
    _move(live, lambda now: {"driver": by}, by=by, any_driver=True)
    record("live.taken_over", on=live.seminar, seminar=live.seminar, by=by)


def show(live: Live, activity: Activity | None, *, by: User) -> None:
    """Bring an activity before the room; it takes answers until it is closed. None: back to the welcome."""
    change = {"activity": activity, "clock_ends": None, "clock_left": None}
    verb = "live.shown" if activity else ""

    def bring(now: Live) -> dict[str, Any]:
        """Shown again while it is there, it has not begun again."""
        there = activity is not None and now.activity_id == activity.pk
        return change | _stages(now, activity, {} if there else {"since": int(timezone.now().timestamp())})

    _deed(live, bring, by=by, verb=verb, about=activity)


def reveal(live: Live, activity: Activity, *, by: User, shown: bool = True) -> None:
    """Show the results to the room, or hide them again."""
    _deed(live, lambda now: _stages(now, activity, {"revealed": shown}), by=by)


def close(live: Live, activity: Activity, *, by: User, closed: bool = True) -> None:
    """Take no more answers to an activity, or take them again."""
    verb = "live.closed" if closed else "live.reopened"
    _deed(live, lambda now: _stages(now, activity, {"closed": closed}), by=by, verb=verb, about=activity)


def go_to_step(live: Live, activity: Activity, step: int, *, by: User) -> None:
    """Everyone comes to a step; its clock starts if it has minutes, once even when it is pressed twice."""
    step = max(0, step)
    kind = kinds.of(activity)
    minutes = kind.minutes(activity, step) if kind else 0

    def come(now: Live) -> dict[str, Any]:
        change = _stages(now, activity, {"step": step})
        if minutes and now.stage(activity).get("step") != step:
            change |= {"clock_ends": timezone.now() + timedelta(minutes=minutes), "clock_left": None}
        return change

    _deed(live, come, by=by)


def set_stage(live: Live, activity: Activity, *, by: User, **told: Any) -> None:
    """Keep what a kind needs to say of the room while it is in this activity (small, no words of people)."""
    _deed(live, lambda now: _stages(now, activity, told), by=by)


def start_clock(live: Live, seconds: int, *, by: User) -> None:
    """Everyone sees the same time go by. At its end nothing closes by itself."""
    ends = timezone.now() + timedelta(seconds=min(max(1, seconds), LONGEST_CLOCK))
    _deed(live, lambda now: {"clock_ends": ends, "clock_left": None}, by=by)


def extend_clock(live: Live, seconds: int, *, by: User) -> None:
    """More time, whether it runs, is stopped or has run out."""

    def later(now: Live) -> dict[str, Any]:
        if now.clock_left is not None:
            return {"clock_left": min(now.clock_left + seconds, LONGEST_CLOCK)}
        return {"clock_ends": max(now.clock_ends or timezone.now(), timezone.now()) + timedelta(seconds=seconds)}

    _deed(live, later, by=by)


def stop_clock(live: Live, *, by: User) -> None:
    def stopped(now: Live) -> dict[str, Any]:
        if now.clock_ends is None:
            return {}
        left = int((now.clock_ends - timezone.now()).total_seconds())
        return {"clock_ends": None, "clock_left": max(0, left)}

    _deed(live, stopped, by=by)


def resume_clock(live: Live, *, by: User) -> None:
    def resumed(now: Live) -> dict[str, Any]:
        if now.clock_left is None:
            return {}
        return {"clock_ends": timezone.now() + timedelta(seconds=now.clock_left), "clock_left": None}

    _deed(live, resumed, by=by)


def remove_clock(live: Live, *, by: User) -> None:
    _deed(live, lambda now: {"clock_ends": None, "clock_left": None}, by=by)


def end_live(live: Live, *, by: User) -> None:
    """Say goodbye: nobody answers any more. It can be opened again, with the same code, until the code expires."""
    _deed(live, lambda now: {"ended_at": timezone.now(), "activity": None}, by=by, verb="live.ended")


@transaction.atomic
def _deed(live: Live, change: Any, *, by: User, verb: str = "", about: Activity | None = None) -> None:
    if _move(live, change, by=by) and verb:
        record(verb, on=about or live.seminar, seminar=live.seminar, by=by)


def _move(live: Live, change: Any, *, by: User, any_driver: bool = False) -> bool:
    """Apply a change to what the room is now, however it came there; False when there is nothing to change."""
    for _try in range(TRIES):
        live.refresh_from_db()
        if live.ended_at is not None:
            raise LiveOver(_("This room is closed. Open it again to go on."))
        if not any_driver and live.driver_id not in (None, by.pk):
            raise NotDriving(_("%(name)s drives this room. Take over to go on from here.") % {"name": live.driver})
        wanted = {"driver": by, **change(live)} if live.driver_id is None else change(live)
        wanted = {name: value for name, value in wanted.items() if getattr(live, name) != value}
        if not wanted:
            return False
        if live.move(**wanted):
            ring(live, LiveEvent.Kind.STATE)
            return True
    raise LiveOver(_("Several people moved this room at the same moment. Try again."))


def _stages(now: Live, activity: Activity | None, told: dict[str, Any]) -> dict[str, Any]:
    if activity is None:
        return {}
    pk = str(activity.pk)
    return {"stages": now.stages | {pk: now.stages.get(pk, {}) | told}}
