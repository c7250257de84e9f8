"""A thousand invented sessions beside the first one, to measure what a full house costs.

Written in bulk, not lived through the services: nothing here is for reading. They are in other departments than the
first session's, so that what grows is the house and not the work of the people one measures.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from levain.foundation.work import keep_plans_right
from levain.people.models import Organisation, Role, RoleCode, User
from levain.portal.demonstration.large_strands import PROJECTS_A_COHORT, STRANDS
from levain.portal.demonstration.people import commune_of, department_of
from levain.portal.demonstration.story import PROJECTS, read
from levain.programmes.models import Cohort, Programme
from levain.projects.models import LogbookEntry, Project, ProjectTerritory, PublicPage, ShownLine
from levain.support.models import Need, Proposal, Referral, Support
from levain.territories.models import Territory

AT_ONCE = 50
COHORTS_A_PROGRAMME = 20
NOTES, NEEDS = 20, 5
TEAM = (RoleCode.BEARER, RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
AUDIENCES = ("collective", "project", "project", "cohort", "public", "public")
SHOWN = ["pitch", "story", "news"]
NAME = "essai-{}"
SEED = 2020
# One project has written much, and one person steers every invented session.
MANY_NOTES = 80
STEERER = "essai-pilote@demonstration.example"
UNUSABLE = make_password(None)
Say = Callable[[str], None]


def enlarge(cohorts: int = 1000, say: Say = lambda text: None) -> None:
    """Add the invented sessions that are not there yet; each batch is whole or absent."""
    done = Cohort.objects.filter(slug__startswith=NAME.format("")).count()
    matter = Matter()
    for first in range(done, cohorts, AT_ONCE):
        with transaction.atomic():
            Batch(matter, range(first, min(first + AT_ONCE, cohorts))).write()
        say(f"{min(first + AT_ONCE, cohorts)} invented sessions of {cohorts}")
    keep_plans_right()


class Matter:
    """What every batch draws from: communes elsewhere, supports, State services, sentences of the story."""

    def __init__(self) -> None:
        chance = Random(SEED)  # noqa: S311
        communes = [commune_of(read(name)) for name in PROJECTS]
        away = Territory.objects.within(*(department_of(commune) for commune in communes))
        self.communes = list(Territory.objects.communes().exclude(pk__in=away).values_list("pk", flat=True))
        chance.shuffle(self.communes)
        self.supports = list(Support.objects.values_list("pk", flat=True))
        self.services = list(
            Organisation.objects.filter(general_knowledge=True)
            .exclude(territories__in=[department_of(commune) for commune in communes])
            .values_list("pk", flat=True)
        )
        told = [read(name) for name in PROJECTS]
        self.notes = [note["text"] for one in told for note in one["logbook"] if note["kind"] != "difficulty"]
        self.needs = [need for one in told for need in one["needs"]]
        self.objectives = [objective for one in told for objective in one["objectives"]]
        self.names = [person["name"] for one in told for person in one["people"]]


class Batch:
    """Some cohorts with all that hangs from them, table by table."""

    def __init__(self, matter: Matter, numbers: range) -> None:
        self.matter, self.numbers = matter, numbers
        self.chance = Random(f"{SEED}-{numbers.start}")  # noqa: S311

    def write(self) -> None:
        self.cohorts()
        self.people()
        self.projects()
        self.roles()
        self.notes()
        self.needs()
        for strand in STRANDS:
            strand(self)

    def day(self, cohort: Cohort) -> date:
        return cohort.starts + timedelta(days=self.chance.randrange(365))

    def cohorts(self) -> None:
        programmes = {
            place: Programme.objects.get_or_create(
                slug=NAME.format(f"programme-{place}"), defaults={"name": f"Programme d'essai {place}"}
            )[0]
            for place in {number // COHORTS_A_PROGRAMME for number in self.numbers}
        }
        self.steered(programmes.values())
        self.of_cohort = Cohort.objects.bulk_create(
            Cohort(
                programme=programmes[number // COHORTS_A_PROGRAMME],
                slug=NAME.format(number),
                name=f"Session d'essai {number}",
                starts=date(2021, 1, 1) + timedelta(days=number),
                ends=date(2022, 1, 1) + timedelta(days=number),
                fictional=True,
            )
            for number in self.numbers
        )

    def steered(self, programmes: Iterable[Programme]) -> None:
        told = {"name": "Pilote D.", "fictional": True, "password": UNUSABLE}
        steerer, _made = User.objects.get_or_create(email=STEERER, defaults=told)
        for programme in programmes:
            kind = ContentType.objects.get_for_model(programme)
            Role.objects.get_or_create(
                user=steerer, code=RoleCode.PROGRAMME_LEAD, scope_type=kind, scope_id=programme.pk
            )

    def people(self) -> None:
        """Five to a project, and one adviser to a cohort, last."""
        wanted = len(self.of_cohort) * (PROJECTS_A_COHORT * len(TEAM) + 1)
        first = self.numbers.start * (PROJECTS_A_COHORT * len(TEAM) + 1)
        users = User.objects.bulk_create(
            User(
                email=f"essai-{first + rank}@demonstration.example",
                name=self.chance.choice(self.matter.names),
                password=UNUSABLE,
                fictional=True,
            )
            for rank in range(wanted)
        )
        given = iter(users)
        self.teams = [list(islice(given, len(TEAM))) for _ in range(len(self.of_cohort) * PROJECTS_A_COHORT)]
        self.advisers = list(given)

    def projects(self) -> None:
        places = len(self.teams)
        first = self.numbers.start * PROJECTS_A_COHORT
        kinds = (Organisation.Kind.ASSOCIATION, Organisation.Kind.COMMUNE)
        collectives, locals_ = (
            Organisation.objects.bulk_create(
                Organisation(name=f"{kind.label} d'essai {first + rank}", kind=kind, fictional=True)
                for rank in range(places)
            )
            for kind in kinds
        )
        said = self.matter.needs
        self.of_project = Project.objects.bulk_create(
            Project(
                cohort=self.of_cohort[rank // PROJECTS_A_COHORT],
                slug=NAME.format(f"projet-{first + rank}"),
                name=f"Projet d'essai {first + rank}",
                pitch=said[rank % len(said)]["in_my_words"],
                story=self.chance.choice(self.matter.notes),
                themes=[said[rank % len(said)]["theme"]],
                collective=collectives[rank],
                local_authority=locals_[rank],
                published=True,
                fictional=True,
            )
            for rank in range(places)
        )
        self.pages = PublicPage.objects.bulk_create(
            PublicPage(project=project, blocks=SHOWN) for project in self.of_project
        )
        communes = self.matter.communes
        ProjectTerritory.objects.bulk_create(
            ProjectTerritory(project=project, territory_id=communes[(first + rank) % len(communes)])
            for rank, project in enumerate(self.of_project)
        )

    def roles(self) -> None:
        kinds = ContentType.objects.get_for_models(Project, Cohort)
        held = [
            Role(user=user, code=code, scope_type=kinds[Project], scope_id=project.pk, since=project.cohort.starts)
            for project, team in zip(self.of_project, self.teams, strict=True)
            for user, code in zip(team, TEAM, strict=True)
        ]
        held += [
            Role(user=user, code=RoleCode.ADVISER, scope_type=kinds[Cohort], scope_id=cohort.pk, since=cohort.starts)
            for user, cohort in zip(self.advisers, self.of_cohort, strict=True)
        ]
        Role.objects.bulk_create(held)

    def notes(self) -> None:
        self.of_logbook = LogbookEntry.objects.bulk_create(
            LogbookEntry(
                project=project,
                author=team[rank % 3],
                text=self.chance.choice(self.matter.notes),
                audience=AUDIENCES[rank % len(AUDIENCES)],
                happened_on=self.day(project.cohort),
            )
            for project, team in zip(self.of_project, self.teams, strict=True)
            for rank in range(NOTES)
        )
        if self.numbers.start == 0:
            self.many_notes()

    def many_notes(self) -> None:
        project, team = self.of_project[0], self.teams[0]
        LogbookEntry.objects.bulk_create(
            LogbookEntry(
                project=project,
                author=team[rank % 3],
                text=self.chance.choice(self.matter.notes),
                happened_on=self.day(project.cohort),
            )
            for rank in range(MANY_NOTES)
        )
        page_of, note = (
            {page.project_id: page for page in self.pages},
            ContentType.objects.get_for_model(LogbookEntry),
        )
        ShownLine.objects.bulk_create(
            ShownLine(page=page_of[entry.project_id], object_type=note, object_id=entry.pk)
            for entry in self.of_logbook
            if entry.audience == "public"
        )

    def needs(self) -> None:
        made = [
            self.need(project, team, adviser)
            for project, team, adviser in self.each_project()
            for _rank in range(NEEDS)
        ]
        self.of_need = Need.objects.bulk_create(made)
        Proposal.objects.bulk_create(
            Proposal(need=need, support_id=support, why="Correspond au besoin.", proposed_by=need.qualified_by)
            for need in self.of_need
            for support in self.chance.sample(self.matter.supports, 3)
        )
        Referral.objects.bulk_create(
            Referral(
                need=need,
                service_id=self.chance.choice(self.matter.services),
                question=need.adviser_words,
                asked_by=need.qualified_by,
                asked_on=need.stated_on,
                hoped_by=need.stated_on + timedelta(days=15),
            )
            for need in self.of_need[::2]
        )

    def need(self, project: Project, team: list[User], adviser: User) -> Need:
        said = self.chance.choice(self.matter.needs)
        day = self.day(project.cohort)
        closed: dict[str, Any] = {}
        if self.chance.random() < 0.7:
            closed = {"state": Need.State.CLOSED, "outcome": "Fait.", "outcome_on": day, "met": Need.Met.YES}
        return Need(
            project=project,
            stated_by=team[0],
            stated_on=day,
            qualified_by=adviser,
            qualified_on=day,
            **{"state": Need.State.OPEN} | closed,
            **{words: said[words] for words in ("in_my_words", "blocks", "unblock", "adviser_words", "theme")},
        )

    def each_project(self) -> Iterator[tuple[Project, list[User], User]]:
        for rank, (project, team) in enumerate(zip(self.of_project, self.teams, strict=True)):
            yield project, team, self.advisers[rank // PROJECTS_A_COHORT]
