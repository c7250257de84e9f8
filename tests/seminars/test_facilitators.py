"""Who runs a seminar: asked by mail, for one seminar or for the session; the role is taken back."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from levain.foundation.letters import deliver_waiting
from levain.people.models import Role, RoleCode
from levain.people.services import accept
from levain.seminars import rules
from tests.people.factories import someone
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seminar():
    return SeminarFactory()


@pytest.fixture
def adviser(seminar):
    return someone(RoleCode.ADVISER, seminar.cohort)


def page(seminar):
    return reverse("seminars:facilitators", args=[seminar.slug])


def ask(client, by, seminar, **told):
    client.force_login(by)
    return client.post(page(seminar), {"email": "lea@example.org", "name": "Léa B."} | told)


def accepted(address="lea@example.org"):
    deliver_waiting()
    letter = next(one for one in mail.outbox if one.to == [address])
    token = re.search(r"/invitations/([^/\s]+)/", letter.body)[1]
    return accept(token, name="Léa B."), letter


def test_somebody_is_asked_to_run_one_seminar(client, seminar, adviser):
    other = SeminarFactory(cohort=seminar.cohort)

    assert ask(client, adviser, seminar, extent="here").status_code == 302
    lea, letter = accepted()

    assert seminar.title in letter.subject
    assert rules.can_manage_seminar(lea, seminar)
    assert rules.can_drive(lea, seminar)
    assert not rules.can_manage_seminar(lea, other)
    assert "Léa B." in client.get(page(seminar)).content.decode()


def test_an_adviser_may_ask_for_the_whole_session(client, seminar, adviser):
    other = SeminarFactory(cohort=seminar.cohort)

    ask(client, adviser, seminar, extent="session")

    assert rules.can_manage_seminar(accepted()[0], other)


def test_a_facilitator_of_one_seminar_gives_no_more_than_that(client, seminar):
    runs = someone(RoleCode.FACILITATOR, seminar)

    ask(client, runs, seminar, extent="session")
    lea, _letter = accepted()

    assert rules.can_manage_seminar(lea, seminar)
    assert not Role.objects.in_force().on(seminar.cohort).filter(user=lea).exists()


def test_the_role_is_ended_and_asking_twice_says_so(client, seminar, adviser):
    runs = someone(RoleCode.FACILITATOR, seminar)
    role = Role.objects.on(seminar).get(user=runs)

    assert ask(client, adviser, seminar, email=runs.email, extent="here").status_code == 200
    assert client.post(page(seminar), {"deed": "end", "pk": role.pk}).status_code == 302

    assert not Role.objects.in_force().on(seminar).filter(user=runs).exists()


def test_who_ends_her_own_role_is_not_sent_to_a_page_she_may_not_open(client, seminar):
    runs = someone(RoleCode.FACILITATOR, seminar)
    client.force_login(runs)

    answer = client.post(page(seminar), {"deed": "end", "pk": Role.objects.on(seminar).get(user=runs).pk})

    assert client.get(answer["Location"]).status_code == 200


def test_a_role_of_the_session_is_not_ended_by_a_facilitator_of_one_seminar(client, seminar):
    of_session = someone(RoleCode.FACILITATOR, seminar.cohort)
    client.force_login(someone(RoleCode.FACILITATOR, seminar))

    answer = client.post(page(seminar), {"deed": "end", "pk": Role.objects.get(user=of_session).pk})

    assert answer.status_code == 403
    assert client.post(page(seminar), {"deed": "end", "pk": "1 OR 1"}).status_code == 403


def test_an_invitation_is_withdrawn(client, seminar, adviser):
    ask(client, adviser, seminar, extent="here")
    waiting = client.get(page(seminar)).context["invited"]

    client.post(page(seminar), {"deed": "withdraw", "pk": waiting[0].pk})

    assert not client.get(page(seminar)).context["invited"]
    assert client.post(page(seminar), {"deed": "withdraw", "pk": waiting[0].pk}).status_code == 404


def test_a_project_bearer_names_nobody(client, seminar):
    client.force_login(someone(RoleCode.OBSERVER, seminar.cohort))

    assert client.get(page(seminar)).status_code == 403
