"""A role of the national team goes to somebody else by the hand of a second person, as soon as there is one."""

import pytest
from django.urls import reverse

from levain.people.models import Role
from levain.people.services import end_role
from levain.programmes.founding import administrators, found_house
from levain.projects import relay, services
from levain.projects.rules import may_relay
from tests.people.factories import UserFactory, give_role
from tests.programmes.factories import ProgrammeFactory
from tests.projects import factories as f

MINE = "projects:hand_over_mine"


def leads(project):
    held = Role.objects.in_force().on(project.cohort.programme).filter(code="programme_lead")
    return set(held.values_list("user", flat=True))


def test_one_does_not_hand_ones_own_national_role_over_alone(client, project):
    lead, colleague, heir = f.lead_of(project), f.lead_of(project), UserFactory(name="Anne")
    give_role(lead, "bearer", project)

    services.hand_over(lead, by=lead, to=heir)

    assert leads(project) == {lead.pk, colleague.pk}
    assert heir.roles.get().code == "bearer"
    client.force_login(lead)
    page = client.get(reverse(MINE)).content.decode()
    assert "deuxième personne" in page
    assert str(colleague) in page
    with pytest.raises(services.NothingLeft):
        services.hand_over(lead, by=lead, to=heir)


def test_a_colleague_hands_it_over(client, project):
    lead, colleague, heir = f.lead_of(project), f.lead_of(project), UserFactory()

    services.hand_over(lead, by=colleague, to=heir)

    assert leads(project) == {colleague.pk, heir.pk}


def test_an_administrator_is_a_second_person_too(project):
    lead = f.lead_of(project)
    give_role(UserFactory(), "administrator", project.cohort.programme)

    assert relay.pieces(lead, lead) == []


def test_whoever_is_alone_still_hands_it_over(client, project):
    lead, heir, gone = f.lead_of(project), UserFactory(), f.lead_of(project)
    end_role(gone.roles.get(), by=None)
    closed = f.lead_of(project)
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    f.lead_of(f.ProjectFactory())
    client.force_login(lead)
    assert "deuxième personne" not in client.get(reverse(MINE)).content.decode()

    services.hand_over(lead, by=lead, to=heir)

    assert leads(project) == {heir.pk, closed.pk}


def test_posting_by_hand_changes_nothing(client, project):
    lead, colleague = f.lead_of(project), f.lead_of(project)
    client.force_login(lead)
    typed = {"to": "else", "email": "moi@example.org", "name": "Moi", "confirm": "1"}

    page = client.post(reverse(MINE), typed)

    assert page.context["form"].non_field_errors()
    assert leads(project) == {lead.pk, colleague.pk}


def test_an_adviser_still_hands_her_own_role_over(project):
    adviser, _other, heir = f.adviser_of(project), f.adviser_of(project), UserFactory()

    services.hand_over(adviser, by=adviser, to=heir)

    assert heir.roles.get().code == "adviser"


@pytest.mark.parametrize("who", [f.bearer_of, f.adviser_of, f.state_agent_of])
def test_nobody_else_hands_a_national_role_over(client, project, who):
    lead = f.lead_of(project)
    f.lead_of(project)
    client.force_login(who(project))

    assert client.get(reverse("projects:hand_over", args=[lead.pk])).status_code == 403


def test_the_whole_house_is_handed_over_by_the_second_of_its_administrators():
    leaving, staying = found_house("camille@exemple.fr")[0], found_house("sacha@exemple.fr", also=True)[0]
    heir = UserFactory()
    role = Role.objects.get(user=leaving)

    assert not may_relay(leaving, role)
    assert may_relay(staying, role)
    services.hand_over(leaving, by=staying, to=heir)

    assert {held.user for held in administrators()} == {staying, heir}


def test_whoever_administers_the_house_alone_hands_it_over_herself():
    leaving, heir = found_house("camille@exemple.fr")[0], UserFactory()

    services.hand_over(leaving, by=leaving, to=heir)

    assert [held.user for held in administrators()] == [heir]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_programmes_one_runs(client, count, django_assert_max_num_queries):
    camille = found_house("camille@exemple.fr")[0]
    for _ in range(count):
        programme = ProgrammeFactory()
        for code in ("programme_lead", "administrator"):
            give_role(camille, code, programme)
    client.force_login(camille)
    client.get(reverse(MINE))

    with django_assert_max_num_queries(12):
        assert client.get(reverse(MINE)).status_code == 200
