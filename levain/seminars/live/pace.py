"""How late the room is against its running order, and when it would end at this pace."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from levain.seminars.models import Activity, AgendaItem, Live

# Under two minutes, nobody is late; beyond three hours, this is not the day that was planned.
ON_TIME = 2
LONGEST = 180


@dataclass(frozen=True)
class Pace:
    """`late` in minutes, negative when ahead; what is left of the running order, at the hours it would now have."""

    late: int
    ends: datetime
    announced: datetime
    rest: list[tuple[datetime, str]]

    @property
    def early(self) -> int:
        return -self.late

    @property
    def on_time(self) -> bool:
        return abs(self.late) < ON_TIME

    @property
    def over(self) -> int:
        """By how many minutes it would end after what people were told."""
        return max(0, round((self.ends - self.announced).total_seconds() / 60))


def read(live: Live, activity: Activity | None, now: datetime | None = None) -> Pace | None:
    """None when the running order says nothing of what the room is at."""
    now = now or timezone.now()
    agenda = live.seminar.clock(live.seminar.agenda.all())
    at = place_of(agenda, activity, seen=bool(live.stages))
    if at is None:
        return None
    item = agenda[at]
    until = held_until(agenda, at)
    begun = since(live, activity) or item.begins
    drift = max(begun - item.begins, now - until) if activity else now - item.begins
    late = round(drift.total_seconds() / 60)
    if abs(late) > LONGEST or (activity is None and late < 0):
        return None
    drift = timedelta(minutes=late)
    rest = [(each.begins + drift, each.title) for each in agenda[at + 1 :]]
    return Pace(late, agenda[-1].finishes + drift, live.seminar.ends, rest)


def place_of(agenda: list[AgendaItem], activity: Activity | None, *, seen: bool) -> int | None:
    """The line of the running order that the room is at; before anything was shown, the first."""
    if activity is None:
        return None if seen or not agenda else 0
    return next((number for number, item in enumerate(agenda) if item.activity_id == activity.pk), None)


def held_until(agenda: list[AgendaItem], at: int) -> datetime:
    """The end of a line and of those after it that are not held on telephones: a break, a meal."""
    until = agenda[at].finishes
    for item in agenda[at + 1 :]:
        if item.activity_id:
            break
        until = item.finishes
    return until


def since(live: Live, activity: Activity | None) -> datetime | None:
    said = live.stage(activity).get("since") if activity else None
    return datetime.fromtimestamp(said, tz=timezone.get_default_timezone()) if said else None
