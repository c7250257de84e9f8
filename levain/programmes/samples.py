from levain.foundation.models import Letter
from levain.programmes.models import Cohort, Programme


def build(world) -> None:
    for relation, cohort in world.cohort.items():
        world.add(Cohort, relation, cohort)
        world.add(Programme, relation, cohort.programme)
        letter = Letter.objects.create(
            to="sample@example.invalid", subject="Sample letter", text="Sample", place=cohort, state=Letter.State.HELD
        )
        world.add(Letter, relation, letter)
