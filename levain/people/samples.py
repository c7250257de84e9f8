"""Sample objects of this package for the access matrix: the keys by which programs read."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import AccessKey


def build(world) -> None:
    for relation in ("own", "sibling", "elsewhere"):
        person = world.person["adviser"] if relation == "own" else world.stranger
        key = AccessKey.objects.create(
            person=person,
            name=f"Key {relation}",
            code="adviser",
            scope=world.project[relation].cohort,
            digest=f"sample-{relation}",
            expires_at=timezone.now() + timedelta(days=1),
        )
        world.add(AccessKey, relation, key)
