"""A second session, wholly imagined: three projects, where things go wrong too. It stands in a programme of its own,
so that nobody takes it for the real one, and so that two sessions can be compared."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from levain.evaluation.services import adopt_framework
from levain.people.models import Organisation, RoleCode
from levain.people.services import give_role
from levain.portal.demonstration import impacts, maturity, needs, objectives, projects, without_account
from levain.portal.demonstration.people import KINDS, organisation, person
from levain.portal.demonstration.story import Story, read
from levain.programmes.founding import found_programme
from levain.programmes.models import Cohort
from levain.programmes.services import open_cohort
from levain.projects.services import leave_cohort, open_project

COHORT = "2022-2023"
PURPOSE = (
    "Suite imaginée de l'accélérateur, pour comparer deux sessions. Communes, services et personnes sont inventés."
)
SELECTED, BEGINS, ENDS = date(2022, 10, 14), date(2022, 11, 7), date(2023, 12, 15)
STAFF_UNTIL = date(2024, 1, 31)
DAYS = objectives.Calendar(
    written=date(2022, 11, 14),
    agreed=date(2022, 12, 5),
    start=date(2022, 12, 7),
    middle=date(2023, 6, 20),
    end=date(2023, 12, 8),
)
NOTICED = date(2023, 12, 4)
STORY = ("name", "pitch", "story", "themes")


def plan(story: Story) -> None:
    second = Second(story)
    for said in read("cohort-2022-2023")["figures"]["barometer"]["moments"]:
        story.on(said["date"], partial(second.barometer, said))
    story.on(SELECTED, second.open)
    for told in read("cohort-2022-2023")["projects"]:
        name = told["project"]["id"]
        story.on(SELECTED, partial(second.project, told))
        projects.plan(story, name, told, begins=BEGINS, last=ENDS)
        needs.plan(story, name, told, proposals_are_dated=True)
        objectives.plan(story, name, told, days=DAYS)
        maturity.plan(story, name, told, days=DAYS)
        impacts.plan(story, name, told, followed=DAYS.start, noticed=NOTICED)
        if stopped := told["project"].get("stopped_on"):
            story.on(stopped, partial(second.stop, name, stopped))


class Second:
    cohort: Cohort

    def __init__(self, story: Story) -> None:
        self.story = story

    def open(self) -> None:
        """The programme, the session and those who run it, until a month after its end; one still reads both."""
        told, marc = read("cohort-2022-2023")["cohort"], self.story.lead
        programme = found_programme(
            slug="suite-imaginee", name="Accélérateur, suite imaginée", purpose=PURPOSE, by=marc
        )
        self.cohort = open_cohort(
            programme,
            slug=COHORT,
            name=told["name"],
            seats=told["seats"],
            starts=SELECTED,
            ends=ENDS,
            expertise_days=Decimal(told["envelope_days"]),
            by=marc,
            fictional=True,
        )
        people = self.story.people
        give_role(people["admin-dominique"], RoleCode.ADMINISTRATOR, programme, by=marc)
        give_role(marc, RoleCode.PROGRAMME_LEAD, programme, by=marc, until=STAFF_UNTIL)
        give_role(self.story.adviser, RoleCode.ADVISER, self.cohort, by=marc, until=STAFF_UNTIL)
        give_role(people["evaluator-estelle"], RoleCode.EVALUATOR, self.cohort, by=marc, until=STAFF_UNTIL)
        aline = people["lead-aline"]
        give_role(aline, RoleCode.PROGRAMME_LEAD, programme, by=marc)
        give_role(aline, RoleCode.EVALUATOR, self.story.cohort, by=marc)
        adopt_framework(self.cohort, by=marc)

    def project(self, told: dict[str, Any]) -> None:
        said = told["project"]
        collective = organisation(said["collective"]["name"], KINDS[said["collective"]["kind"]])
        local = organisation(said["local_authority"]["name"], Organisation.Kind.COMMUNE)
        name = said["id"]
        project = self.story.projects[name] = open_project(
            self.cohort,
            by=self.story.lead,
            communes=[],
            collective=collective,
            local_authority=local,
            slug=name,
            fictional=True,
            stage=said["stage_start"],
            **{words: said[words] for words in STORY},
        )
        service = organisation(
            f"{said['state_service']} : {said['fictional_commune']}", Organisation.Kind.STATE_SERVICE
        )
        self.story.services[name] = service
        bodies = {
            RoleCode.BEARER: collective,
            RoleCode.MEMBER: collective,
            RoleCode.LOCAL_AUTHORITY: local,
            RoleCode.STATE_SERVICE: service,
        }
        for one in told["people"]:
            user = person(self.story, one["name"], one["one_line"], one["id"])
            body = bodies.get(one["role"])
            give_role(user, one["role"], project, by=self.story.adviser, organisation=body)

    def barometer(self, said: dict[str, Any]) -> None:
        without_account.barometer(self.story, self.cohort, said)

    def stop(self, name: str, day: date) -> None:
        leave_cohort(self.story.projects[name], by=self.story.adviser, on=day)
