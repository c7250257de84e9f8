from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from levain.people.models import Organisation
from levain.support.models import Contact, Need, Obstacle, Proposal, Referral, Support
from levain.support.services.catalogue import index_supports
from tests.people.factories import OrganisationFactory, UserFactory
from tests.projects.factories import ProjectFactory, department_of


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"appui-{n}")
    name = factory.Sequence(lambda n: f"Appui {n}")
    provider = "Réseau des appuis"
    kind = "expertise"
    what_it_gives = "Un regard extérieur."

    @factory.post_generation
    def indexed(self, create, extracted):
        index_supports([self])


class NeedFactory(DjangoModelFactory):
    """A need as it is first stated; `qualified`, `opened` and `closed` bring it further."""

    class Meta:
        model = Need

    project = factory.SubFactory(ProjectFactory)
    stated_by = factory.SubFactory(UserFactory)
    in_my_words = factory.Sequence(lambda n: f"Il manque {n} mètres pour passer à pied.")

    class Params:
        qualified = factory.Trait(
            state="qualified",
            adviser_words="Liaison piétonne légère.",
            theme="mobilite",
            qualified_by=factory.SubFactory(UserFactory),
            qualified_on=factory.LazyFunction(timezone.localdate),
        )
        opened = factory.Trait(qualified=True, state="open", agreed_on=factory.LazyFunction(timezone.localdate))
        closed = factory.Trait(
            opened=True,
            state="closed",
            met="yes",
            outcome="La sente est ouverte.",
            outcome_on=factory.LazyFunction(timezone.localdate),
        )


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    need = factory.SubFactory(NeedFactory, opened=True)
    support = factory.SubFactory(SupportFactory)
    why = "Un premier regard gratuit."
    proposed_by = factory.SubFactory(UserFactory)


class ReferralFactory(DjangoModelFactory):
    class Meta:
        model = Referral

    need = factory.SubFactory(NeedFactory, opened=True)
    service = factory.LazyAttribute(lambda referral: service_of(referral.need.project))
    question = "Faut-il une autorisation ?"
    asked_by = factory.SubFactory(UserFactory)
    hoped_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=15))


class ObstacleFactory(DjangoModelFactory):
    class Meta:
        model = Obstacle

    project = factory.SubFactory(ProjectFactory)
    kind = "foncier"
    text = factory.Sequence(lambda n: f"La parcelle {n} n'a pas de propriétaire connu.")
    recorded_by = factory.SubFactory(UserFactory)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    project = factory.SubFactory(ProjectFactory)
    by = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Appel numéro {n}.")


def service_of(project, name="DDT"):
    """The State service of the project's department."""
    service = OrganisationFactory(name=name, kind=Organisation.Kind.STATE_SERVICE)
    service.territories.add(department_of(project))
    return service
