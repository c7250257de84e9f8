"""What support lived beside the needs: experts, missions from brief to appraisal, introductions, follow-up."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from levain.portal.demonstration.story import PROJECTS, Story, read
from levain.projects.models import LogbookEntry
from levain.projects.services.profiles import declare_profiles
from levain.support.models import Mission
from levain.support.services import facilitation, missions
from levain.support.services.experts import write_profile

POOL_OPENS = date(2020, 11, 20)
ATELIER = "atelier-flash-des-territoires"
BEGINS = date(2020, 11, 3)
# Before the first visit, and after the last one.
BRIEF, ASKED, ANSWERED, AGREED = 30, 27, 23, 20
DELIVERED, TOLD, TOLD_BACK = 7, 14, 17
COUNTED = date(2021, 12, 10)


def plan(story: Story) -> None:
    told = read("support")
    for said in told["experts"]:
        story.on(POOL_OPENS, partial(describe, story, said))
    for name in PROJECTS:
        for rank, said in enumerate(read(name)["missions"]):
            Life(story, name, rank, said | told["missions"][name][rank]).plan()
    for said in told["gestures"]:
        story.on(said["date"], partial(gesture, story, said))
    for said in told["followed"]:
        for day, kind in said["steps"]:
            story.on(day, partial(follow, story, said, day, kind))
    for said in told["profiles"]:
        story.on(COUNTED, partial(count, story, said))


def describe(story: Story, said: dict[str, Any]) -> None:
    user = story.people[said["id"]]
    project = story.projects[said["id"].rpartition("-")[0]]
    write_profile(
        user,
        version=1,
        territories=list(project.communes.all()),
        themes=said["themes"],
        can_do=said["can_do"],
        days=Decimal(said["days"]),
    )


class Life:
    """One mission, each deed on its day around the visits that the story dates."""

    mission: Mission

    def __init__(self, story: Story, name: str, rank: int, said: dict[str, Any]) -> None:
        self.story, self.name, self.rank, self.said = story, name, rank, said
        self.first, self.last = min(said["visits"]), max(said["visits"])

    def plan(self) -> None:
        for days, deed in ((BRIEF, self.brief), (ASKED, self.ask), (ANSWERED, self.answer), (AGREED, self.agree)):
            self.story.on(max(BEGINS, self.first - timedelta(days=days)), deed)
        for days, deed in ((DELIVERED, self.deliver), (TOLD, self.tell), (TOLD_BACK, self.tell_back)):
            self.story.on(self.last + timedelta(days=days), deed)

    @property
    def expert(self):
        return self.story.people[self.said["expert"]]

    def brief(self) -> None:
        need = self.story.made.get(self.said["need"])
        self.mission = missions.write_brief(
            self.story.projects[self.name],
            by=self.story.adviser,
            brief=self.said["brief"],
            days=Decimal(str(self.said["days"])),
            theme=getattr(need, "theme", ""),
            need=need,
        )
        self.story.made[f"{self.name}/missions/{self.rank}"] = self.mission

    def ask(self) -> None:
        asked = [self.story.people[one] for one in (self.said["expert"], self.said.get("also")) if one]
        self.offers = missions.ask_experts(self.mission, asked, by=self.story.adviser)

    def answer(self) -> None:
        for offer in self.offers:
            takes = offer.expert == self.expert
            words = "" if takes else self.said["declined"]
            missions.answer_offer(offer, by=offer.expert, takes=takes, words=words)

    def agree(self) -> None:
        days = Decimal(str(self.said["days"]))
        visits = self.said["visits"]
        missions.agree(self.mission, by=self.story.adviser, expert=self.expert, days=days, visits=visits)

    def deliver(self) -> None:
        missions.deliver(self.mission, by=self.expert, deliverable=self.said["deliverable"])

    def tell(self) -> None:
        bearer = next(one["id"] for one in read(self.name)["people"] if one["role"] == "bearer")
        words, useful = self.said["appraisal_bearer"], self.said["usefulness"][0]
        missions.appraise(self.mission, by=self.story.people[bearer], side="bearer", words=words, usefulness=useful)

    def tell_back(self) -> None:
        words, useful = self.said["appraisal_expert"], self.said["usefulness"][1]
        missions.appraise(self.mission, by=self.expert, side="expert", words=words, usefulness=useful)


def gesture(story: Story, said: dict[str, Any]) -> None:
    by = story.people[said["by"]]
    [made] = facilitation.record_gesture(
        [story.projects[said["project"]]],
        by=by,
        kind=said["kind"],
        text=said["text"],
        with_whom=said["with_whom"],
        service=story.services[said["project"]],
        need=story.made.get(said["need"]),
        on=said["date"],
    )
    if "unblocked" in said:
        told = partial(facilitation.tell_unblocked, made, by=by, words=said["unblocked"], on=said["then"])
        story.on(said["then"], told)


def follow(story: Story, said: dict[str, Any], day: date, kind: str) -> None:
    proposal = story.made[said["need"]].proposals.get(support__slug=ATELIER)
    facilitation.follow_proposal(proposal, by=story.people[said["by"]], kind=kind, on=day)


def count(story: Story, said: dict[str, Any]) -> None:
    """The event of the project where most people came."""
    project = story.projects[said["project"]]
    events = project.logbook.standing().filter(kind=LogbookEntry.Kind.EVENT, people__isnull=False)
    event = events.order_by("-people", "pk").first()
    counts = {(question, answer): n for question, told in said["counts"].items() for answer, n in told.items()}
    declare_profiles(event, by=event.author, counts=counts)
