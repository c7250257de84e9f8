"""Minutes sent to those who came without an account: a letter, and their own page."""

import pytest
from django.urls import reverse

from levain.foundation.models import Letter
from levain.people.models import RoleCode
from levain.seminars.models import Invitation, Registration, Side
from levain.seminars.services import invitations, minutes
from tests.people.factories import someone
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seminar():
    return SeminarFactory(today=True, title="Faire connaissance")


@pytest.fixture
def host(seminar):
    return someone(RoleCode.FACILITATOR, seminar)


def a_guest(seminar, host, address="jeanne@example.org", comes=True):
    invitations.invite_guests(
        seminar, [{"name": "Jeanne", "email": address, "organisation": ""}], side=Side.PARTNER, by=host
    )
    invitation = Invitation.objects.get(email=address)
    invitations.answer(invitation, comes=comes)
    return Invitation.objects.select_related("registration").get(pk=invitation.pk)


def sent(seminar, host):
    written = minutes.write_minutes(seminar, text="Tout le monde est venu.", by=host)
    minutes.approve_minutes(written, version=written.version, by=host)
    return minutes.send_minutes(written, by=host)


def letters_of_minutes(address):
    return Letter.objects.filter(to=address, subject__contains="Compte rendu")


def test_a_person_without_account_is_written_to_once(seminar, host):
    jeanne = a_guest(seminar, host)

    sending = sent(seminar, host)
    minutes.send_minutes(seminar.minutes, by=host)

    letter = letters_of_minutes(jeanne.email).get()
    assert jeanne.token in letter.text
    assert sending.people == 1


def test_who_said_no_or_did_not_come_is_not_written_to(seminar, host):
    a_guest(seminar, host, "non@example.org", comes=False)
    absent = a_guest(seminar, host, "absente@example.org")
    Registration.objects.filter(pk=absent.registration_id).update(attended=False)

    assert sent(seminar, host).people == 0
    assert not Letter.objects.filter(subject__contains="Compte rendu").exists()


def test_her_page_gives_the_minutes_once_they_were_sent(client, seminar, host):
    jeanne = a_guest(seminar, host)
    page = reverse("seminars:invited", args=[jeanne.token])
    file = reverse("seminars:invited_minutes", args=[jeanne.token])

    assert client.get(file).status_code == 404
    assert file not in client.get(page).content.decode()
    sent(seminar, host)

    assert file in client.get(page).content.decode()
    answer = client.get(file)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"


def test_the_link_of_one_who_stays_away_gives_nothing(client, seminar, host):
    away = a_guest(seminar, host, "non@example.org", comes=False)
    sent(seminar, host)

    assert client.get(reverse("seminars:invited_minutes", args=[away.token])).status_code == 404
