from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.people.models import RoleCode
from levain.selection.models import Application, Call, Criterion, Declaration, Jury, Review, Score
from tests.people.factories import someone
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


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    code = factory.Sequence(lambda n: f"critere-{n}")
    position = factory.Sequence(lambda n: n % 1000 + 1)
    label = factory.Sequence(lambda n: f"Critère {n}")
    weight = Decimal("0.5")
    levels = factory.LazyFunction(lambda: [{"level": level, "label": f"Niveau {level}."} for level in range(6)])


def jury(phase="read", *, jurors=2, files=2, **said):
    """A call whose jury sits, has declared its conflicts, and reads every file; each can be undone by its test."""
    call = CallFactory(over=True)
    Jury.objects.create(call=call, phase=phase, **said)
    criteria = [CriterionFactory(call=call, code=code) for code in ("elan", "lien")]
    people = [someone(RoleCode.JUROR, call) for _number in range(jurors)]
    chair = someone(RoleCode.JURY_CHAIR, call)
    found = [ApplicationFactory(call=call, state="admissible") for _number in range(files)]
    Declaration.objects.bulk_create(
        Declaration(juror=person, application=file) for person in [*people, chair] for file in found
    )
    reviews = Review.objects.bulk_create(
        Review(juror=person, application=file) for person in people for file in found
    )
    return SimpleNamespace(
        call=call,
        jurors=people,
        chair=chair,
        lead=someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme),
        files=found,
        criteria=criteria,
        review={(review.juror_id, review.application_id): review for review in reviews},
    )


def give(review, level=3, at=None):
    """This review, given, the same level on each criterion."""
    criteria = review.application.call.criteria.all()
    Score.objects.bulk_create(Score(review=review, criterion=criterion, level=level) for criterion in criteria)
    review.submitted_at = at or timezone.now()
    review.save()
