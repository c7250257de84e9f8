"""Needs, from the first words to what came of them: proposals, questions to the State, help between projects."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from zlib import crc32

from levain.foundation.audiences import Audience
from levain.people.models import User
from levain.portal.demonstration.story import Story
from levain.projects.models import Project
from levain.support.models import Need, Support
from levain.support.services.needs import agree, close, offer_help, qualify, state_need
from levain.support.services.proposals import answer, propose
from levain.support.services.referrals import refer, reply

MARC = "lead-marc"
# Days from a need to its first proposal, where the story does not date it: always the same for one need.
LAGS = (2, 3, 3, 5, 6, 9, 13)


def plan(story: Story, name: str, told: dict[str, Any], *, proposals_are_dated: bool = False) -> None:
    """`proposals_are_dated`: the story says when each was made; else, when its support was tried, and earlier."""
    for said in told["needs"]:
        story.on(said["date"], Life(story, name, said, proposals_are_dated=proposals_are_dated).begin)


def events(said: dict) -> list[date]:
    """The days when something came of a need that was already put in words."""
    days = [one["date"] for one in said["proposals"] if one.get("date")]
    days += [one["asked"] for one in said["referrals"]]
    return [*days, said["outcome"]["date"]] if said["outcome"] else days


class Life:
    """One need; the story dates its beginning, its answers and its end, the rest falls between."""

    need: Need

    def __init__(self, story: Story, name: str, said: dict[str, Any], *, proposals_are_dated: bool) -> None:
        self.story, self.name, self.said = story, name, said
        first = min(events(said), default=said["date"] + timedelta(days=14))
        lag = LAGS[crc32(said["id"].encode()) % len(LAGS)]
        self.qualified = min(said["date"] + timedelta(days=lag - 1), first)
        self.agreed = min(said["date"] + timedelta(days=lag), first)
        days = [one["date"] for one in said["proposals"] if one.get("date")]
        self.proposed = max(self.agreed, min(days)) if proposals_are_dated and days else self.agreed

    @property
    def project(self) -> Project:
        return self.story.projects[self.name]

    @property
    def author(self) -> User:
        return self.story.people[self.said["by"]]

    def begin(self) -> None:
        said = self.said
        # The other projects can only answer a need that is theirs to read.
        self.need = state_need(
            self.project,
            by=self.author,
            **{words: said[words] for words in ("in_my_words", "blocks", "unblock", "tried", "wanted_by")},
            audience=Audience.COHORT if said.get("peers") else Audience.PROJECT,
            on=said["date"],
        )
        self.story.made[said["id"]] = self.need
        self.story.on(self.qualified, self.qualify)
        self.story.on(self.agreed, self.agree)
        self.story.on(self.proposed, self.propose)
        for rank, referral in enumerate(said["referrals"]):
            self.story.on(referral["asked"], partial(self.refer, rank, referral))
        for helped in said.get("peers", []):
            self.story.on(self.helped_on, partial(self.help, helped))
        if said["outcome"]:
            self.story.on(said["outcome"]["date"], self.close)

    @property
    def helped_on(self) -> date:
        """The story does not date help between projects: half-way to the outcome."""
        if not self.said["outcome"]:
            return self.agreed + timedelta(days=20)
        return self.agreed + (self.said["outcome"]["date"] - self.agreed) / 2

    def qualify(self) -> None:
        words, theme = self.said["adviser_words"], self.said["theme"]
        qualify(self.need, by=self.story.adviser, adviser_words=words, theme=theme, on=self.qualified)

    def agree(self) -> None:
        agree(self.need, by=self.author, on=self.agreed)

    def propose(self) -> None:
        told = self.said["proposals"]
        supports = Support.objects.in_bulk([one["support"] for one in told], field_name="slug")
        offered = [(supports[one["support"]], one["why"]) for one in told]
        made = propose(self.need, offered, by=self.story.adviser, on=self.proposed)
        for rank, (proposal, one) in enumerate(zip(made, told, strict=True)):
            self.story.made[f"{self.said['id']}.proposals.{rank}"] = proposal
            if one.get("answer"):
                self.story.on(one.get("date") or self.proposed, partial(self.answer, proposal, one))

    def answer(self, proposal, said: dict) -> None:
        answer(
            proposal,
            answer=said["answer"],
            by=self.author,
            comment=said.get("comment") or "",
            usefulness=said.get("usefulness"),
            on=said.get("date") or self.proposed,
        )

    def refer(self, rank: int, said: dict) -> None:
        service = self.story.team if said["to"] == MARC else self.story.services[self.name]
        referral = refer(
            self.need,
            service=service,
            hoped_by=said["hoped_by"],
            by=self.story.adviser,
            question=said.get("question") or self.said["adviser_words"],
            on=said["asked"],
        )
        self.story.made[f"{self.said['id']}.referrals.{rank}"] = referral
        if said.get("replied"):
            by = self.story.people[said["to"]]
            self.story.on(said["replied"], partial(reply, referral, by=by, text=said["reply"], on=said["replied"]))

    def help(self, said: dict) -> None:
        """The project that was helped tells it."""
        helper = self.story.projects[said["project"]]
        offer_help(self.need, helper, kind=said["kind"], text=said["text"], by=self.author, on=self.helped_on)

    def close(self) -> None:
        said = self.said["outcome"]
        close(self.need, by=self.author, outcome=said["text"], met=said["met"], on=said["date"])
