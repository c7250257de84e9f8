import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.evaluation.models import Level, Objective, Rank, Rating
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory

LEVELS = {
    -2: "Le jardin est abandonné.",
    -1: "Un seul jardin.",
    0: "Trois jardins cultivés.",
    1: "Cinq jardins, dont celui de l'école.",
    2: "Huit jardins ou plus.",
}


class ObjectiveFactory(DjangoModelFactory):
    """A settled objective with its five levels."""

    class Meta:
        model = Objective
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(agreed="", agreed_on=None)

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n + 1)
    written_by_inhabitants = "Que les bouts de terrain servent à manger et à se parler."
    written_by_authority = "Réduire l'entretien des délaissés."
    agreed = factory.Sequence(lambda n: f"Des terrains délaissés deviennent des jardins ({n}).")
    agreed_on = factory.LazyFunction(timezone.localdate)

    @factory.post_generation
    def levels(self, create, told):
        if self.agreed_on:
            Level.objects.bulk_create(Level(objective=self, value=value, text=LEVELS[value]) for value in Rank.values)


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = Rating

    objective = factory.SubFactory(ObjectiveFactory)
    moment = "start"
    voice = "inhabitants"
    level = -1
    first_level = factory.SelfAttribute("level")
    reason = "Nos fèves derrière les garages."
    rated_by = factory.SubFactory(UserFactory)
