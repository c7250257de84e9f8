"""What waited for an answer is closed when it is answered, wherever that was done; no mail asks for it any more."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import answers, journal, notifications, reminders
from levain.foundation.models import Kind, Letter, Notice
from levain.people.services import end_role
from levain.projects import services as project_services
from levain.projects.models import NeighbourMessage
from levain.support.services import needs, proposals, referrals
from tests.people.factories import UserFactory
from tests.projects import factories as f
from tests.support.factories import NeedFactory, ProposalFactory, SupportFactory, service_of


@pytest.fixture
def project():
    return f.ProjectFactory()


def waits(user):
    """Counted on her list, under « needs my answer »."""
    return notifications.counts(user)["answer", True] + notifications.counts(user)["answer", False]


def asked(project, bearer):
    need = NeedFactory(project=project, stated_by=bearer)
    needs.qualify(need, by=f.adviser_of(project), adviser_words="Un passage.", theme="mobilite")
    return need


def test_a_need_agreed_by_another_bearer_waits_for_nobody(project):
    zoe, adam = f.bearer_of(project), f.bearer_of(project)
    need = asked(project, zoe)
    assert [waits(zoe), waits(adam)] == [1, 0]

    needs.agree(need, by=adam)

    assert [waits(zoe), waits(adam)] == [0, 0]
    assert notifications.unread(zoe) == 0
    notifications.send_digests(timezone.now() + timedelta(days=1))
    assert not Letter.objects.filter(to=zoe.email, subject__icontains="attend").exists()


def test_another_deed_in_the_project_closes_nothing(project):
    bearer = f.bearer_of(project)
    asked(project, bearer)
    ProposalFactory(need=NeedFactory(project=project, opened=True))

    project_services.write_entry(project, by=bearer, text="Rien à voir")

    assert waits(bearer) == 1


def test_what_was_proposed_waits_until_the_last_answer(project):
    bearer, need = f.bearer_of(project), NeedFactory(project=project, opened=True)
    made = proposals.propose(need, [(s, "") for s in SupportFactory.create_batch(2)], by=f.adviser_of(project))
    for left, proposal in zip([1, 0], made, strict=True):
        proposals.answer(proposal, by=bearer, answer="adopted", comment="")
        assert waits(bearer) == left


def test_a_question_is_closed_for_the_whole_service(project):
    agents = [f.state_agent_of(project), f.state_agent_of(project)]
    service = service_of(project)
    soon = timezone.localdate() + timedelta(days=9)
    need = NeedFactory(project=project, opened=True)
    question = referrals.refer(need, service=service, by=f.adviser_of(project), question="?", hoped_by=soon)
    assert [waits(agent) for agent in agents] == [1, 1]

    referrals.reply(question, by=agents[0], text="Oui.")

    assert [waits(agent) for agent in agents] == [0, 0]


def test_a_closed_need_closes_what_hung_from_it(project):
    bearer, adviser = f.bearer_of(project), f.adviser_of(project)
    need = NeedFactory(project=project, opened=True)
    proposals.propose(need, [(SupportFactory(), "")], by=adviser)

    needs.close(need, by=bearer, met="no", outcome="Abandonné.")

    assert waits(bearer) == 0


def test_a_message_answered_by_a_colleague(project):
    zoe, adam = f.bearer_of(project), f.member_of(project)
    message = NeighbourMessage.objects.create(project=project, name="Odile", email="o@example.org", text="?")
    project_services.confirm_message(message)
    assert [waits(zoe), waits(adam)] == [1, 0]

    project_services.answer_message(message, by=adam, text="Oui")

    assert [waits(zoe), waits(adam)] == [0, 0]


def test_a_reminder_of_an_action_done_or_given_to_another(project):
    zoe, adam = f.bearer_of(project), f.member_of(project)
    today = timezone.localdate()
    long_ago = timezone.now() - timedelta(days=30)
    one, two = (f.ActionFactory(project=project, owner=zoe, due=today, created_at=long_ago) for _ in "ab")
    reminders.remind(timezone.now().replace(hour=11))
    assert waits(zoe) == 2

    project_services.finish_action(one, by=adam)
    assert waits(zoe) == 1

    two.owner = adam
    two.save()
    assert waits(zoe) == 1
    assert answers.close_all(timezone.now()) == 1
    assert answers.close_all(timezone.now()) == 0
    assert waits(zoe) == 0


def test_who_left_is_waited_for_no_more(project):
    bearer = f.bearer_of(project)
    message = NeighbourMessage.objects.create(
        project=project,
        name="Odile",
        email="o@example.org",
        text="?",
        confirmed_at=timezone.now() - timedelta(days=10),
    )
    message.answer_by = timezone.localdate()
    message.save()
    reminders.remind(timezone.now().replace(hour=11))
    assert waits(bearer) == 1

    end_role(bearer.roles.get(), by=None)
    answers.close_all(timezone.now())

    assert waits(bearer) == 0


def test_what_no_answer_ends_is_over_once_read(project):
    zoe, paul = f.bearer_of(project), UserFactory()
    note = f.LogbookEntryFactory(project=project)
    with transaction.atomic():
        journal.record("logbook.written", on=note, by=paul, place=project, tell=[zoe], at_once=True)
    assert waits(zoe) == 1

    notifications.mark_read(paul)
    assert waits(zoe) == 1
    notifications.mark_read(zoe)

    assert waits(zoe) == 0


def test_reading_is_not_answering(project):
    bearer = f.bearer_of(project)
    asked(project, bearer)

    notifications.mark_read(bearer)

    assert waits(bearer) == 1


def test_the_list_says_it_is_settled(client, project):
    bearer = f.bearer_of(project)
    need = asked(project, bearer)
    client.force_login(bearer)
    address = reverse("foundation:notices")
    assert "attend ma réponse" in client.get(f"{address}?importance=answer").content.decode().casefold()

    needs.agree(need, by=bearer)

    assert "réglé" in client.get(address).content.decode()
    assert not client.get(f"{address}?importance=answer").context["rows"]


def test_closing_twice_keeps_the_first_day(project):
    bearer = f.bearer_of(project)
    needs.agree(asked(project, bearer), by=bearer)
    first = Notice.objects.get(recipient=bearer, kind=Kind.ANSWER).settled_at

    answers.close_all(timezone.now() + timedelta(days=1))

    assert Notice.objects.get(recipient=bearer, kind=Kind.ANSWER).settled_at == first


@pytest.mark.parametrize("name", sorted(reminders.registered()))
def test_every_reminder_is_asked_again_for_some_objects(name):
    """A deed recorded in a place asks it of what its people were told there."""
    assert list(reminders.registered()[name].due(timezone.now(), [0])) == []
