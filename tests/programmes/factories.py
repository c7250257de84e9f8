from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.programmes.models import Cohort, Phase, Programme


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"dispositif-{n}")
    name = factory.Sequence(lambda n: f"Dispositif {n}")


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"session-{n}")
    name = factory.Sequence(lambda n: f"Session {n}")
    starts = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))
    ends = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=265))


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = Phase

    cohort = factory.SubFactory(CohortFactory)
    name_before = "Accompagnement à venir"
    name_during = "Accompagnement en cours"
    name_after = "Accompagnement terminé"
    starts = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    ends = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
