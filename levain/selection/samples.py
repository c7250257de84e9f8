from datetime import timedelta

from django.utils import timezone

from levain.selection import admission_samples, applying_samples, jury_samples, sheet_samples
from levain.selection.models import Call


def build(world) -> None:
    now = timezone.now()
    for relation, cohort in world.cohort.items():
        call = Call.objects.create(
            cohort=cohort,
            slug=f"sample-call-{relation}",
            title="Call",
            short="Call",
            opens=now + timedelta(days=1),
            closes=now + timedelta(days=30),
            announced=False,
        )
        world.add(Call, relation, call)
        admission_samples.build(world, relation, call)
        applying_samples.build(world, relation)
        jury_samples.build(world, relation, call)
        sheet_samples.build(world, relation, call)
