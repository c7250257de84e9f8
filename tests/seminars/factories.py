from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.people.models import RoleCode
from levain.seminars.models import Activity, AgendaItem, Contribution, Registration, Seminar
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.questionnaires.factories import published, question


class SeminarFactory(DjangoModelFactory):
    """In a week, unless `today` or `over`."""

    class Meta:
        model = Seminar

    class Params:
        today = factory.Trait(starts=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1)))
        over = factory.Trait(starts=factory.LazyFunction(lambda: timezone.now() - timedelta(days=30)))

    cohort = factory.SubFactory(CohortFactory)
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.Sequence(lambda n: f"seminaire-{n}")
    title = factory.Sequence(lambda n: f"Séminaire {n}")
    purpose = "Que les projets se voient."
    starts = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    ends = factory.LazyAttribute(lambda seminar: seminar.starts + timedelta(hours=3))


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    seminar = factory.SubFactory(SeminarFactory, today=True)
    position = factory.Sequence(lambda n: n + 1)
    kind = Activity.Kind.BOARD
    title = "Ce qu'on sait faire, ce qui bloque"
    columns = [{"id": "sait", "label": "Ce que nous savons faire"}, {"id": "bloque", "label": "Ce qui bloque"}]


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    seminar = factory.SubFactory(SeminarFactory)
    position = factory.Sequence(lambda n: n + 1)
    minutes = 15
    title = factory.Sequence(lambda n: f"Moment {n}")


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    seminar = factory.SubFactory(SeminarFactory)
    user = factory.SubFactory(UserFactory)
    side = "bearer"


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = Contribution

    activity = factory.SubFactory(ActivityFactory)
    text = factory.Sequence(lambda n: f"Personne ne peut nous dire qui a la clé {n}.")
    side = "bearer"
    said_on = factory.LazyFunction(timezone.localdate)


def facilitator_of(seminar):
    return someone(RoleCode.FACILITATOR, seminar)


def closing_activity(seminar):
    """A closing questionnaire with a scale, a number and one question answered in words; anonymous."""
    revision = published(question("s02", "scale"), question("s05", "number"), question("s07"), anonymous=True)
    return ActivityFactory(
        seminar=seminar,
        kind=Activity.Kind.CLOSING_QUESTIONNAIRE,
        named=False,
        columns=[{"id": "s07", "label": "Question s07 ?"}],
        setup={"questionnaire": revision.questionnaire.slug, "revision": revision.number},
    )
