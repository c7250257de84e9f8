"""What evaluating a large cohort costs: five hundred projects, a hundred thousand answers, nothing of it kept."""

import json
from datetime import date
from random import Random
from time import process_time
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from levain.evaluation import figures
from levain.evaluation.models import Level, Objective, Rank, Rating, Survey
from levain.evaluation.services import survey_storage
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire

SHEETS = 25
ASKED = ("h01", "h02", "h03", "h04", "h05", "h09", "h10", "h11")
QUESTIONNAIRE = "inhabitants_short"


def measured(projects: int) -> dict[str, Any] | None:
    """Processor time of every figure of the cohort, in the shape that `levain evaluate --json` prints."""
    model = Project.objects.select_related("cohort__programme").first()
    asked = Questionnaire.objects.prefetch_related("revisions__questions").filter(slug=QUESTIONNAIRE).first()
    if model is None or asked is None:
        return None
    with transaction.atomic():
        cohort, answers = many(model, asked, projects)
        with CaptureQueriesContext(connection) as captured:
            before = process_time()
            found = figures.evaluate(cohort)
            size = len(json.dumps(found))
            spent = process_time() - before
        transaction.set_rollback(True)
    told = {"projects": projects, "answers": answers, "figures": len(found), "queries": len(captured)}
    return told | {"json_mb": round(size / 1e6, 1), "cpu_s": round(spent, 2)}


def many(model: Project, questionnaire: Questionnaire, projects: int) -> tuple[Cohort, int]:
    """A cohort of so many projects, each with two objectives rated twice, and a counted survey of its inhabitants."""
    random = Random(projects)  # noqa: S311
    cohort = Cohort.objects.create(
        programme=model.cohort.programme,
        slug=f"bench-{projects}",
        name="Bench",
        seats=projects,
        starts=date(2020, 1, 1),
        ends=date(2020, 12, 31),
    )
    made = Project.objects.bulk_create(
        Project(
            cohort=cohort,
            slug=f"bench-{number}",
            name=f"Project {number}",
            collective=model.collective,
            local_authority=model.local_authority,
        )
        for number in range(projects)
    )
    _objectives(made, random)
    revision = questionnaire.published
    surveys = Survey.objects.bulk_create(
        Survey(
            cohort=cohort,
            project=project,
            questionnaire=questionnaire,
            revision=revision,
            title=project.name,
            audience=Survey.Audience.INHABITANTS,
            moment=Survey.Moment.END,
            promise=Survey.Promise.ANONYMOUS,
            state=Survey.State.COUNTED,
            opens_on=cohort.starts,
            closes_on=cohort.ends,
            handed_out=100,
        )
        for project in made
    )
    asked = [one for one in revision.questions.all() if one.code in ASKED]
    for survey in surveys:
        survey.revision = revision
        survey_storage.keep_unnamed(survey, [_sheet(asked, random) for _one in range(SHEETS)])
    return cohort, projects * SHEETS * len(asked)


def _sheet(asked, random: Random) -> survey_storage.Given:
    return {(one.code, 0): _drawn(one, random) for one in asked}


def _drawn(question, random: Random) -> int | str:
    return random.randint(1, 5) if question.kind == "scale" else random.choice(question.offered()).code


def _objectives(projects: list[Project], random: Random) -> None:
    rater = User.objects.create_user("bench-rater@example.invalid", name="Rater")
    objectives = Objective.objects.bulk_create(
        Objective(project=project, position=place, agreed=f"Objective {place}", agreed_on=date(2020, 2, 1))
        for project in projects
        for place in (1, 2)
    )
    Level.objects.bulk_create(
        Level(objective=objective, value=value, text="Level") for objective in objectives for value in Rank.values
    )
    Rating.objects.bulk_create(
        Rating(
            objective=objective,
            moment=moment,
            voice="inhabitants",
            level=random.randint(-2, 2),
            reason="Reason",
            rated_by=rater,
        )
        for objective in objectives
        for moment in ("start", "end")
    )
