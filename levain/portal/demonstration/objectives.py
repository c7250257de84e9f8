"""Objectives in two voices: each side writes apart, they compare, agree on five levels, rate at three moments."""

from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from levain.evaluation import signing
from levain.evaluation.models import Expectation, Objective
from levain.evaluation.services import (
    compare,
    hand_in,
    rate,
    settle_objective,
    settled_with_levels,
    sign,
    take_up,
    write_expectation,
)
from levain.people.models import RoleCode, User
from levain.portal.demonstration.story import Story, read
from levain.projects.models import Project


class Calendar(NamedTuple):
    """When the sides of a session write, agree and rate."""

    written: date
    agreed: date
    start: date
    middle: date
    end: date


FIRST = Calendar(
    written=date(2020, 11, 26),
    agreed=date(2020, 12, 14),
    start=date(2020, 12, 15),
    middle=date(2021, 6, 25),
    end=date(2021, 12, 17),
)
SPEAKS = {
    "inhabitants": RoleCode.BEARER,
    "authority": RoleCode.LOCAL_AUTHORITY,
    "state": RoleCode.STATE_SERVICE,
}


def plan(story: Story, name: str, told: dict[str, Any], days: Calendar = FIRST) -> None:
    life = Life(story, name, told, days)
    story.on(days.written, life.write)
    story.on(days.written + timedelta(days=3), life.compare)
    story.on(days.agreed, life.settle)
    for moment in ("start", "middle", "end"):
        story.on(getattr(days, moment), partial(life.rate, moment))


class Life:
    """What the sides of one project expect, agree and say of it."""

    def __init__(self, story: Story, name: str, told: dict[str, Any], days: Calendar) -> None:
        self.story, self.name, self.told, self.days = story, name, told, days
        self.voices = {
            voice: next(said["id"] for said in told["people"] if said["role"] == role)
            for voice, role in SPEAKS.items()
        }
        self.said: dict[str, list[Expectation]] = {}

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    def who(self, voice: str) -> User:
        return self.story.people[self.voices[voice]]

    def write(self) -> None:
        """Each side apart: what it expects, and what it alone will turn out to have seen."""
        for voice in ("inhabitants", "authority"):
            for said in self.told["objectives"]:
                text = said[f"written_by_{voice}"]
                self.said.setdefault(said["id"], []).append(self.expect(voice, text))
        if alone := read("voices")["alone"].get(self.name):
            self.expect(alone["voice"], alone["text"])
        for voice in ("inhabitants", "authority"):
            hand_in(self.project, voice=voice, by=self.who(voice))

    def expect(self, voice: str, text: str) -> Expectation:
        return write_expectation(self.project, voice=voice, text=text, by=self.who(voice))

    def compare(self) -> None:
        found = read("voices")["crossings"]
        for said in self.told["objectives"]:
            crossing = compare(
                self.project, expectations=self.said[said["id"]], by=self.story.adviser, **found[said["id"]]
            )
            self.story.made[said["id"]] = take_up(crossing, by=self.story.adviser)

    def settle(self) -> None:
        for said in self.told["objectives"]:
            self.story.made[said["id"]] = settle_objective(
                self.objective(said),
                agreed=said["agreed"],
                levels=said["levels"],
                by=self.story.adviser,
                on=self.days.agreed,
                **said["weight"],
            )
        digest = signing.digest(settled_with_levels(self.project))
        for voice in ("inhabitants", "authority"):
            sign(self.project, voice=voice, digest=digest, by=self.who(voice), on=self.days.agreed)

    def objective(self, said: dict[str, Any]) -> Objective:
        found = self.story.made[said["id"]]
        assert isinstance(found, Objective)
        return found

    def rate(self, moment: str) -> None:
        for said in self.told["objectives"]:
            for voice, given in said["ratings"][moment].items():
                if given:
                    self.story.made[f"{said['id']}.{moment}.{voice}"] = rate(
                        self.objective(said),
                        moment=moment,
                        voice=voice,
                        level=given["level"],
                        reason=given["reason"],
                        by=self.who(voice),
                        on=getattr(self.days, moment),
                    )
