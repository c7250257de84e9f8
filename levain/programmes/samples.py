from levain.foundation.models import Letter
from levain.programmes.models import Cohort


def build(world) -> None:
    for relation, cohort in world.cohort.items():
        world.add(Cohort, relation, cohort)
        letter = Letter.objects.create(
            to="sample@example.invalid", subject="Sample", text="Sample", place=cohort, state=Letter.State.HELD
        )
        world.add(Letter, relation, letter)
