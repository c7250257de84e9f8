"""Sample indicators, effects and usages for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.evaluation.models import (
    BarometerWave,
    CausalLink,
    Effect,
    Followed,
    FollowedLevel,
    Framework,
    Indicator,
    Measure,
    Proof,
    Rival,
    UsageAnswer,
    UsageFactor,
    UsageRound,
)
from levain.evaluation.services.framework import adopt_framework
from levain.evaluation.services.usages import load_factors


def build(world, relation, project) -> None:
    author = world.person["adviser"]
    shared = _indicator(project)
    followed = Followed.objects.create(
        project=project,
        indicator=shared,
        label=f"Habitants {relation}",
        unit="personnes",
        source="Carnet de bord",
        baseline=10,
        target=40,
        author=author,
    )
    FollowedLevel.objects.create(followed=followed, value=1, text="Premier niveau")
    effect = Effect.objects.create(
        project=project, text=f"Un effet {relation}", directness="direct", on_whom="Riverains", written_by=author
    )
    CausalLink.objects.create(effect=effect, text="Le sentier ouvre")
    load_factors()
    asked = UsageRound.objects.create(
        project=project, moment="start", opened_by=author, closes=timezone.localdate() + timedelta(days=30)
    )
    wave, _new = BarometerWave.objects.get_or_create(
        cohort=project.cohort,
        moment="start",
        defaults={"opened_by": author, "closes": timezone.localdate() + timedelta(days=30)},
    )
    world.add(BarometerWave, relation, wave)
    UsageAnswer.objects.create(round=asked, said={"km": {"tgv": 100}})
    world.add(UsageFactor, relation, UsageFactor.objects.first())
    for made in (
        asked,
        followed,
        Measure.objects.create(
            followed=followed, value=12, source="Feuilles", proof="Cahier", proposed_by=world.person["bearer"]
        ),
        effect,
        Rival.objects.create(effect=effect, text="Le prix du carburant"),
        Proof.objects.create(
            effect=effect, kind="document", category="bearer", source="Cahier", text="Cinq lignes", added_by=author
        ),
    ):
        world.add(type(made), relation, made)


def _indicator(project) -> Indicator:
    """One of the framework of the cohort, adopted for the occasion."""
    if not Framework.objects.filter(cohort=project.cohort).exists():
        adopt_framework(project.cohort)
    return Indicator.objects.get(framework__cohort=project.cohort, code="I03")
