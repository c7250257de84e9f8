"""What those who write an application see first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from levain.people.models import RoleCode
from levain.selection.models import Application
from tests.people.factories import UserFactory, give_role
from tests.projects.factories import ProjectFactory, bearer_of
from tests.selection.factories import ApplicationFactory, CallFactory

SAID = {
    "draft": "Continuer à écrire",
    "deposited": "L’équipe vérifie que rien ne manque",
    "admissible": "Le jury la lit",
    "withdrawn": "Rien",
    # Decided, not published.
    "retained": "Le jury la lit",
    "not_retained": "Le jury la lit",
}


def first_screen(client, person):
    client.force_login(person)
    return client.get("/espace/")


@pytest.mark.parametrize("state", SAID)
def test_an_applicant_sees_what_comes_next(client, state):
    decided = timezone.localdate() if "retained" in state else None
    application = ApplicationFactory(state=state, decided_on=decided)
    person = UserFactory()
    give_role(person, RoleCode.BEARER, application)

    page = first_screen(client, person).content.decode()

    assert SAID[state] in page.replace("&#x27;", "’").replace("&rsquo;", "’")
    assert application.title in page


@pytest.mark.parametrize("code", [RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER, RoleCode.OBSERVER])
def test_every_hand_has_the_same_screen(client, code):
    application, person = ApplicationFactory(), UserFactory()
    give_role(person, code, application)

    assert application.title in first_screen(client, person).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    person, call = UserFactory(), CallFactory()
    for _number in range(count):
        give_role(person, RoleCode.BEARER, ApplicationFactory(call=call))

    client.force_login(person)
    with django_assert_max_num_queries(6):
        assert client.get("/espace/").status_code == 200


def test_a_project_comes_before_the_application_it_was(client):
    project = ProjectFactory(name="De jardin en jardin")
    person = bearer_of(project)
    give_role(person, RoleCode.BEARER, ApplicationFactory(project=project, title="Ancienne candidature"))

    page = first_screen(client, person)

    assert page.context["project"] == project


def test_a_draft_that_missed_the_closing_says_so(client):
    application = ApplicationFactory(state=Application.State.DRAFT, deposited_at=None, call__over=True)
    Application.objects.update(started_at=timezone.now() - timedelta(days=9))
    person = UserFactory()
    give_role(person, RoleCode.BEARER, application)

    assert "brouillon est gardé" in first_screen(client, person).content.decode()
