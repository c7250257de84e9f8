"""Who works with whom, asked before the first seminar and after each: the roster of the story and its four waves."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from levain.evaluation.models import RosterMember, RosterWave
from levain.evaluation.services import add_to_roster, answer_sheet, open_wave
from levain.evaluation.services.ties import people_of
from levain.portal.demonstration.seminars import SERVICES
from levain.portal.demonstration.story import PROJECTS, Story, read

Group = RosterMember.Group
GROUPS = {
    "project": Group.PROJECT,
    "state_service": Group.STATE_SERVICE,
    "partner": Group.PARTNER,
    "adviser": Group.TEAM,
}
TITLES = {
    "avant": "Avant le premier séminaire",
    "apres-1": "Après le premier séminaire",
    "apres-2": "Après le deuxième séminaire",
    "apres-3": "Après le troisième séminaire",
}
ASKED_BEFORE, ANSWERED_WITHIN = timedelta(days=10), timedelta(days=7)


def plan(story: Story) -> None:
    roster = Roster(story)
    told = read("seminars")["roster"]
    first = told["waves"][0]["date"] - ASKED_BEFORE
    story.on(first - timedelta(days=1), partial(roster.draw_up, told["nodes"]))
    for wave in told["waves"]:
        story.on(wave["date"] - ASKED_BEFORE, partial(roster.ask, wave))
        story.on(wave["date"], partial(roster.answer, wave))


class Roster:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.members: dict[str, RosterMember] = {}
        self.waves: dict[str, RosterWave] = {}

    def draw_up(self, nodes: list[dict[str, Any]]) -> None:
        for node in nodes:
            known = node["id"]
            self.members[known] = add_to_roster(
                self.story.cohort,
                group=GROUPS[node["kind"]],
                name=node["label"],
                project=self.story.projects[known] if known in PROJECTS else None,
                organisation=self.organisation(known),
                by=self.story.adviser,
            )

    def organisation(self, known: str):
        if known == "adviser":
            held = self.story.adviser.roles.exclude(organisation=None).select_related("organisation").first()
            return held.organisation if held else None
        return self.story.services.get(SERVICES.get(known, ""))

    def ask(self, wave: dict[str, Any]) -> None:
        after = self.story.made.get(f"seminar-{wave.get('after', '')}")
        self.waves[wave["wave"]] = open_wave(
            self.story.cohort,
            title=TITLES[wave["wave"]],
            closes_on=wave["date"] + ANSWERED_WITHIN,
            by=self.story.adviser,
            seminar=after,
            on=wave["date"] - ASKED_BEFORE,
        )

    def answer(self, told: dict[str, Any]) -> None:
        said: dict[str, dict[RosterMember, list[str]]] = {known: {} for known in self.members}
        for tie in told["ties"]:
            said[tie["from"]].setdefault(self.members[tie["to"]], []).append(tie["kind"])
        asked = self.waves[told["wave"]].sheets.select_related("wave", "member")
        sheets = {sheet.member_id: sheet for sheet in asked}
        for known, member in self.members.items():
            if known not in told["not_answered"]:
                self.send(sheets[member.pk], member, said[known], told["date"])

    def send(self, sheet, member: RosterMember, said: dict[RosterMember, list[str]], day: date) -> None:
        people = people_of(member)
        by = people[0] if people else None
        name = "" if by else "Une personne que le récit ne nomme pas"
        answer_sheet(sheet, said, agreed=True, by=by, name=name, on=day)
