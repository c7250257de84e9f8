"""What each audience of a room sees: one merged state, rendered once for all of them in each language."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Sum
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from levain.seminars.live import codes, kinds, pace
from levain.seminars.live.counting import who
from levain.seminars.models import Activity, Live, Presence, Stage

PHONE, SCREEN, REMOTE = "phone", "screen", "remote"
AUDIENCES = (PHONE, SCREEN, REMOTE)
INBOX = 60
USUAL_MINUTES = 5
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
        """Hidden until shown, but for the kinds that live from being seen, unless they are hidden."""
        return bool(self.kind and self.stage.get("revealed", self.kind.open_results))

    @cached_property
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
            return {"ends": _ms(live.clock_ends)}
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
    return place(room, audience) | {
        "html": render_to_string(f"seminars/live/{audience}_stage.html", context(room, audience, asked=True))
    }


def place(room: Room, audience: str) -> dict[str, Any]:
    """Where the room is, without the words."""
    live, activity = room.live, room.activity
    return {
        "version": live.version,
        "activity": activity.pk if activity else 0,
        "step": room.stage.step,
        "takes": room.takes,
        "revealed": room.results_shown,
        "clock": room.clock(),
        "driver": [live.driver_id, str(live.driver)] if audience == REMOTE and live.driver_id else None,
        "open": live.is_open(),
    }


def results(room: Room, audience: str) -> dict[str, Any]:
    """What changes with the answers: at most four times a second to screens, less often to telephones."""
    merged = room.merged
    n = merged.get("n", 0)
    said: dict[str, Any] = {
        "activity": room.live.activity_id or 0,
        "n": n,
        "counted": ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n} if room.kind else "",
        "connected": ngettext("%(n)s telephone", "%(n)s telephones", room.people) % {"n": room.people},
        "html": "",
    }
    if audience == REMOTE or room.results_shown:
        about = context(room, audience) | {"merged": merged}
        if audience == REMOTE:
            about["inbox"] = inbox(room)
        said["html"] = render_to_string(f"seminars/live/{audience}_results.html", about)
    return said


def inbox(room: Room) -> list[dict[str, Any]]:
    """What people wrote, for the facilitator: the latest first, what was hidden at the end."""
    if room.activity is None or room.kind is None or not room.kind.words:
        return []
    silenced = {token for _activity, token in room.live.silenced}
    written = room.activity.contributions.exclude(text="").select_related("author", "project")
    return [
        {
            "pk": each.pk,
            "text": each.text,
            "who": who(each),
            "votes": each.votes,
            "hidden": each.hidden,
            "silenced": str(each.token) in silenced,
            "from_telephone": each.token is not None,
        }
        for each in written.order_by("hidden", "-rank")[:INBOX]
    ]


def context(room: Room, audience: str, *, asked: bool = False) -> dict[str, Any]:
    """`asked`: with the fields of an answer, or the order of the activities on the remote."""
    about = {
        "live": room.live,
        "seminar": room.live.seminar,
        "activity": room.activity,
        "kind": room.kind,
        "stage": room.stage,
        "room": room,
        "big": audience == SCREEN,
        "remote": audience == REMOTE,
        "form": room.kind.form(room.activity) if asked and room.kind and audience == PHONE else None,
        # What one telephone gave is only known to its own page.
        "given": 0,
        "voted": (),
    }
    if audience != PHONE:
        about |= {"address": codes.address(room.live.code or ""), "short_address": codes.short_address()}
    if asked and audience == REMOTE:
        about |= order(room)
    return about


def order(room: Room) -> dict[str, Any]:
    """The activities of the seminar as the remote lists them: those behind, the one shown, the next."""
    activities = list(room.live.seminar.activities.all())
    for each in activities:
        each.stage = room.live.stage(each)
        each.seen = str(each.pk) in room.live.stages
        each.held = kinds.of(each) is not None
    here = next((place for place, each in enumerate(activities) if each.pk == room.live.activity_id), -1)
    # What follows in the order of the day, then what was left out before.
    to_come = [
        each
        for each in activities[here + 1 :] + activities[: max(here, 0)]
        if each.held and not each.seen and each.pk != room.live.activity_id
    ]
    return {
        "activities": activities,
        "next": to_come[0] if to_come else None,
        "steps": steps_of(room),
        "clock_minutes": minutes_now(room),
        "pace": pace.read(room.live, room.activity),
    }


def steps_of(room: Room) -> list[tuple[int, str, int]]:
    """The number, the name and the minutes of each step, when the room goes through several."""
    if room.kind is None or room.activity is None:
        return []
    named = enumerate(room.kind.steps(room.activity))
    return [(number, label, room.kind.minutes(room.activity, number)) for number, label in named]


def minutes_now(room: Room) -> int:
    """What the clock offers: the minutes of the step, else those of the activity."""
    if room.kind is None or room.activity is None:
        return USUAL_MINUTES
    return room.kind.minutes(room.activity, room.stage.step) or room.activity.minutes or USUAL_MINUTES


def _ms(moment) -> int:
    return int(moment.timestamp() * 1000)
