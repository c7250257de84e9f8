"""What hangs from invented projects in the strands above them, written in bulk like the rest."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.capitalisation.models import Evidence
from levain.evaluation.models import Level, Objective, Rating
from levain.foundation import passages
from levain.foundation.models import JournalEntry, Passage
from levain.people.models import User
from levain.portal.demonstration.clock import PARIS
from levain.projects.models import LogbookEntry, Project
from levain.seminars.models import Activity, Contribution, Seminar
from levain.support.models import Need

PROJECTS_A_COHORT = 5
OBJECTIVES, CONTRIBUTIONS, EVIDENCE = 3, 40, 10


def objectives(batch: Any) -> None:
    words = [batch.chance.choice(batch.matter.objectives) for _ in range(len(batch.of_project) * OBJECTIVES)]
    made = Objective.objects.bulk_create(
        Objective(
            project=batch.of_project[rank // OBJECTIVES],
            position=rank % OBJECTIVES + 1,
            agreed=said["agreed"],
            agreed_on=batch.of_project[rank // OBJECTIVES].cohort.starts,
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
    Rating.objects.bulk_create(ratings(batch, made, words))


def ratings(batch: Any, objectives: list[Objective], words: list[dict]) -> Iterator[Rating]:
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
                    rated_by=batch.teams[rank // OBJECTIVES][place],
                    rated_on=objective.agreed_on,
                )


def seminars(batch: Any) -> None:
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
        for cohort in batch.of_cohort
    )
    boards = Activity.objects.bulk_create(
        Activity(seminar=seminar, position=1, kind=Activity.Kind.BOARD, title="Ce que nous cherchons")
        for seminar in held
    )
    Contribution.objects.bulk_create(
        Contribution(
            activity=board,
            text=batch.chance.choice(batch.matter.needs)["in_my_words"],
            side="bearer",
            project=batch.of_project[place * PROJECTS_A_COHORT + rank % PROJECTS_A_COHORT],
            said_on=batch.of_cohort[place].starts,
            votes=rank % 9,
        )
        for place, board in enumerate(boards)
        for rank in range(CONTRIBUTIONS)
    )


def evidence(batch: Any) -> None:
    kind = ContentType.objects.get_for_model(LogbookEntry)
    by_cohort = len(batch.of_logbook) // len(batch.of_cohort)
    quoted = [
        (place, rank + 1, batch.of_logbook[place * by_cohort + rank])
        for place in range(len(batch.of_cohort))
        for rank in range(EVIDENCE)
    ]
    kept = Passage.objects.bulk_create(passage(kind, entry) for _place, _number, entry in quoted)
    Evidence.objects.bulk_create(
        Evidence(
            cohort=batch.of_cohort[place],
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


def passage(kind: ContentType, entry: LogbookEntry) -> Passage:
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


def journal(batch: Any) -> None:
    kinds = ContentType.objects.get_for_models(Project, LogbookEntry, Need)
    told: list[tuple[str, models.Model, Project, User, date]] = [
        ("logbook.written", entry, entry.project, entry.author, entry.happened_on) for entry in batch.of_logbook
    ]
    told += [("need.stated", need, need.project, need.stated_by, need.stated_on) for need in batch.of_need]
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


STRANDS = (objectives, seminars, evidence, journal)
