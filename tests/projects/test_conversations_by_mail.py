from datetime import timedelta

import pytest
from django.utils import timezone

from levain.foundation import mail_answers, notifications, passages, registry
from levain.foundation.models import Letter, MailAnswer, Notice
from levain.people.services import end_role
from levain.projects import readership
from levain.projects.services import conversations as services
from tests.people.factories import someone
from tests.projects import factories as f
from tests.projects.talking import started


def test_the_readers_are_told_except_the_writer_and_those_who_look_on(project):
    bearer, member, official = f.bearer_of(project), f.member_of(project), f.official_of(project)
    adviser, agent = f.adviser_of(project), f.state_agent_of(project)
    someone("evaluator", project.cohort)
    f.lead_of(project)
    f.bearer_of(f.ProjectFactory(cohort=project.cohort))

    started(project, by=bearer)

    told = {notice.recipient for notice in Notice.objects.filter(entry__verb="conversation.written")}
    assert told == {member, official, adviser, agent}


def test_the_national_team_is_told_once_it_takes_part(project):
    lead, conversation = f.lead_of(project), started(project)
    assert lead not in readership.to_tell(conversation)

    services.write_message(conversation, by=lead, text="Une précision")

    assert lead in readership.to_tell(conversation)


def answer_page(message, person, settings):
    return mail_answers.answer_link("projects.answer", message, person).removeprefix(settings.SITE_URL)


def test_one_answers_from_the_mail_without_signing_in(client, project, settings):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)
    shown = client.get(page).content.decode()
    assert "Samedi 12 vous convient-il ?" in shown

    client.post(page, {"text": "Oui, je viens.", "name": member.name})

    said = message.conversation.messages.last()
    assert (said.text, said.author, said.signed) == ("Oui, je viens.", member, "")
    assert client.get(page).status_code == 410
    assert client.get(message.conversation.get_absolute_url()).status_code == 302


def test_an_answer_from_a_shared_box_says_who_signed(client, project, settings):
    member, message = f.member_of(project), started(project).messages.get()

    client.post(answer_page(message, member, settings), {"text": "Oui.", "name": "Paul, du même foyer"})

    assert message.conversation.messages.last().signed == "Paul, du même foyer"


@pytest.mark.parametrize("said", [{"text": ""}, {"text": "  "}, {"text": "t" * 4001}, {"name": ""}])
def test_a_bad_answer_is_given_back_and_the_link_kept(client, project, settings, said):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)

    assert client.post(page, {"text": "Oui.", "name": "Zoé"} | said).status_code == 200
    assert message.conversation.messages.count() == 1
    assert client.post(page, {"text": "Oui.", "name": "Zoé"}).status_code == 200
    assert message.conversation.messages.count() == 2


@pytest.mark.parametrize("lost", ["role", "closed", "withdrawn", "account"])
def test_whoever_lost_the_right_answers_nothing(client, project, settings, lost):
    member, message = f.member_of(project), started(project).messages.get()
    page = answer_page(message, member, settings)
    if lost == "role":
        end_role(member.roles.get(), by=None)
    elif lost == "closed":
        services.close_conversation(message.conversation, by=message.author)
    elif lost == "withdrawn":
        services.withdraw_message(message, by=message.author)
    else:
        type(member).objects.filter(pk=member.pk).update(is_active=False)

    assert client.post(page, {"text": "Oui.", "name": "Zoé"}).status_code == 410
    assert message.conversation.messages.count() == 1


def test_the_messages_of_one_conversation_come_in_one_letter_with_their_words(project):
    member, writer = f.member_of(project), f.bearer_of(project)
    conversation = started(project, by=writer, text="<b>Samedi</b> https://piege.example ?")
    services.write_message(conversation, by=writer, text="Ou dimanche ?")

    notifications.send_digests(timezone.now() + timedelta(days=1))

    letter = Letter.objects.get(to=member.email)
    assert letter.subject == "Un message pour vous dans une conversation"
    assert "Ou dimanche ?" in letter.text
    assert "<b>" not in letter.html
    assert "https://piege" not in letter.text
    assert MailAnswer.objects.filter(person=member).count() == 1


def test_a_notice_of_a_withdrawn_message_never_leaves(project):
    f.member_of(project)
    message = started(project).messages.get()
    services.withdraw_message(message, by=message.author)
    Letter.objects.all().delete()

    notifications.send_digests(timezone.now() + timedelta(days=1))

    assert not Letter.objects.exists()


def test_a_message_is_quoted_with_its_speaker(project):
    bearer = f.bearer_of(project)
    message = started(project, by=bearer).messages.get()

    passage = passages.cite(message, "text", "vous convient-il", by=f.adviser_of(project))

    speaker = registry.of(message).speaker(message, "text")
    assert (speaker.side, speaker.user) == ("bearer", bearer)
    services.correct_message(message, by=bearer, version=1, text="Dimanche ?")
    message.refresh_from_db()
    assert passages.find(passage, message).state == passages.State.CHANGED
