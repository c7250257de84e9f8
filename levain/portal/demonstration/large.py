"""A thousand invented sessions beside the first one, to measure what a full house costs.

Written in bulk, not lived through the services: nothing here is for reading. They are in other departments than the
first session's, so that what grows is the house and not the work of the people one measures.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from levain.capitalisation.models import Evidence
from levain.evaluation.models import Level, Objective, Rating
from levain.foundation import passages
from levain.foundation.models import JournalEntry, Passage
from levain.people.models import Organisation, Role, RoleCode, User
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.people import commune_of, department_of
from levain.portal.demonstration.story import PROJECTS, read
from levain.programmes.models import Cohort, Programme
from levain.projects.models import LogbookEntry, Project, ProjectTerritory
from levain.seminars.models import Activity, Contribution, Seminar
from levain.support.models import Need, Proposal, Referral, Support
from levain.territories.models import Territory

AT_ONCE = 50
COHORTS_A_PROGRAMME = 20
PROJECTS_A_COHORT = 5
NOTES, NEEDS, OBJECTIVES, CONTRIBUTIONS, EVIDENCE = 20, 5, 3, 40, 10
TEAM = (RoleCode.BEARER, RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
AUDIENCES = ("collective", "project", "project", "cohort", "public", "public")
NAME = "essai-{}"
SEED = 2020
Say = Callable[[str], None]


def enlarge(cohorts: int = 1000, say: Say = lambda text: None) -> None:
    """Add the invented sessions that are not there yet; each batch is whole or absent."""
    done = Cohort.objects.filter(slug__startswith=NAME.format("")).count()
    matter = Matter()
    for first in range(done, cohorts, AT_ONCE):
        with transaction.atomic():
            Batch(matter, range(first, min(first + AT_ONCE, cohorts))).write()
        say(f"{min(first + AT_ONCE, cohorts)} invented sessions of {cohorts}")


class Matter:
    """What every batch draws from: communes elsewhere, supports, State services, sentences of the story."""

    def __init__(self) -> None:
        chance = Random(SEED)
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
        self.chance = Random(f"{SEED}-{numbers.start}")

    def write(self) -> None:
        self.cohorts()
        self.people()
        self.projects()
        self.roles()
        self.notes()
        self.needs()
        self.objectives()
        self.seminars()
        self.evidence()
        self.journal()

    def day(self, cohort: Cohort) -> date:
        return cohort.starts + timedelta(days=self.chance.randrange(365))

    def cohorts(self) -> None:
        programmes = {
            place: Programme.objects.get_or_create(
                slug=NAME.format(f"programme-{place}"), defaults={"name": f"Programme d'essai {place}"}
            )[0]
            for place in {number // COHORTS_A_PROGRAMME for number in self.numbers}
        }
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

    def people(self) -> None:
        """Five to a project, and one adviser to a cohort, last."""
        wanted = len(self.of_cohort) * (PROJECTS_A_COHORT * len(TEAM) + 1)
        first = self.numbers.start * (PROJECTS_A_COHORT * len(TEAM) + 1)
        users = User.objects.bulk_create(
            User(
                email=f"essai-{first + rank}@demonstration.example",
                name=self.chance.choice(self.matter.names),
                password="!",
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

    def objectives(self) -> None:
        words = [self.chance.choice(self.matter.objectives) for _ in range(len(self.of_project) * OBJECTIVES)]
        made = Objective.objects.bulk_create(
            Objective(
                project=self.of_project[rank // OBJECTIVES],
                position=rank % OBJECTIVES + 1,
                agreed=said["agreed"],
                agreed_on=self.of_project[rank // OBJECTIVES].cohort.starts,
                importance=said["weight"]["importance"],
                difficulty=said["weight"]["difficulty"],
                written_by_inhabitants=said["written_by_inhabitants"],
                written_by_authority=said["written_by_authority"],
            )
            for rank, said in enumerate(words)
        )
        Level.objects.bulk_create(
            Level(objective=objective, value=value, text=text)
            for objective, said in zip(made, words, strict=True)
            for value, text in said["levels"].items()
        )
        Rating.objects.bulk_create(self.ratings(made, words))

    def ratings(self, objectives: list[Objective], words: list[dict]) -> Iterator[Rating]:
        speakers = {"inhabitants": 0, "authority": 3}
        for rank, (objective, said) in enumerate(zip(objectives, words, strict=True)):
            for moment, given in said["ratings"].items():
                for voice, place in speakers.items():
                    yield Rating(
                        objective=objective,
                        moment=moment,
                        voice=voice,
                        level=given[voice]["level"],
                        first_level=given[voice]["level"],
                        reason=given[voice]["reason"],
                        rated_by=self.teams[rank // OBJECTIVES][place],
                        rated_on=objective.agreed_on,
                    )

    def seminars(self) -> None:
        held = Seminar.objects.bulk_create(
            Seminar(
                cohort=cohort,
                number=1,
                slug=f"{cohort.slug}-seminaire-1",
                title="Faire connaissance",
                purpose="Se rencontrer.",
                starts=datetime.combine(cohort.starts, time(9), PARIS),
                ends=datetime.combine(cohort.starts, time(17), PARIS),
                fictional=True,
            )
            for cohort in self.of_cohort
        )
        boards = Activity.objects.bulk_create(
            Activity(seminar=seminar, position=1, kind=Activity.Kind.BOARD, title="Ce que nous cherchons")
            for seminar in held
        )
        Contribution.objects.bulk_create(
            Contribution(
                activity=board,
                text=self.chance.choice(self.matter.needs)["in_my_words"],
                side="bearer",
                project=self.of_project[place * PROJECTS_A_COHORT + rank % PROJECTS_A_COHORT],
                said_on=self.of_cohort[place].starts,
                votes=rank % 9,
            )
            for place, board in enumerate(boards)
            for rank in range(CONTRIBUTIONS)
        )

    def evidence(self) -> None:
        kind = ContentType.objects.get_for_model(LogbookEntry)
        by_cohort = len(self.of_logbook) // len(self.of_cohort)
        quoted = [
            (place, rank + 1, self.of_logbook[place * by_cohort + rank])
            for place in range(len(self.of_cohort))
            for rank in range(EVIDENCE)
        ]
        kept = Passage.objects.bulk_create(self.passage(kind, entry) for _place, _number, entry in quoted)
        Evidence.objects.bulk_create(
            Evidence(
                cohort=self.of_cohort[place],
                number=number,
                passage=passage,
                project=entry.project,
                side="bearer",
                speaker=str(entry.author),
                speaker_user=entry.author,
                said_on=entry.happened_on,
                consent=Evidence.Consent.AGREED,
                fictional=True,
            )
            for (place, number, entry), passage in zip(quoted, kept, strict=True)
        )

    def passage(self, kind: ContentType, entry: LogbookEntry) -> Passage:
        text = passages.plain(entry.text)
        quote = text[:60].strip()
        return Passage(
            object_type=kind,
            object_id=entry.pk,
            field="text",
            start=0,
            end=len(quote),
            quote=quote,
            after=text[len(quote) : len(quote) + 32],
            digest=passages.digest(text),
            created_by=entry.author,
        )

    def journal(self) -> None:
        kinds = ContentType.objects.get_for_models(Project, LogbookEntry, Need)
        told: list[tuple[str, models.Model, Project, User, date]] = [
            ("logbook.written", entry, entry.project, entry.author, entry.happened_on) for entry in self.of_logbook
        ]
        told += [("need.stated", need, need.project, need.stated_by, need.stated_on) for need in self.of_need]
        JournalEntry.objects.bulk_create(
            JournalEntry(
                at=datetime.combine(day, time(20), PARIS),
                actor=by,
                role="bearer",
                verb=verb,
                object_type=kinds[type(obj)],
                object_id=obj.pk,
                place_type=kinds[Project],
                place_id=project.pk,
            )
            for verb, obj, project, by, day in told
        )
