from datetime import timedelta

from django.utils import timezone

from levain.people.backends import WithRoles
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory


def test_a_person_comes_with_the_roles_she_holds_today_in_one_query(django_assert_num_queries):
    project = ProjectFactory()
    bearer = someone("bearer", project)

    with django_assert_num_queries(1):
        read = WithRoles().get_user(bearer.pk)
        codes = [held.code for held in read.roles_held]

    assert (read, codes) == (bearer, ["bearer"])


def test_a_role_that_has_ended_gives_nothing():
    bearer = someone("bearer", ProjectFactory())
    yesterday = timezone.localdate() - timedelta(days=1)
    bearer.roles.update(since=yesterday, until=yesterday)

    assert WithRoles().get_user(bearer.pk).roles_held == ()


def test_who_holds_no_role_is_still_somebody_and_who_is_closed_out_is_nobody():
    alone, closed = UserFactory(), someone("bearer", ProjectFactory())
    closed.is_active = False
    closed.save()

    assert WithRoles().get_user(alone.pk) == alone
    assert WithRoles().get_user(closed.pk) is None
    assert WithRoles().get_user(0) is None


def test_who_had_signed_in_before_this_backend_stays_signed_in(client):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get("/espace/").status_code == 200
