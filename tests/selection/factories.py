from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.selection.models import Application, Call
from tests.programmes.factories import CohortFactory


class CallFactory(DjangoModelFactory):
    """Open since yesterday, unless `to_come` or `over`."""

    class Meta:
        model = Call

    class Params:
        to_come = factory.Trait(opens=factory.LazyFunction(lambda: timezone.now() + timedelta(days=2)))
        over = factory.Trait(
            opens=factory.LazyFunction(lambda: timezone.now() - timedelta(days=60)),
            closes=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1)),
        )

    cohort = factory.SubFactory(CohortFactory)
    slug = factory.Sequence(lambda n: f"appel-{n}")
    title = factory.Sequence(lambda n: f"Appel {n}")
    short = "Vous avez commencé quelque chose ?"
    opens = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    closes = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    call = factory.SubFactory(CallFactory)
    reference = factory.Sequence(lambda n: f"dossier-{n}")
    title = factory.Sequence(lambda n: f"Candidature {n}")
    summary = "Nous sommes six autour d'un jardin."
    place = "Melle"
