import pytest
from django.urls import reverse

from levain.foundation.models import JournalEntry, Letter
from levain.people.models import Invitation, RoleCode
from levain.projects import services
from levain.projects.models import Project
from tests.people.factories import OrganisationFactory, UserFactory, give_role, someone
from tests.programmes.factories import CohortFactory
from tests.projects import factories as f
from tests.territories.factories import TerritoryFactory


def opened(cohort, name="De jardin en jardin", **changes):
    told = {"name": name, "communes": [TerritoryFactory()], "by": UserFactory()}
    told |= {"collective": OrganisationFactory(), "local_authority": OrganisationFactory(kind="commune")}
    return services.open_project(cohort, **told | changes)


def invite_page(project):
    return reverse("projects:invite", args=[project.slug])


def test_a_project_opens_with_its_communes_and_an_address():
    project = opened(CohortFactory())

    assert project.slug == "de-jardin-en-jardin"
    assert project.communes.count() == 1
    assert JournalEntry.objects.get().verb == "project.opened"


def test_two_projects_of_one_name_have_two_addresses():
    cohort = CohortFactory()

    assert [opened(cohort).slug for _time in range(3)] == [
        "de-jardin-en-jardin",
        "de-jardin-en-jardin-2",
        "de-jardin-en-jardin-3",
    ]


@pytest.mark.parametrize("name", ["!!!", "村", "x" * 120])
def test_any_name_has_an_address(name):
    assert opened(CohortFactory(), name=name).slug


def test_a_cohort_takes_no_more_projects_than_its_seats():
    cohort = CohortFactory(seats=1)
    opened(cohort)

    with pytest.raises(services.NoSeatLeft):
        opened(cohort, name="Volet par volet")

    assert Project.objects.count() == 1


def test_a_project_that_fails_half_way_leaves_nothing():
    commune = TerritoryFactory()

    with pytest.raises(Exception):  # noqa: B017, whatever the database says
        opened(CohortFactory(), communes=[commune, commune])

    assert not Project.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_page_published_twice_is_published_once():
    project = f.ProjectFactory(published=False)

    for _time in range(2):
        services.publish_page(project, by=f.bearer_of(project))

    assert Project.objects.get().published
    assert JournalEntry.objects.filter(verb="project.published").count() == 1


def test_the_role_in_which_one_acts_is_the_closest_to_the_project():
    project = f.ProjectFactory()
    person = f.adviser_of(project)
    give_role(person, RoleCode.BEARER, project)

    assert services.role_in(person, project) == "bearer"
    assert services.role_in(UserFactory(), project) == ""


def test_the_team_is_made_of_the_active_people_who_hold_a_role_today():
    project = f.ProjectFactory()
    bearer, gone = f.bearer_of(project), f.member_of(project)
    gone.is_active = False
    gone.save()
    give_role(UserFactory(), RoleCode.MEMBER, project, since="2020-01-01", until="2020-12-31")

    assert services.team(project) == [bearer]


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_page_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    project = f.ProjectFactory()
    for _number in range(count):
        f.member_of(project)
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(7):
        page = client.get(reverse("projects:team", args=[project.slug]))

    assert len(page.context["roles"]) == count


def test_a_bearer_invites_to_the_roles_of_the_team_but_not_an_expert(client):
    project = f.ProjectFactory()
    client.force_login(f.bearer_of(project))

    page = client.get(invite_page(project))

    offered = [code for code, _label in page.context["form"].fields["code"].choices]
    assert offered == ["bearer", "member", "observer", "local_authority", "partner"]


def test_an_invitation_goes_to_the_address_for_the_role(client):
    project = f.ProjectFactory()
    client.force_login(f.bearer_of(project))

    page = client.post(invite_page(project), {"email": "Voisine@Example.org", "name": "Léa", "code": "member"})

    invitation = Invitation.objects.get()
    assert page.status_code == 302
    assert (invitation.email, invitation.code, invitation.scope) == ("voisine@example.org", "member", project)
    assert Letter.objects.get().to == "voisine@example.org"


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "voisine"), ("email", "a@b.fr\nBcc: c@d.fr"), ("code", "expert"), ("code", "administrator")],
)
def test_a_bad_invitation_is_given_back_and_nothing_is_sent(client, field, value):
    project = f.ProjectFactory()
    client.force_login(f.bearer_of(project))

    page = client.post(invite_page(project), {"email": "voisine@example.org", "code": "member", field: value})

    assert field in page.context["form"].errors
    assert not Letter.objects.exists()


def test_someone_already_in_the_team_is_not_invited_to_the_same_role(client):
    project = f.ProjectFactory()
    member = f.member_of(project)
    client.force_login(f.bearer_of(project))

    page = client.post(invite_page(project), {"email": member.email, "code": "member"})

    assert page.status_code in (200, 302)
    assert not Invitation.objects.filter(accepted_at__isnull=False).exists()


@pytest.mark.parametrize("code", ["member", "observer", "local_authority", "partner"])
def test_the_others_are_told_who_invites(client, code):
    project = f.ProjectFactory()
    client.force_login(someone(code, project))

    assert client.get(invite_page(project)).status_code == 403
    assert client.post(invite_page(project), {"email": "a@b.fr", "code": "member"}).status_code == 403
