from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import journal, mail_answers, notifications
from levain.foundation.models import Letter, MailAnswer
from levain.people import services
from levain.projects import rules
from levain.projects.models import LogbookEntry
from tests.projects.factories import LogbookEntryFactory, bearer_of

pytestmark = pytest.mark.django_db


class TooLate(Exception):
    """The question was settled before."""


@pytest.fixture
def answers(monkeypatch):
    """A purpose for the trial: what was answered is put in a list."""
    given = []

    def handle(obj, *, by, name, choice, text):
        if choice == "late":
            raise TooLate("C’est trop tard.")
        given.append((obj, by, name, choice, text))

    monkeypatch.setattr(mail_answers, "_purposes", {})
    mail_answers.register(
        "note.reply",
        model=LogbookEntry,
        question=lambda note: "Venez-vous ?",
        choices=lambda note: [("yes", "Oui"), ("no", "Non"), ("late", "Trop tard")],
        rule=lambda user, note: rules.can_write_logbook(user, note.project),
        handle=handle,
        verb="logbook.written",
        refusals=(TooLate,),
    )
    return given


@pytest.fixture
def note():
    return LogbookEntryFactory(text="Réunion jeudi au verger.")


@pytest.fixture
def zoe(note):
    return bearer_of(note.project)


@pytest.fixture
def address(answers, note, zoe, settings):
    return mail_answers.answer_link("note.reply", note, zoe).removeprefix(settings.SITE_URL)


GIVEN = {"choice": "yes", "text": "Avec plaisir.", "name": "Zoé"}


def test_the_link_shows_the_words_and_asks_before_it_does(client, address, answers):
    page = client.get(address)
    assert page.status_code == 200
    assert "Réunion jeudi au verger." in page.content.decode()
    assert answers == []


def test_the_answer_is_given_without_signing_in(client, address, answers, note, zoe):
    assert client.post(address, GIVEN).status_code == 200
    assert answers == [(note, zoe, "Zoé", "yes", "Avec plaisir.")]
    assert "_auth_user_id" not in client.session


def test_it_is_given_once(client, address, answers):
    client.post(address, GIVEN)
    assert client.get(address).status_code == 410
    assert client.post(address, GIVEN).status_code == 410
    assert len(answers) == 1


def test_a_refusal_keeps_the_link_and_what_was_typed(client, address, answers):
    page = client.post(address, {**GIVEN, "choice": "late"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["C’est trop tard."]
    assert "Avec plaisir." in page.content.decode()
    client.post(address, GIVEN)
    assert len(answers) == 1


@pytest.mark.parametrize(
    "said", [{"choice": "maybe"}, {"choice": ""}, {"name": ""}, {"name": "a\x00"}, {"text": "t" * 4001}]
)
def test_a_bad_answer_is_given_back(client, address, answers, said):
    page = client.post(address, {**GIVEN, **said})
    assert page.context["form"].errors
    assert answers == []
    assert MailAnswer.objects.get().used_at is None


def test_a_link_that_was_changed_opens_nothing(client, address):
    assert client.get(address[:-2] + ("y/" if address[-2] == "x" else "x/")).status_code == 410
    assert client.get(reverse("foundation:answer", args=["x"])).status_code == 410


def test_a_link_dies_after_thirty_days(client, address, answers):
    MailAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.post(address, GIVEN).status_code == 410
    assert answers == []


def test_a_link_dies_with_the_role(client, address, answers, zoe):
    services.end_role(zoe.roles.get(), by=None)
    assert client.post(address, GIVEN).status_code == 410
    assert answers == []


def test_a_link_dies_with_the_account_and_with_its_object(client, address, answers, zoe, note):
    services.deactivate(zoe, by=None)
    assert client.get(address).status_code == 410
    zoe.is_active = True
    zoe.save()
    assert client.get(address).status_code == 200
    note.delete()
    assert client.get(address).status_code == 410


def test_a_notice_that_can_be_answered_has_its_own_letter_with_the_link(client, answers, note, zoe):
    with transaction.atomic():
        journal.record("logbook.written", on=note, by=note.author, place=note.project, tell=[zoe], at_once=True)
    notifications.send_at_once()
    assert "/reponses/" in Letter.objects.get().text
    link = Letter.objects.get().text.split("/reponses/")[1].split("/")[0]
    assert client.get(reverse("foundation:answer", args=[link])).status_code == 200
