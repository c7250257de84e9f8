import factory
from factory.django import DjangoModelFactory

from levain.territories.models import Containment, Territory


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        skip_postgeneration_save = True

    kind = Territory.Kind.COMMUNE
    code = factory.Sequence(lambda n: f"9{n:04}")
    name = factory.Sequence(lambda n: f"Commune {n}")

    @factory.post_generation
    def inside(self, create, outers):
        Containment.objects.get_or_create(outer=self, inner=self)
        for outer in outers or []:
            Containment.objects.get_or_create(outer=outer, inner=self)


class DepartmentFactory(TerritoryFactory):
    kind = Territory.Kind.DEPARTMENT
    code = factory.Sequence(lambda n: f"D{n}")
    name = factory.Sequence(lambda n: f"Département {n}")
