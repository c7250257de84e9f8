from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people import services as people
from levain.people.models import Invitation, Role
from tests.people.factories import OrganisationFactory, UserFactory, give_role, someone
from tests.projects import factories as f

LONG_AGO = timezone.localdate() - timedelta(days=60)


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def team_page(project):
    return reverse("projects:team", args=[project.slug])


def page_of(name, thing, project):
    return reverse(f"projects:{name}", args=[project.slug, thing.pk])


def invited(project, by, **said):
    return people.invite("lea@example.org", said.pop("code", "member"), project, by=by, **said)


def ended(client, user, role, project):
    client.force_login(user)
    return client.post(page_of("end_role", role, project))


def test_the_team_stands_by_role_with_its_organisations_and_those_who_support_it(client, project, bearer):
    body = OrganisationFactory(name="Commune de Melle")
    give_role(UserFactory(name="Nadège"), "local_authority", project, organisation=body)
    adviser, agent = f.adviser_of(project), f.state_agent_of(project)
    someone("bearer", f.ProjectFactory())
    client.force_login(bearer)

    page = client.get(team_page(project))

    assert [label for label, _roles in page.context["groups"]] == [
        "Porteuses et porteurs du projet",
        "Pour la collectivité",
    ]
    supporting = {role.user for _label, roles in page.context["supporting"] for role in roles}
    assert supporting == {adviser, agent}
    assert "Commune de Melle" in page.content.decode()


def test_only_those_who_invite_see_who_was_invited(client, project, bearer):
    invited(project, bearer, name="Léa")
    client.force_login(bearer)
    assert "lea@example.org" in client.get(team_page(project)).content.decode()

    client.force_login(f.member_of(project))
    assert "Léa" not in client.get(team_page(project)).content.decode()


def test_an_invitation_sent_again_has_a_new_link_and_seven_days(client, project, bearer):
    invitation = invited(project, bearer)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    client.force_login(bearer)
    assert "périmée" in client.get(team_page(project)).content.decode()

    client.post(page_of("send_again", invitation, project))

    again = Invitation.objects.get()
    assert again.is_open
    assert again.digest != invitation.digest
    assert Letter.objects.filter(to="lea@example.org").count() == 2


def test_an_invitation_withdrawn_is_dead_and_is_neither_sent_nor_withdrawn_again(client, project, bearer):
    invitation = invited(project, bearer)
    client.force_login(bearer)

    client.post(page_of("withdraw_invitation", invitation, project))

    assert not Invitation.objects.get().is_open
    for name in ("send_again", "withdraw_invitation"):
        assert client.post(page_of(name, invitation, project)).status_code == 403
    assert Letter.objects.count() == 1


def test_an_invitation_accepted_meanwhile_is_not_sent_again(project, bearer):
    invitation = invited(project, bearer)
    Invitation.objects.update(accepted_at=timezone.now())

    with pytest.raises(people.InvitationClosed):
        people.send_again(invitation, by=bearer)


def test_a_bearer_handles_no_invitation_that_she_could_not_send(client, project, bearer):
    expert = invited(project, f.adviser_of(project), code="expert")
    elsewhere = f.ProjectFactory()
    other = invited(elsewhere, f.bearer_of(elsewhere))
    client.force_login(bearer)

    assert client.post(page_of("withdraw_invitation", expert, project)).status_code == 403
    assert client.post(page_of("withdraw_invitation", other, project)).status_code == 404
    assert client.post(page_of("withdraw_invitation", other, elsewhere)).status_code == 403


def test_a_role_ends_after_it_was_asked_once_more(client, project, bearer):
    member = UserFactory()
    role = give_role(member, "member", project, since=LONG_AGO)
    client.force_login(bearer)
    assert client.get(page_of("end_role", role, project)).status_code == 200
    assert Role.objects.in_force().filter(pk=role.pk).exists()

    ended(client, bearer, role, project)

    assert not Role.objects.in_force().filter(pk=role.pk).exists()
    assert Notice.objects.get().recipient == member
    assert ended(client, bearer, role, project).status_code == 302
    assert JournalEntry.objects.filter(verb="role.ended").count() == 1


def test_a_person_leaves_of_her_own_accord(client, project, bearer):
    member = UserFactory()
    role = give_role(member, "member", project, since=LONG_AGO)

    answer = ended(client, member, role, project)

    assert answer.headers["Location"] == "/espace/"
    client.force_login(member)
    assert client.get(team_page(project)).status_code == 403


def test_the_last_bearer_does_not_leave_her_project_alone(client, project, bearer):
    role = bearer.roles.get()

    refused = ended(client, bearer, role, project)
    assert refused.status_code == 403
    assert "Transmettez d’abord" in refused.content.decode()
    other = f.bearer_of(project)

    assert ended(client, other, role, project).status_code == 403
    assert ended(client, bearer, role, project).status_code == 302


@pytest.mark.parametrize("maker", [f.member_of, f.official_of, f.state_agent_of, lambda project: UserFactory()])
def test_nobody_else_ends_a_role(client, project, bearer, maker):
    role = give_role(UserFactory(), "member", project)

    assert ended(client, maker(project), role, project).status_code == 403


def test_a_role_of_another_project_is_not_found_here(client, project, bearer):
    role = f.bearer_of(f.ProjectFactory()).roles.get()

    assert ended(client, bearer, role, project).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_costs_the_same_for_any_number(client, project, bearer, count, django_assert_max_num_queries):
    for number in range(count):
        give_role(UserFactory(), "member", project, organisation=OrganisationFactory())
        people.invite(f"p{number}@example.org", "member", project, by=bearer)
    adviser = f.adviser_of(project)
    client.force_login(adviser)

    with django_assert_max_num_queries(8):
        page = client.get(team_page(project))

    assert len(page.context["invited"]) == count
