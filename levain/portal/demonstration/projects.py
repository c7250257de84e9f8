"""A year of a project: steps, actions, promises, notes, contacts, obstacles."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from levain.people.models import RoleCode, User
from levain.portal.demonstration.story import LAST_DAY, Story
from levain.projects.models import Action, Project
from levain.projects.services import (
    add_action,
    add_step,
    finish_action,
    finish_step,
    make_commitment,
    move_action,
    tell_commitment,
    write_entry,
)
from levain.support.services.contacts import record_contact
from levain.support.services.obstacles import lift, name_obstacle

BEGINS = date(2020, 11, 3)
# The story dates what is done, not when it is begun.
BEGUN_BEFORE = 10
NUMBERS = ("people", "first_timers", "hours")
# Nothing in the story dates an obstacle that still stands: the adviser named it at the end of the summer.
STILL_THERE = 107


def plan(story: Story, name: str, told: dict[str, Any], begins: date = BEGINS, last: date = LAST_DAY) -> None:
    """Each thing on its day; `told` is the file of the project, whose year lies between these days."""
    year = Year(story, name, told, begins, last)
    for said in told["steps"]:
        story.on(begins, partial(year.step, said))
    for said in told["actions"]:
        year.plan_action(said)
    for said in told["commitments"]:
        year.plan_commitment(said)
    for said in told["logbook"]:
        story.on(said["date"], partial(year.note, said))
    for said in told["contacts"]:
        story.on(said["date"], partial(year.contact, said))
    for said in told["obstacles"]:
        year.plan_obstacle(said)


class Year:
    def __init__(self, story: Story, name: str, told: dict[str, Any], begins: date, last: date) -> None:
        self.story, self.name, self.begins, self.last = story, name, begins, last
        officials = [said for said in told["people"] if said["role"] == RoleCode.LOCAL_AUTHORITY]
        self.officials = {said["id"] for said in officials}
        self.bearer = next(said["id"] for said in told["people"] if said["role"] == "bearer")

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    def who(self, known_as: str) -> User:
        return self.story.people[known_as]

    def before(self, day: date, days: int) -> date:
        """So many days earlier, and not before the year begins."""
        return max(self.begins, day - timedelta(days=days))

    def step(self, said: dict) -> None:
        step = add_step(self.project, by=self.story.adviser, title=said["title"], due=said["due"])
        if said["done"]:
            by = self.who(self.bearer)
            self.story.on(said["done"], partial(finish_step, step, by=by, on=said["done"]))

    def plan_action(self, said: dict) -> None:
        decided = self.before(min(said["due"], said["done"] or said["due"]), 21)
        self.story.on(decided, partial(self.action, said))

    def action(self, said: dict) -> None:
        owner = self.who(said["owner"])
        by = self.who(self.bearer)
        action = add_action(self.project, by=by, title=said["title"], owner=owner, due=said["due"])
        begun = self.before(min(said["due"], said["done"] or said["due"]), BEGUN_BEFORE)
        self.story.on(begun, partial(move_action, action, by=owner, to=Action.Column.UNDER_WAY, on=begun))
        if said["done"]:
            self.story.on(said["done"], partial(finish_action, action, by=owner, on=said["done"]))

    def plan_commitment(self, said: dict) -> None:
        self.story.on(self.before(said["due"], 60), partial(self.commitment, said))

    def commitment(self, said: dict) -> None:
        by = self.who(said["by"])
        body = self.project.local_authority if said["by"] in self.officials else None
        promise = make_commitment(
            self.project, by=by, person=by, organisation=body, text=said["text"], due=said["due"]
        )
        if said["kept"] is not None:
            by = self.who(self.bearer)
            self.story.on(min(said["due"], self.last), partial(tell_commitment, promise, by=by, kept=said["kept"]))

    def note(self, said: dict) -> None:
        self.story.made[said["id"]] = write_entry(
            self.project,
            by=self.who(said["author"]),
            text=said["text"],
            kind=said["kind"],
            audience=said["audience"],
            on=said["date"],
            **{number: said[number] for number in NUMBERS if number in said},
        )

    def contact(self, said: dict) -> None:
        self.story.made[said["id"]] = record_contact(
            self.project,
            by=self.who(said["by"]),
            people=[self.who(one) for one in said["with"]],
            kind=said["kind"],
            text=said["text"],
            next=said["next"],
            on=said["date"],
        )

    def plan_obstacle(self, said: dict) -> None:
        still_there = self.last - timedelta(days=STILL_THERE)
        named = self.before(said["lifted"], 90) if said["lifted"] else still_there
        self.story.on(named, partial(self.obstacle, said, named))

    def obstacle(self, said: dict, named: date) -> None:
        obstacle = name_obstacle(
            self.project,
            by=self.story.adviser,
            kind=said["kind"],
            text=said["text"],
            who_can_lift=said["who_can_lift"],
            tried=said["tried"],
            on=named,
        )
        self.story.made[said["id"]] = obstacle
        if said["lifted"]:
            self.story.on(said["lifted"], partial(lift, obstacle, by=self.story.adviser, on=said["lifted"]))
