from levain.programmes.models import Cohort


def build(world) -> None:
    for relation, cohort in world.cohort.items():
        world.add(Cohort, relation, cohort)
