"""Sample objects of this package for the access matrix."""

from django.utils import timezone

from levain.evaluation.models import Level, Objective, Rank, Rating


def build(world) -> None:
    for relation, project in world.project.items():
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
