"""The starter framework, read from its file, and the copy a cohort makes its own."""

from pathlib import Path
from typing import Any

from django.db import transaction

from levain.evaluation.models import (
    Criterion,
    EvaluationQuestion,
    Framework,
    Indicator,
    IndicatorPlace,
    LogicLink,
    LogicNode,
    MaturityDescriptor,
    MaturityDimension,
    MaturityLevel,
)
from levain.evaluation.services.usages import load_factors
from levain.foundation import journal, yaml_files
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.questionnaires.services import load_questionnaires

STARTER = Path(__file__).resolve().parent.parent / "data" / "evaluation-framework.yaml"
PLACES = STARTER.with_name("logic-places.yaml")


@transaction.atomic
def load_framework() -> Framework:
    """Make the starter framework and its questionnaires; again, nothing changes."""
    data = yaml_files.read(STARTER)
    load_questionnaires(data)
    load_factors()
    starter = Framework.objects.starter().filter(version=data["version"]).first()
    return starter or _build(data, cohort=None)


@transaction.atomic
def adopt_framework(cohort: Cohort, *, by: User | None = None) -> Framework:
    """Give a cohort its own copy of the starter framework, once."""
    held = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if adopted := Framework.objects.filter(cohort=held).first():
        return adopted
    load_framework()
    framework = _build(yaml_files.read(STARTER), cohort=cohort)
    journal.record("framework.adopted", on=framework, by=by, place=cohort)
    return framework


def _build(data: dict[str, Any], *, cohort: Cohort | None) -> Framework:
    grid = data["maturity_grid"]
    framework = Framework.objects.create(
        cohort=cohort,
        version=data["version"],
        note=data["licence_note_fr"],
        moments=data["moments"],
        thresholds=data["thresholds"],
        evidence_levels=data["evidence_levels"],
        maturity_title=grid["title_fr"],
        maturity_note=grid["note_fr"],
        territorial_rule=grid["territorial_rule"],
    )
    criteria = _criteria(framework, data["criteria"])
    questions = _questions(framework, data["evaluation_questions"], criteria)
    _indicators(framework, data["indicators"], criteria, questions)
    _logic_model(framework, data["logic_model"])
    _places(framework)
    _maturity_grid(framework, grid)
    return framework


def _criteria(framework: Framework, rows: list[dict]) -> dict[str, Criterion]:
    made = Criterion.objects.bulk_create(
        Criterion(
            framework=framework,
            position=place,
            code=row["id"],
            label=row["label_fr"],
            gloss=row["gloss_fr"],
            source=row["source"],
        )
        for place, row in enumerate(rows, 1)
    )
    return {criterion.code: criterion for criterion in made}


def _questions(framework: Framework, groups: dict[str, list], criteria: dict) -> dict[str, EvaluationQuestion]:
    rows = [(about, row) for about, asked in groups.items() for row in asked]
    made = EvaluationQuestion.objects.bulk_create(
        EvaluationQuestion(
            framework=framework,
            position=place,
            code=row["id"],
            about=about,
            criterion=criteria[row["criterion"]],
            text=row["text_fr"],
            methods=row["methods"],
            commissioned=row["from_seed"],
        )
        for place, (about, row) in enumerate(rows, 1)
    )
    return {question.code: question for question in made}


def _indicators(framework: Framework, rows: list[dict], criteria: dict, questions: dict) -> None:
    made = Indicator.objects.bulk_create(
        Indicator(
            framework=framework,
            position=place,
            code=row["id"],
            label=row["label_fr"],
            unit=row["unit"],
            kind=row["kind"],
            impact=row["impact"],
            better=row["better"],
            dimension=row["ecoquartier_dimension"],
            criterion=criteria[row["criterion"]],
            source=row["source_fr"],
            moments=row["moments"],
            method=row["method"],
        )
        for place, row in enumerate(rows, 1)
    )
    answers = Indicator.questions.through
    answers.objects.bulk_create(
        answers(indicator=indicator, evaluationquestion=questions[code])
        for indicator, row in zip(made, rows, strict=True)
        for code in row["questions"]
    )


def _logic_model(framework: Framework, model: dict[str, list]) -> None:
    made = LogicNode.objects.bulk_create(
        LogicNode(
            framework=framework,
            position=place,
            code=row["id"],
            kind=row["type"],
            directness=row.get("directness", ""),
            text=row["text_fr"],
        )
        for place, row in enumerate(model["nodes"], 1)
    )
    nodes = {node.code: node for node in made}
    LogicLink.objects.bulk_create(
        LogicLink(source=nodes[row["from"]], target=nodes[row["to"]], assumption=row["assumption_fr"])
        for row in model["links"]
    )


def _places(framework: Framework) -> None:
    """Hang each indicator on the box of the logic model it looks at."""
    boxes = yaml_files.read(PLACES)
    nodes = {node.code: node for node in framework.logicnodes.all()}
    indicators = {indicator.code: indicator for indicator in framework.indicators.all()}
    IndicatorPlace.objects.bulk_create(
        IndicatorPlace(indicator=indicators[code], node=nodes[box]) for box, codes in boxes.items() for code in codes
    )


def _maturity_grid(framework: Framework, grid: dict) -> None:
    MaturityLevel.objects.bulk_create(
        MaturityLevel(framework=framework, level=row["level"], label=row["label_fr"]) for row in grid["levels"]
    )
    made = MaturityDimension.objects.bulk_create(
        MaturityDimension(
            framework=framework,
            position=place,
            code=row["id"],
            label=row["label_fr"],
            inspired_by=row["inspired_by"],
        )
        for place, row in enumerate(grid["dimensions"], 1)
    )
    MaturityDescriptor.objects.bulk_create(
        MaturityDescriptor(dimension=dimension, level=int(level), position=place, text=text)
        for dimension, row in zip(made, grid["dimensions"], strict=True)
        for level, texts in row["levels"].items()
        for place, text in enumerate(texts, 1)
    )
