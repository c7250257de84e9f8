from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.people.models import RoleCode
from levain.people.services import end_role
from levain.projects import panels
from levain.projects.models import Conversation, Message
from levain.projects.rules import conversations as may
from levain.projects.services import conversations as services
from tests.people.factories import someone
from tests.projects import factories as f
from tests.projects.talking import new_page, started, typed


def test_a_conversation_starts_with_its_first_message(client, project, bearer):
    page = client.post(new_page(project), typed())

    conversation = Conversation.objects.get()
    assert page.url == conversation.get_absolute_url()
    assert (conversation.subject, conversation.audience, conversation.cohort) == (
        "La date",
        "project",
        project.cohort,
    )
    message = conversation.messages.get()
    assert (message.text, message.author, message.role) == ("Samedi ?", bearer, "bearer")


def test_an_answer_comes_after_and_brings_the_conversation_to_the_top(client, project, bearer):
    first, second = started(project), started(project, subject="Autre")

    page = client.post(first.get_absolute_url(), {"text": "Oui, samedi.", "token": str(uuid4())})

    assert page.status_code == 302
    assert [message.text for message in first.messages.all()] == ["Samedi 12 vous convient-il ?", "Oui, samedi."]
    assert list(panels.of_project(bearer, project)) == [first, second]


@pytest.mark.parametrize("again", ["new", "answer"])
def test_a_form_sent_twice_says_it_once(client, project, bearer, again):
    conversation = started(project, by=bearer)
    where = new_page(project) if again == "new" else conversation.get_absolute_url()
    told = typed()

    for _time in range(2):
        assert client.post(where, told).status_code == 302

    assert Message.objects.count() == 2
    assert JournalEntry.objects.filter(verb="conversation.written").count() == 2


def test_other_words_under_the_same_token_are_not_lost(client, project, bearer):
    conversation, token = started(project), uuid4()
    for words in ("Oui.", "Non, dimanche."):
        client.post(conversation.get_absolute_url(), {"text": words, "token": str(token)})

    assert [message.text for message in conversation.messages.all()][1:] == ["Oui.", "Non, dimanche."]


def test_the_token_of_someone_else_gives_nothing_away(project):
    conversation, token = started(project), uuid4()
    theirs = services.write_message(conversation, by=f.member_of(project), text="À moi", token=token)
    mine = services.write_message(conversation, by=f.bearer_of(project), text="À moi", token=token)

    assert mine != theirs


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", "   "), ("text", "a\x00b"), ("text", "\u202eretourné"), ("subject", ""), ("token", "x")],
)
def test_bad_words_are_said_and_nothing_is_written(client, project, bearer, field, value):
    page = client.post(new_page(project), typed(**{field: value}))

    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(("length", "status"), [(3999, 302), (4000, 302), (4001, 200)])
@pytest.mark.parametrize("letter", ["é", "e\u0301\u0327"])
def test_four_thousand_characters_as_one_sees_them(client, project, bearer, letter, length, status):
    conversation = started(project)

    page = client.post(conversation.get_absolute_url(), {"text": letter * length, "token": str(uuid4())})

    assert page.status_code == status
    if status == 200:
        assert page.context["form"]["text"].value() == letter * length


