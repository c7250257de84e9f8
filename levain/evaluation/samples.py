"""Sample objects of this package for the access matrix."""

from django.utils import timezone

from levain.evaluation import impact_samples, survey_samples
from levain.evaluation.models import (
    Criterion,
    Crossing,
    EvaluationQuestion,
    Expectation,
    Framework,
    FrameworkEdition,
    HandedIn,
    Level,
    MaturityDescriptor,
    MaturityDimension,
    MaturityProof,
    Objective,
    Rank,
    Rating,
    RosterMember,
    RosterSheet,
    RosterWave,
)


def build(world) -> None:
    for relation, project in world.project.items():
        impact_samples.build(world, relation, project)
        survey_samples.add(world, relation, project)
        objective = Objective.objects.create(
            project=project, agreed="Objectif", written_by_inhabitants="Nous voulons", agreed_on=timezone.localdate()
        )
        Level.objects.bulk_create(
            Level(objective=objective, value=value, text=f"Niveau {value}") for value in Rank.values
        )
        world.add(Objective, relation, objective)
        rated = Objective.objects.create(
            project=project, position=2, agreed="Objectif", agreed_on=timezone.localdate()
        )
        typist = world.person["adviser"]
        world.add(
            Rating,
            relation,
            Rating.objects.create(
                objective=rated, moment="start", voice="inhabitants", level=-1, reason="Raison", typed_by=typist
            ),
        )
        _expectations(world, relation, project, typist)
        _proof(world, relation, project, typist)
        _ties(world, relation, project)


def _expectations(world, relation, project, typist) -> None:
    for voice in ("inhabitants", "authority"):
        HandedIn.objects.create(project=project, voice=voice, by=typist)
    said = Expectation.objects.create(
        project=project, voice="inhabitants", text="Une attente à comparer", written_by=typist
    )
    world.add(Expectation, relation, said)
    crossing = Crossing.objects.create(project=project, kind="blind", label="Ce que nous voyons", made_by=typist)
    Expectation.objects.create(
        project=project, voice="inhabitants", text="Une attente", written_by=typist, crossing=crossing
    )
    world.add(Crossing, relation, crossing)


def _ties(world, relation, project) -> None:
    member = RosterMember.objects.create(
        cohort=project.cohort, position=1, group="project", name=project.name, project=project
    )
    today = timezone.localdate()
    wave = RosterWave.objects.create(cohort=project.cohort, title="Vague", opened_on=today, closes_on=today)
    world.add(RosterMember, relation, member)
    world.add(RosterSheet, relation, RosterSheet.objects.create(wave=wave, member=member))


def _proof(world, relation, project, typist) -> None:
    framework, _new = Framework.objects.get_or_create(cohort=project.cohort, defaults={"version": "1.0"})
    criterion, _new = Criterion.objects.get_or_create(
        framework=framework, code="pertinence", defaults={"label": "Pertinence"}
    )
    question = EvaluationQuestion.objects.create(
        framework=framework, code=f"Q{project.pk}", about="projects", criterion=criterion, text="Une question ?"
    )
    world.add(EvaluationQuestion, relation, question)
    number = framework.editions.count() + 1
    edition = FrameworkEdition.objects.create(
        framework=framework,
        number=number,
        content={"questions": [], "nodes": [], "links": []},
        reason=f"Raison {number}",
        closed_by=typist,
    )
    world.add(FrameworkEdition, relation, edition)
    dimension, _new = MaturityDimension.objects.get_or_create(
        framework=framework, code="besoin", defaults={"label": "Besoin"}
    )
    sentence, _new = MaturityDescriptor.objects.get_or_create(
        dimension=dimension, level=1, position=1, defaults={"text": "Le problème est décrit."}
    )
    proof = MaturityProof.objects.create(
        project=project, descriptor=sentence, moment="start", text="Une preuve", added_by=typist
    )
    world.add(MaturityProof, relation, proof)
