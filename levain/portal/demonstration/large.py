"""A thousand cohorts beside those of the demonstration: fictional, drawn with a seed, poured in bulk.

They are there to weigh on the base, as every department at once would: real communes, everything else invented.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from levain.capitalisation.models import Evidence, Finding, FindingEvidence, Report
from levain.evaluation.models import Level, Objective, Rating
from levain.foundation.models import JournalEntry, Passage
from levain.people.models import Affiliation, Organisation, Role, User
from levain.portal.demonstration.pouring import first_id, pour
from levain.programmes.models import Cohort, Phase, Programme
from levain.projects.models import Action, LogbookEntry, Project, ProjectTerritory, Step
from levain.selection.models import Call
from levain.seminars.models import Activity, AgendaItem, Contribution, Registration, Seminar
from levain.support.models import Need, Proposal, Referral, Support
from levain.territories.models import Territory

SEED = 2020
PROJECTS, NOTES, NEEDS, OBJECTIVES, SAID, KEPT, FOUND = 5, 20, 5, 3, 30, 8, 3
FIRST_DAY, LAST_DAY = date(2021, 1, 4), date(2025, 11, 3)
THEMES = ["energie", "alimentation", "mobilite", "habitat", "biodiversite", "lien_social"]
STAGES = [stage for stage, _ in Project.Stage.choices]
KINDS = [kind for kind, _ in LogbookEntry.Kind.choices]
AUDIENCES = ["collective", "project", "project", "project", "cohort", "public"]
SIDES = ["bearer", "local_authority", "state_service", "expert", "partner"]
WHO = "Le collectif|La mairie|Une voisine|Le conseil de quartier|Un agriculteur|L'école|La bibliothèque|Un artisan"
DID = "a proposé|a commencé|a repris|a visité|a refusé|a trouvé|a réparé|a compté|a raconté|a préparé|cherche"
WHAT = "le jardin partagé|une salle pour se réunir|le four à pain|un chemin vers la gare|la toiture|le compost"
WHAT += "|une épicerie|des vélos à prêter|la chaufferie|un abri pour les outils|le marché du samedi|la cour"
WITH = "avec les familles|sans attendre|après trois réunions|au printemps|avec peu de moyens|malgré la pluie"
WITH += "|avant l'été|devant le conseil|pour la deuxième fois|à la demande des habitants"
WORDS = [part.split("|") for part in (WHO, DID, WHAT, WITH)]


class Nothing(Exception):
    """The large set stands beside a demonstration: build it first."""


@dataclass
class Drawn:
    """Who and what the rows of one cohort refer to."""

    cohort: int
    adviser: int
    starts: date
    projects: list[int] = field(default_factory=list)
    bearers: list[int] = field(default_factory=list)
    authorities: list[int] = field(default_factory=list)


def sentence(random: Random) -> str:
    return " ".join(map(random.choice, WORDS))


def words(random: Random, sentences: int) -> str:
    return ". ".join(sentence(random) for _ in range(sentences)) + "."


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@transaction.atomic
def enlarge(cohorts: int = 1000, say: Callable[[str], None] = lambda text: None) -> None:
    """Add so many cohorts of five projects to the first programme of the house."""
    programme = Programme.objects.order_by("pk").first()
    if programme is None:
        raise Nothing("Build the demonstration first: the large set stands beside it.")
    large = Large(programme, cohorts)
    for label, step in large.steps():
        say(f"Large set: {label}…")
        step()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Large:
    """Rows by kind, in the order of their references; `self.drawn` keeps the ids of each cohort."""

    def __init__(self, programme: Programme, cohorts: int):
        self.random = Random(SEED)  # noqa: S311
        self.programme = programme
        self.count = cohorts
        self.communes = list(Territory.objects.communes().order_by("pk").values_list("pk", "name"))
        self.services = list(
            Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE).values_list("pk", flat=True)
        )
        self.supports = list(Support.objects.values_list("pk", flat=True))
        self.drawn: list[Drawn] = []
        self.kinds = {model: ContentType.objects.get_for_model(model).pk for model in (Cohort, Project, LogbookEntry)}
        self.kinds[Need] = ContentType.objects.get_for_model(Need).pk
        self.notes: list[dict[str, Any]] = []

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("cohorts, calls and people", self.cohorts),
            ("projects", self.projects),
            ("roles", self.roles),
            ("logbooks", self.logbooks),
            ("needs, proposals, referrals", self.needs),
            ("objectives and levels", self.objectives),
            ("seminars and contributions", self.seminars),
            ("evidence and findings", self.learning),
        ]

    def day(self, drawn: Drawn, within: int = 360) -> date:
        return drawn.starts + timedelta(days=self.random.randrange(within))

    def pour(self, model: type[models.Model], rows: Iterator[dict[str, Any]]) -> None:
        """The same, numbering the rows that have no id yet."""
        number = first_id(model)
        pour(model, ({"id": number + place, **row} for place, row in enumerate(rows)))

    def cohorts(self) -> None:
        first, people, span = first_id(Cohort), first_id(User), (LAST_DAY - FIRST_DAY).days
        for number in range(self.count):
            starts = FIRST_DAY + timedelta(days=self.random.randrange(span))
            each = people + number * (1 + 2 * PROJECTS)
            drawn = Drawn(cohort=first + number, adviser=each, starts=starts)
            drawn.bearers = list(range(each + 1, each + 1 + PROJECTS))
            drawn.authorities = list(range(each + 1 + PROJECTS, each + 1 + 2 * PROJECTS))
            self.drawn.append(drawn)
        pour(User, self._people())
        pour(Cohort, self._cohorts())
        self.pour(Phase, self._phases())
        self.pour(Call, self._calls())

    def _people(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            for pk in (drawn.adviser, *drawn.bearers, *drawn.authorities):
                yield {
                    "id": pk,
                    "password": "!",
                    "email": f"personne-{pk}@grand-ensemble.invalid",
                    "name": f"Personne {pk}",
                    "fictional": True,
                }

    def _cohorts(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            yield {
                "id": drawn.cohort,
                "programme_id": self.programme.pk,
                "slug": f"session-{drawn.cohort}",
                "name": f"Session {drawn.cohort}",
                "starts": drawn.starts,
                "ends": drawn.starts + timedelta(days=364),
                "fictional": True,
            }

    def _phases(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            for number, name in enumerate(("Démarrer", "Faire", "Raconter")):
                starts = drawn.starts + timedelta(days=120 * number)
                yield {
                    "cohort_id": drawn.cohort,
                    "name_before": f"{name}, bientôt",
                    "name_during": name,
                    "name_after": f"{name}, c'est fait",
                    "starts": starts,
                    "ends": starts + timedelta(days=119),
                }

    def _calls(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            yield {
                "cohort_id": drawn.cohort,
                "slug": f"appel-{drawn.cohort}",
                "title": f"Appel {drawn.cohort}",
                "short": words(self.random, 2),
                "opens": at_noon(drawn.starts - timedelta(days=120)),
                "closes": at_noon(drawn.starts - timedelta(days=60)),
                "fictional": True,
            }

    def projects(self) -> None:
        first, organisations = first_id(Project), first_id(Organisation)
        places = [self.random.choice(self.communes) for _ in range(self.count * PROJECTS)]
        for number, drawn in enumerate(self.drawn):
            drawn.projects = list(range(first + number * PROJECTS, first + (number + 1) * PROJECTS))
        pour(Organisation, self._organisations(organisations, places))
        pour(Project, self._projects(first, organisations, places))
        self.pour(
            ProjectTerritory,
            ({"project_id": first + place, "territory_id": pk} for place, (pk, _) in enumerate(places)),
        )
        self.pour(Step, self._steps())
        self.pour(Action, self._actions())

    def _organisations(self, first: int, places: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        for number, (_, name) in enumerate(places):
            yield {
                "id": first + 2 * number,
                "name": f"Les voisins de {name}",
                "kind": "collective",
                "fictional": True,
            }
            yield {"id": first + 2 * number + 1, "name": f"Mairie de {name}", "kind": "commune", "fictional": True}

    def _projects(self, first: int, organisations: int, places: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        for number, (_, name) in enumerate(places):
            drawn = self.drawn[number // PROJECTS]
            yield {
                "id": first + number,
                "cohort_id": drawn.cohort,
                "slug": f"projet-{first + number}",
                "name": f"{self.random.choice(WORDS[2]).capitalize()} de {name}"[:120],
                "pitch": sentence(self.random),
                "story": words(self.random, 6),
                "themes": self.random.sample(THEMES, 2),
                "stage": self.random.choice(STAGES),
                "collective_id": organisations + 2 * number,
                "local_authority_id": organisations + 2 * number + 1,
                "published": number % 3 != 0,
                "fictional": True,
            }

    def _steps(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            for project in drawn.projects:
                for title in ("Réunir", "Dessiner", "Ouvrir"):
                    due = self.day(drawn)
                    yield {"project_id": project, "title": title, "due": due, "done": None}

    def _actions(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            for project, owner in zip(drawn.projects, drawn.bearers, strict=True):
                for _ in range(3):
                    title = sentence(self.random)
                    yield {"project_id": project, "title": title, "owner_id": owner, "due": self.day(drawn)}

    def roles(self) -> None:
        self.pour(Role, self._roles())
        self.pour(Affiliation, self._affiliations())

    def _roles(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            held = [("adviser", drawn.adviser, Cohort, drawn.cohort)]
            for project, bearer, authority in zip(drawn.projects, drawn.bearers, drawn.authorities, strict=True):
                held += [("bearer", bearer, Project, project), ("local_authority", authority, Project, project)]
            for code, user, model, scope in held:
                yield {
                    "user_id": user,
                    "code": code,
                    "scope_type_id": self.kinds[model],
                    "scope_id": scope,
                    "since": drawn.starts,
                }

    def _affiliations(self) -> Iterator[dict[str, Any]]:
        first = Project.objects.in_bulk([project for drawn in self.drawn for project in drawn.projects])
        for drawn in self.drawn:
            for project, bearer, authority in zip(drawn.projects, drawn.bearers, drawn.authorities, strict=True):
                known = first[project]
                yield {"user_id": bearer, "organisation_id": known.collective_id, "since": drawn.starts}
                yield {"user_id": authority, "organisation_id": known.local_authority_id, "since": drawn.starts}

    def logbooks(self) -> None:
        first = first_id(LogbookEntry)
        self.notes = list(self._notes(first))
        pour(LogbookEntry, iter(self.notes))
        self.pour(JournalEntry, self._journal("logbook.written", LogbookEntry, self.notes, "author_id"))

    def _notes(self, first: int) -> Iterator[dict[str, Any]]:
        number = first
        for drawn in self.drawn:
            for project, bearer, authority in zip(drawn.projects, drawn.bearers, drawn.authorities, strict=True):
                for place in range(NOTES):
                    yield {
                        "id": number,
                        "project_id": project,
                        "author_id": authority if place % 5 == 0 else bearer,
                        "kind": self.random.choice(KINDS),
                        "audience": self.random.choice(AUDIENCES),
                        "text": words(self.random, 3),
                        "happened_on": self.day(drawn),
                    }
                    number += 1

    def _journal(self, verb, model, rows, actor) -> Iterator[dict[str, Any]]:
        """What people would have left in the journal by writing these."""
        for row in rows:
            yield {
                "at": at_noon(row.get("happened_on") or row["stated_on"]),
                "actor_id": row[actor],
                "role": "bearer",
                "verb": verb,
                "object_type_id": self.kinds[model],
                "object_id": row["id"],
                "place_type_id": self.kinds[Project],
                "place_id": row["project_id"],
            }

    def needs(self) -> None:
        needs = list(self._needs(first_id(Need)))
        pour(Need, iter(needs))
        self.pour(Proposal, self._proposals(needs))
        self.pour(Referral, self._referrals(needs))
        self.pour(JournalEntry, self._journal("need.stated", Need, needs, "stated_by_id"))

    def _needs(self, first: int) -> Iterator[dict[str, Any]]:
        number = first
        for drawn in self.drawn:
            for project, bearer in zip(drawn.projects, drawn.bearers, strict=True):
                for place in range(NEEDS):
                    stated, closed = self.day(drawn, 200), place < 2
                    yield {
                        "id": number,
                        "project_id": project,
                        "stated_by_id": bearer,
                        "stated_on": stated,
                        "in_my_words": words(self.random, 2),
                        "blocks": sentence(self.random),
                        "theme": self.random.choice(THEMES),
                        "qualified_by_id": drawn.adviser,
                        "qualified_on": stated + timedelta(days=4),
                        "agreed_on": stated + timedelta(days=9),
                        "state": "closed" if closed else "open",
                        "outcome": sentence(self.random) if closed else "",
                        "outcome_on": stated + timedelta(days=90) if closed else None,
                        "met": self.random.choice(["yes", "partly", "no"]) if closed else "",
                    }
                    number += 1

    def _proposals(self, needs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for need in needs:
            for support in self.random.sample(self.supports, 2):
                yield {
                    "need_id": need["id"],
                    "support_id": support,
                    "why": sentence(self.random),
                    "proposed_by_id": need["qualified_by_id"],
                    "proposed_on": need["agreed_on"],
                }

    def _referrals(self, needs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for need in needs:
            yield {
                "need_id": need["id"],
                "service_id": self.random.choice(self.services),
                "question": sentence(self.random),
                "asked_by_id": need["qualified_by_id"],
                "asked_on": need["agreed_on"],
                "hoped_by": need["agreed_on"] + timedelta(days=21),
                "replied_by_id": need["qualified_by_id"],
                "replied_on": need["agreed_on"] + timedelta(days=self.random.randrange(3, 40)),
                "reply": words(self.random, 2),
            }

    def objectives(self) -> None:
        first = first_id(Objective)
        aims = list(self._objectives(first))
        pour(Objective, iter(aims))
        self.pour(Level, self._levels(aims))
        self.pour(Rating, self._ratings(aims))

    def _objectives(self, first: int) -> Iterator[dict[str, Any]]:
        number = first
        for drawn in self.drawn:
            for project in drawn.projects:
                for position in range(1, OBJECTIVES + 1):
                    yield {
                        "id": number,
                        "project_id": project,
                        "position": position,
                        "written_by_inhabitants": sentence(self.random),
                        "written_by_authority": sentence(self.random),
                        "agreed": sentence(self.random),
                        "agreed_on": drawn.starts + timedelta(days=30),
                        "importance": 2,
                        "difficulty": 2,
                    }
                    number += 1

    def _levels(self, aims: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for aim in aims:
            for value in range(-2, 3):
                yield {"objective_id": aim["id"], "value": value, "text": sentence(self.random)}

    def _ratings(self, aims: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        by_project = {
            project: (bearer, authority)
            for drawn in self.drawn
            for project, bearer, authority in zip(drawn.projects, drawn.bearers, drawn.authorities, strict=True)
        }
        for aim in aims:
            bearer, authority = by_project[aim["project_id"]]
            for moment, later in (("start", 5), ("end", 300)):
                for voice, person in (("inhabitants", bearer), ("authority", authority)):
                    yield {
                        "objective_id": aim["id"],
                        "moment": moment,
                        "voice": voice,
                        "level": self.random.randrange(-2, 3),
                        "reason": sentence(self.random),
                        "rated_on": aim["agreed_on"] + timedelta(days=later),
                        "rated_by_id": person,
                    }

    def seminars(self) -> None:
        seminar, activity = first_id(Seminar), first_id(Activity)
        pour(Seminar, self._seminars(seminar))
        pour(
            Activity,
            (
                {
                    "id": activity + place,
                    "seminar_id": seminar + place,
                    "position": 1,
                    "kind": "board",
                    "title": "Idées",
                }
                for place in range(self.count)
            ),
        )
        self.pour(AgendaItem, self._agenda(seminar, activity))
        self.pour(Registration, self._registrations(seminar))
        self.pour(Contribution, self._contributions(activity))

    def _seminars(self, first: int) -> Iterator[dict[str, Any]]:
        for place, drawn in enumerate(self.drawn):
            starts = at_noon(drawn.starts + timedelta(days=60))
            yield {
                "id": first + place,
                "cohort_id": drawn.cohort,
                "number": 1,
                "slug": f"seminaire-{first + place}",
                "title": f"Premier séminaire de la session {drawn.cohort}",
                "purpose": sentence(self.random),
                "starts": starts,
                "ends": starts + timedelta(hours=6),
                "fictional": True,
            }

    def _agenda(self, seminar: int, activity: int) -> Iterator[dict[str, Any]]:
        for place in range(self.count):
            for position, title in enumerate(("Accueil", "Idées", "Ce que l'on retient"), 1):
                yield {
                    "seminar_id": seminar + place,
                    "position": position,
                    "minutes": 60,
                    "title": title,
                    "activity_id": activity + place if position == 2 else None,
                }

    def _registrations(self, seminar: int) -> Iterator[dict[str, Any]]:
        for place, drawn in enumerate(self.drawn):
            for project, bearer, authority in zip(drawn.projects, drawn.bearers, drawn.authorities, strict=True):
                for user, side in ((bearer, "bearer"), (authority, "local_authority")):
                    yield {"seminar_id": seminar + place, "user_id": user, "side": side, "project_id": project}

    def _contributions(self, activity: int) -> Iterator[dict[str, Any]]:
        for place, drawn in enumerate(self.drawn):
            for said in range(SAID):
                author = said % PROJECTS
                yield {
                    "activity_id": activity + place,
                    "text": sentence(self.random),
                    "side": "bearer",
                    "author_id": drawn.bearers[author],
                    "project_id": drawn.projects[author],
                    "said_on": drawn.starts + timedelta(days=60),
                }

    def learning(self) -> None:
        passage, evidence, finding = first_id(Passage), first_id(Evidence), first_id(Finding)
        quoted = [
            (drawn, note)
            for drawn, notes in zip(self.drawn, self._notes_by_cohort(), strict=True)
            for note in self.random.sample(notes, KEPT)
        ]
        pour(Passage, self._passages(passage, quoted))
        pour(Evidence, self._evidence(evidence, passage, quoted))
        pour(Finding, self._findings(finding))
        self.pour(FindingEvidence, self._links(evidence, finding))
        self.pour(Report, self._reports())

    def _notes_by_cohort(self) -> Iterator[list[dict[str, Any]]]:
        each = PROJECTS * NOTES
        for place in range(self.count):
            yield self.notes[place * each : (place + 1) * each]

    def _passages(self, first: int, quoted) -> Iterator[dict[str, Any]]:
        for place, (drawn, note) in enumerate(quoted):
            text = note["text"]
            quote = text.split(".")[0]
            yield {
                "id": first + place,
                "object_type_id": self.kinds[LogbookEntry],
                "object_id": note["id"],
                "field": "text",
                "start": 0,
                "end": len(quote),
                "quote": quote,
                "after": text[len(quote) : len(quote) + 32],
                "digest": sha256(text.encode()).hexdigest(),
                "created_by_id": drawn.adviser,
            }

    def _evidence(self, first: int, passage: int, quoted) -> Iterator[dict[str, Any]]:
        for place, (drawn, note) in enumerate(quoted):
            yield {
                "id": first + place,
                "cohort_id": drawn.cohort,
                "number": place % KEPT + 1,
                "fictional": True,
                "created_by_id": drawn.adviser,
                "passage_id": passage + place,
                "project_id": note["project_id"],
                "side": "bearer",
                "speaker": "Une habitante",
                "speaker_user_id": note["author_id"],
                "said_on": note["happened_on"],
                "consent": "agreed",
            }

    def _findings(self, first: int) -> Iterator[dict[str, Any]]:
        for place in range(self.count * FOUND):
            drawn = self.drawn[place // FOUND]
            row = {
                "id": first + place,
                "cohort_id": drawn.cohort,
                "number": place % FOUND + 1,
                "fictional": True,
                "created_by_id": drawn.adviser,
                "title": sentence(self.random),
                "text": words(self.random, 3),
                "overall": 3,
                "why": sentence(self.random),
            }
            for component in ("limitations", "coherence", "adequacy", "relevance"):
                row |= {component: 1, f"{component}_why": sentence(self.random)}
            yield row

    def _links(self, evidence: int, finding: int) -> Iterator[dict[str, Any]]:
        for place in range(self.count * KEPT):
            cohort, rank = divmod(place, KEPT)
            yield {
                "finding_id": finding + cohort * FOUND + rank % FOUND,
                "evidence_id": evidence + place,
                "stance": "contradicts" if rank == KEPT - 1 else "supports",
            }

    def _reports(self) -> Iterator[dict[str, Any]]:
        for drawn in self.drawn:
            yield {
                "cohort_id": drawn.cohort,
                "slug": f"rapport-{drawn.cohort}",
                "title": f"Ce que la session {drawn.cohort} a appris",
                "dated": drawn.starts + timedelta(days=364),
                "fictional": True,
                "created_by_id": drawn.adviser,
            }
