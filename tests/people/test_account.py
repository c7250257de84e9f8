import time

import pytest
from django.urls import reverse

from levain.people import demonstration, middleware
from tests.people.factories import UserFactory, give_role, someone
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db

DOOR = "people:sign_in_demonstration"


@pytest.fixture(autouse=True)
def an_ordinary_house(settings):
    settings.DEMONSTRATION = False


def fictional(code, project):
    return someone(code, project, fictional=True)


def test_a_demonstration_house_lists_one_person_for_each_role_first(settings):
    project = ProjectFactory()
    first, second = fictional("bearer", project), fictional("bearer", project)
    give_role(first, "member", project)
    adviser = fictional("adviser", project.cohort)
    someone("evaluator", project)
    UserFactory(fictional=True)
    groups = demonstration.accounts()
    assert [group.first for group in groups] == [first, adviser]
    assert groups[0].others == [(second, project.name)]


def test_in_a_demonstration_one_signs_in_by_choosing_a_name(client, settings):
    settings.DEMONSTRATION = True
    person = fictional("bearer", ProjectFactory())
    page = client.get(reverse("account_login")).content.decode()
    assert person.name in page
    response = client.post(reverse(DOOR), {"user": person.pk})
    assert response.headers["Location"] == "/espace/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_elsewhere_the_door_does_not_exist(client, settings):
    settings.DEMONSTRATION = False
    person = fictional("bearer", ProjectFactory())
    assert person.name not in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse(DOOR), {"user": person.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("fields", [{"fictional": False}, {"fictional": True, "is_active": False}])
def test_even_there_only_active_fictional_people_are_entered(client, settings, fields):
    settings.DEMONSTRATION = True
    assert client.post(reverse(DOOR), {"user": UserFactory(**fields).pk}).status_code == 404
    assert client.post(reverse(DOOR), {"user": "x"}).status_code == 404
    assert client.get(reverse(DOOR)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_for_any_number(count, django_assert_max_num_queries):
    project = ProjectFactory()
    for _ in range(count):
        fictional("bearer", project)
    with django_assert_max_num_queries(4):
        assert len(demonstration.accounts()[0].others) == count - 1


def test_my_account_says_my_roles_and_keeps_what_i_change(client):
    project = ProjectFactory(name="Le verger")
    user = someone("bearer", project)
    client.force_login(user)
    page = client.get(reverse("people:account"))
    assert page.context["roles"] == [(user.roles.get().get_code_display(), "Le verger")]

    response = client.post(reverse("people:account"), {"name": " Zoé ", "language": "en"})

    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.name, user.language) == ("Zoé", "en")
    assert response.cookies["django_language"].value == "en"


@pytest.mark.parametrize("said", [{"name": ""}, {"name": "a\x07b"}, {"language": "xx"}, {"name": "n" * 121}])
def test_a_bad_change_is_given_back_and_nothing_is_kept(client, said):
    user = UserFactory(name="Zoé")
    client.force_login(user)
    response = client.post(reverse("people:account"), {"name": "Zoé", "language": "fr", **said})
    assert response.status_code == 200
    assert response.context["form"].errors
    user.refresh_from_db()
    assert user.name == "Zoé"


def test_fields_that_are_not_offered_are_not_changed(client):
    user = UserFactory()
    client.force_login(user)
    client.post(reverse("people:account"), {"name": "Zoé", "language": "fr", "email": "x@y.fr", "fictional": "1"})
    before = user.email
    user.refresh_from_db()
    assert (user.email, user.fictional) == (before, False)


@pytest.mark.parametrize("number", [1, 3])
def test_my_account_costs_the_same_for_any_number_of_roles(client, number, django_assert_max_num_queries):
    user = UserFactory()
    for _ in range(number):
        give_role(user, "bearer", ProjectFactory())
    client.force_login(user)
    with django_assert_max_num_queries(8):
        client.get(reverse("people:account"))


def later(monkeypatch, seconds):
    now = time.time() + seconds
    monkeypatch.setattr(middleware.time, "time", lambda: now)


def stays(client):
    return client.get(reverse("people:account")).status_code == 200


def test_an_adviser_is_signed_out_after_half_an_hour_without_a_gesture(client, monkeypatch):
    client.force_login(someone("adviser", ProjectFactory().cohort))
    with monkeypatch.context() as patch:
        later(patch, 25 * 60)
        assert stays(client)
    with monkeypatch.context() as patch:
        later(patch, 50 * 60)
        assert stays(client)
    with monkeypatch.context() as patch:
        later(patch, 81 * 60)
        assert not stays(client)


def test_a_role_given_since_the_sign_in_counts_at_once(client, monkeypatch):
    project = ProjectFactory()
    user = someone("bearer", project)
    client.force_login(user)
    give_role(user, "adviser", project.cohort)
    with monkeypatch.context() as patch:
        later(patch, 2 * 3600)
        assert stays(client)
    with monkeypatch.context() as patch:
        later(patch, 2 * 3600 + 31 * 60)
        assert not stays(client)


def test_a_role_that_ended_since_the_sign_in_counts_no_more(client, monkeypatch):
    user = someone("adviser", ProjectFactory().cohort)
    client.force_login(user)
    user.roles.all().delete()
    with monkeypatch.context() as patch:
        later(patch, 40 * 60)
        assert stays(client)


def test_a_bearer_stays_twelve_hours_and_not_more(client, monkeypatch):
    client.force_login(someone("bearer", ProjectFactory()))
    with monkeypatch.context() as patch:
        later(patch, 11 * 3600)
        assert stays(client)
    with monkeypatch.context() as patch:
        later(patch, 12 * 3600 + 5)
        assert not stays(client)


def test_most_requests_of_an_adviser_write_nothing(client, django_assert_max_num_queries):
    client.force_login(someone("adviser", ProjectFactory().cohort))
    with django_assert_max_num_queries(6) as asked:
        assert stays(client)
    assert not [query for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]
