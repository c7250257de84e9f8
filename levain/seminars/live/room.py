"""What each audience of a room sees: one merged state, rendered once for all of them in each language."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from django.template.loader import render_to_string
from django.utils import timezone

from levain.seminars.live import kinds
from levain.seminars.models import Activity, Live, Presence, Stage

PHONE, SCREEN, REMOTE = "phone", "screen", "remote"
AUDIENCES = (PHONE, SCREEN, REMOTE)
# A process that died leaves its count behind for so long.
COUNT_LASTS = timedelta(seconds=20)


@dataclass
class Room:
    """A room as it is now, read in a few queries whatever the number of people."""

    live: Live
    activity: Activity | None
    kind: kinds.ActivityKind | None
    stage: Stage
    people: int

    @property
    def takes(self) -> bool:
        """Whether telephones may answer the activity shown."""
        return bool(self.kind) and self.live.is_open() and not self.stage.closed

    @property
    def results_shown(self) -> bool:
        return self.stage.revealed

    def merged(self) -> dict[str, Any]:
        if self.activity is None or self.kind is None:
            return {"n": 0}
        return self.kind.merged(self.activity, self.stage)

    def clock(self) -> dict[str, int] | None:
        """In milliseconds of our own clock: the reader's may be wrong."""
        live = self.live
        if live.clock_left is not None:
            return {"left": live.clock_left * 1000}
        if live.clock_ends is not None:
            return {"ends": _ms(live.clock_ends), "now": _ms(timezone.now())}
        return None


def read(pk: int) -> Room:
    live = Live.objects.select_related("seminar__cohort__programme", "activity", "driver").get(pk=pk)
    activity = live.activity
    if activity:
        activity.seminar = live.seminar
    return Room(live, activity, kinds.of(activity) if activity else None, live.stage(), people_in(live))


def people_in(live: Live) -> int:
    """The telephones that follow, through every process of the server."""
    fresh = Presence.objects.filter(live=live, at__gt=timezone.now() - COUNT_LASTS)
    return fresh.aggregate(all=Sum("people"))["all"] or 0


def state(room: Room, audience: str) -> dict[str, Any]:
    """What changes when the facilitator moves the room: sent once to each telephone and screen."""
    live, activity = room.live, room.activity
    return {
        "version": live.version,
        "activity": activity.pk if activity else 0,
        "step": room.stage.step,
        "takes": room.takes,
        "revealed": room.results_shown,
        "clock": room.clock(),
        "open": live.is_open(),
        "html": render_to_string(f"seminars/live/{audience}_stage.html", context(room, audience)),
    }


def results(room: Room, audience: str) -> dict[str, Any]:
    """What changes with the answers: at most four times a second to screens, less often to telephones."""
    merged = room.merged()
    said: dict[str, Any] = {"n": merged.get("n", 0), "people": room.people, "activity": room.live.activity_id or 0}
    if audience == REMOTE or room.results_shown:
        about = context(room, audience) | {"merged": merged}
        said["html"] = render_to_string(f"seminars/live/{audience}_results.html", about)
    else:
        said["html"] = ""
    return said


def context(room: Room, audience: str) -> dict[str, Any]:
    return {
        "live": room.live,
        "seminar": room.live.seminar,
        "activity": room.activity,
        "kind": room.kind,
        "stage": room.stage,
        "room": room,
        "big": audience == SCREEN,
        "form": room.kind.form(room.activity) if room.kind and audience == PHONE else None,
    }


def _ms(moment) -> int:
    return int(moment.timestamp() * 1000)
