"""Sample objects of this package for the access matrix."""

from levain.people.models import RoleCode
from levain.portal.models import Extraction


def build(world) -> None:
    for relation, project in world.project.items():
        owner = world.person[RoleCode.ADVISER]
        asked = Extraction.objects.create(
            owner=owner, cohort=project.cohort, kind="besoins", form="csv", name="b.csv"
        )
        world.add(Extraction, relation, asked)
