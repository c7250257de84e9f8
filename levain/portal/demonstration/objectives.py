"""Objectives in two voices, five levels agreed at the start, rated by each side at three moments."""

from datetime import date
from functools import partial
from typing import Any

from levain.evaluation.models import Objective
from levain.evaluation.services import rate, settle_objective, write_expectation
from levain.people.models import RoleCode, User
from levain.portal.demonstration.story import Story
from levain.projects.models import Project

WRITTEN = date(2020, 11, 26)
AGREED = date(2020, 12, 14)
RATED = {"start": date(2020, 12, 15), "middle": date(2021, 6, 25), "end": date(2021, 12, 17)}
SPEAKS = {
    "inhabitants": RoleCode.BEARER,
    "authority": RoleCode.LOCAL_AUTHORITY,
    "state": RoleCode.STATE_SERVICE,
}


def plan(story: Story, name: str, told: dict[str, Any]) -> None:
    voices = {
        voice: next(said["id"] for said in told["people"] if said["role"] == role) for voice, role in SPEAKS.items()
    }
    for said in told["objectives"]:
        story.on(WRITTEN, Life(story, name, voices, said).begin)


class Life:
    objective: Objective

    def __init__(self, story: Story, name: str, voices: dict[str, str], said: dict[str, Any]) -> None:
        self.story, self.name, self.voices, self.said = story, name, voices, said

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    def who(self, voice: str) -> User:
        return self.story.people[self.voices[voice]]

    def begin(self) -> None:
        """The collective writes first, then the local authority on the same objective."""
        target: Project | Objective = self.project
        for voice in ("inhabitants", "authority"):
            target = write_expectation(target, voice=voice, text=self.said[f"written_by_{voice}"], by=self.who(voice))
        self.objective = self.story.made[self.said["id"]] = target
        self.story.on(AGREED, self.settle)
        for moment, day in RATED.items():
            for voice, given in self.said["ratings"][moment].items():
                if given:
                    self.story.on(day, partial(self.rate, moment, voice, given))

    def settle(self) -> None:
        self.objective = settle_objective(
            self.objective,
            agreed=self.said["agreed"],
            levels=self.said["levels"],
            by=self.story.adviser,
            on=AGREED,
            **self.said["weight"],
        )

    def rate(self, moment: str, voice: str, given: dict) -> None:
        self.story.made[f"{self.said['id']}.{moment}.{voice}"] = rate(
            self.objective,
            moment=moment,
            voice=voice,
            level=given["level"],
            reason=given["reason"],
            by=self.who(voice),
            on=RATED[moment],
        )