def test_hostile_words_are_shown_as_words(client, project, bearer):
    hostile = "<script>alert('là')</script> {{ project }} https://piege.example"
    conversation = started(project, subject="<b>gras</b>", text=hostile)

    page = client.get(conversation.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<b>gras" not in page
    assert 'href="https://piege.example' not in page


def test_more_than_thirty_messages_in_an_hour_are_kept_for_later(client, project, bearer):
    conversation = started(project, by=bearer)
    for number in range(services.MESSAGES_AN_HOUR - 1):
        services.write_message(conversation, by=bearer, text=f"n° {number}")

    page = client.post(conversation.get_absolute_url(), {"text": "De trop", "token": str(uuid4())})

    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "De trop"
    assert conversation.messages.count() == services.MESSAGES_AN_HOUR
    Message.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    assert client.post(conversation.get_absolute_url(), {"text": "De trop"}).status_code == 302


def test_nothing_of_the_words_goes_to_the_journal(project):
    started(project, text="Un secret")

    entry = JournalEntry.objects.get(verb="conversation.written")
    assert entry.changes == {"audience": "project"}


def test_a_conversation_of_no_project_is_for_the_cohort(project):
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(
            cohort=project.cohort, audience="project", subject="x", started_by=f.bearer_of(project)
        )


def test_a_closed_conversation_is_read_and_gives_back_what_came_too_late(client, project, bearer):
    conversation = started(project, by=bearer)
    client.post(reverse("projects:conversation_close", args=[conversation.pk]))

    page = client.post(conversation.get_absolute_url(), {"text": "Trop tard ?"})

    assert page.status_code == 200
    assert "Trop tard ?" in page.content.decode()
    assert conversation.messages.count() == 1
    client.post(reverse("projects:conversation_reopen", args=[conversation.pk]))
    assert client.post(conversation.get_absolute_url(), {"text": "Trop tard ?"}).status_code == 302


def test_closed_twice_is_closed_once(project):
    conversation = started(project)
    for _time in range(2):
        services.close_conversation(conversation, by=conversation.started_by)

    assert JournalEntry.objects.filter(verb="conversation.closed").count() == 1


def test_only_the_one_who_started_and_the_adviser_close(project):
    conversation = started(project)

    assert may.can_settle(conversation.started_by, conversation)
    assert may.can_settle(f.adviser_of(project), conversation)
    assert not may.can_settle(f.member_of(project), conversation)


def test_a_corrected_message_keeps_its_versions_and_says_so(client, project, bearer):
    message = started(project, by=bearer).messages.get()

    client.post(reverse("projects:message_correct", args=[message.pk]), {"text": "Dimanche 13 ?", "version": 1})

    message.refresh_from_db()
    assert (message.text, message.version, message.history.count()) == ("Dimanche 13 ?", 2, 2)
    assert "modifié" in client.get(message.conversation.get_absolute_url()).content.decode()
    assert not Notice.objects.filter(entry__verb="conversation.corrected").exists()


@pytest.mark.parametrize("version", ["", "0", "99"])
def test_a_correction_on_an_older_version_shows_both(client, project, bearer, version):
    message = started(project, by=bearer).messages.get()

    page = client.post(reverse("projects:message_correct", args=[message.pk]), {"text": "Autre", "version": version})

    assert page.context["form"]["text"].value() == "Autre"
    assert page.context["current"].text == "Samedi 12 vous convient-il ?"
    message.refresh_from_db()
    assert message.version == 1


def test_a_withdrawn_message_leaves_only_its_place(client, project, bearer):
    conversation = started(project, by=bearer)
    message = conversation.messages.get()
    services.correct_message(message, by=bearer, version=1, text="Mieux dit")
    page = reverse("projects:message_withdraw", args=[message.pk])
    assert "Mieux dit" in client.get(page).content.decode()

    client.post(page)

    message.refresh_from_db()
    assert (message.text, message.history.count()) == ("", 0)
    shown = client.get(conversation.get_absolute_url()).content.decode()
    assert "Mieux dit" not in shown
    assert "Message retiré" in shown
    assert client.post(page).status_code == 403
    with pytest.raises(services.AlreadyWithdrawn):
        services.withdraw_message(message, by=bearer)


def test_one_withdraws_even_when_one_has_left(client, project, bearer):
    message = started(project, by=bearer).messages.get()
    end_role(bearer.roles.get(), by=None)

    assert client.post(reverse("projects:message_withdraw", args=[message.pk])).url == reverse("portal:space")
    message.refresh_from_db()
    assert message.withdrawn_at


def test_the_trail_of_a_conversation_offers_the_session_to_those_who_may_open_it(client, project):
    cohort = project.cohort
    page = reverse("projects:cohort_conversations", args=[cohort.slug])

    for person, opens in ((f.adviser_of(project), True), (someone(RoleCode.FACILITATOR, cohort), False)):
        client.force_login(person)
        shown = client.get(page)
        assert shown.status_code == 200
        assert (f'href="{cohort.get_absolute_url()}"' in shown.content.decode()) is opens
