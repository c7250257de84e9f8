from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.people.models import RoleCode
from levain.portal import expected
from levain.projects.models import Action, Commitment, Step
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, state_agent_of
from tests.seminars.factories import RegistrationFactory, SeminarFactory
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, service_of


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def project():
    return ProjectFactory()


def labels(user):
    user.__dict__.pop("roles_held", None)
    return [line.label for line in expected.of(user)]


def test_a_bearer_finds_everything_that_waits_for_her_the_soonest_first(project):
    bearer = bearer_of(project)
    ProposalFactory(need=NeedFactory(project=project, opened=True, in_my_words="Un local."), proposed_on=today(-3))
    Action.objects.create(project=project, title="Appeler le notaire", owner=bearer, due=today(4))
    Commitment.objects.create(project=project, by=bearer, text="Rendre la clé", due=today(9))
    Step.objects.create(project=project, title="Plantation", due=today(20))
    SeminarFactory(cohort=project.cohort, starts=timezone.now() + timedelta(days=12), title="Se lancer")

    assert labels(bearer) == ["Un local.", "Appeler le notaire", "Rendre la clé", "Se lancer", "Plantation"]


def test_what_is_settled_waits_no_more(project):
    bearer = bearer_of(project)
    Action.objects.create(project=project, title="Fait", owner=bearer, done=today())
    seminar = SeminarFactory(cohort=project.cohort, starts=timezone.now() + timedelta(days=12))
    RegistrationFactory(seminar=seminar, user=bearer)

    assert labels(bearer) == []


def test_an_adviser_and_a_state_agent_find_their_own(project):
    need = NeedFactory(project=project, in_my_words="À mettre en mots.")
    service = service_of(project)
    ReferralFactory(need=NeedFactory(project=project, opened=True), service=service, question="Un permis ?")

    assert labels(adviser_of(project)) == [str(need)]
    assert ["Un permis ?" in label for label in labels(state_agent_of(project))] == [True]


def test_a_person_of_two_projects_finds_both(project):
    other = ProjectFactory()
    both = bearer_of(project)
    both.roles.create(code=RoleCode.BEARER, scope=other)
    for one in (project, other):
        Action.objects.create(project=one, title=f"Pour {one}", owner=both, due=today(2))

    assert len(labels(both)) == 2


def test_a_stranger_is_expected_nowhere(project):
    NeedFactory(project=project)

    assert labels(UserFactory()) == []


@pytest.mark.parametrize("who", [bearer_of, adviser_of, state_agent_of])
@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_for_any_number(client, project, who, count, django_assert_max_num_queries):
    user = who(project)
    for _one in range(count):
        NeedFactory(project=project, stated_by=user)
        Action.objects.create(project=project, title="À faire", owner=user, due=today(2))
        ReferralFactory(need=NeedFactory(project=project, opened=True), service=service_of(project, f"DDT {_one}"))
    client.force_login(user)
    client.get(reverse("portal:expected"))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("portal:expected"))
    assert page.status_code == 200
