"""The frames from which a seminar is made: the three that come with the house, and those a programme keeps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from levain.foundation import yaml_files
from levain.seminars.models import Gathering, Seminar, SeminarTemplate

SHIPPED = Path(__file__).parent / "data" / "templates.yaml"


@dataclass(frozen=True)
class Frame:
    """What a seminar is made from, wherever it comes from; `kept` is its row when a programme keeps it."""

    key: str
    name: str
    purpose: str
    format: str
    content: dict[str, Any] = field(default_factory=dict)
    kept: SeminarTemplate | None = None

    @property
    def title(self) -> str:
        return self.content.get("title") or self.name

    @property
    def starts(self) -> str:
        return self.content.get("starts") or "09:30"

    @property
    def agenda(self) -> list[dict]:
        return self.content.get("agenda", [])

    @property
    def minutes(self) -> int:
        return sum(line["minutes"] for line in self.agenda)

    @property
    def lasts(self) -> str:
        return "{} h {:02}".format(*divmod(self.minutes, 60))

    @property
    def format_label(self) -> str:
        return str(Seminar.Format(self.format).label)

    def clock(self) -> list[dict]:
        """Each line with its hour, if it begins as usual."""
        hour, minute = (int(part) for part in self.starts.split(":"))
        at = timedelta(hours=hour, minutes=minute)
        lines = []
        for line in self.agenda:
            lines.append({**line, "begins": "{:02}:{:02}".format(*divmod(int(at.total_seconds()) // 60 % 1440, 60))})
            at += timedelta(minutes=line["minutes"])
        return lines


@cache
def shipped() -> dict[str, Frame]:
    told = yaml_files.read(SHIPPED)
    return {one["key"]: Frame(one["key"], one["name"], one["purpose"], one["format"], one) for one in told}


def frame_of(kept: SeminarTemplate) -> Frame:
    return Frame(str(kept.pk), kept.name, kept.purpose, kept.format, kept.content, kept)


def kept_for(programmes: Iterable[int]) -> list[Frame]:
    """What these programmes keep, by name."""
    rows = SeminarTemplate.objects.filter(programme__in=programmes, retired=False).select_related("programme")
    return [frame_of(row) for row in rows]


def content_of(seminar: Seminar) -> dict[str, Any]:
    """All of a seminar that serves again: nothing of who came, nor of what was said."""
    gathering = Gathering.objects.filter(seminar=seminar).first()
    activities = [
        {
            "id": str(activity.pk),
            **{name: getattr(activity, name) for name in ("kind", "title", "minutes", "named", "options", "columns")},
            "setup": activity.setup,
        }
        for activity in seminar.activities.all()
    ]
    agenda = [
        {
            **{name: getattr(item, name) for name in ("minutes", "title", "who", "material", "plan_b")},
            "activity": str(item.activity_id or ""),
        }
        for item in seminar.agenda.all()
    ]
    return {
        "title": seminar.title,
        "starts": seminar.starts.astimezone(seminar.zone).strftime("%H:%M"),
        "activities": activities,
        "agenda": agenda,
        "asks": gathering.asks if gathering else None,
        "questions": gathering.questions if gathering else [],
    }
