from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import mail_answers, notifications
from levain.foundation.models import JournalEntry, Letter
from levain.support.mail_answers import NothingSaid
from levain.support.services import needs, referrals
from tests.projects.factories import adviser_of, bearer_of, state_agent_of
from tests.support.factories import NeedFactory, service_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    need = NeedFactory(opened=True)
    agent = state_agent_of(need.project)
    day = timezone.localdate() + timedelta(days=15)
    referral = referrals.refer(need, service=service_of(need.project), hoped_by=day, by=adviser_of(need.project))
    return referral, agent


def link_of(verb, person):
    link, row = mail_answers.link_for(JournalEntry.objects.get(verb=verb), person)
    row.save()
    return link.rstrip("/").rsplit("/", 1)[1]


def test_the_mail_to_the_state_agent_carries_a_link_to_reply(asked):
    _referral, agent = asked

    notifications.send_at_once()

    letter = Letter.objects.get(to=agent.email)
    assert reverse("foundation:answer", args=["x"]).removesuffix("x/").removesuffix("x") in letter.text


def test_reply_from_the_mail_once(asked):
    referral, agent = asked
    token = link_of("referral.asked", agent)

    mail_answers.answer(token, name="Béatrice", choice="reply", text="Treize terrains.")
    with pytest.raises(mail_answers.LinkClosed):
        mail_answers.answer(token, name="Béatrice", choice="reply", text="Quatorze terrains.")

    referral.refresh_from_db()
    assert (referral.reply, referral.replied_by) == ("Treize terrains.", agent)


def test_an_empty_reply_keeps_the_link(asked):
    referral, agent = asked
    token = link_of("referral.asked", agent)

    with pytest.raises(NothingSaid):
        mail_answers.answer(token, name="Béatrice", choice="reply", text=" ")

    mail_answers.answer(token, name="Béatrice", choice="later", text="")
    referral.refresh_from_db()
    assert referral.back_on == timezone.localdate() + timedelta(days=15)


def test_a_project_recognises_its_need_from_the_mail():
    need = NeedFactory()
    bearer = bearer_of(need.project)
    needs.qualify(need, by=adviser_of(need.project), adviser_words="Un chemin.", theme="mobilite")

    mail_answers.answer(link_of("need.qualified", bearer), name="Solange", choice="yes", text="")

    need.refresh_from_db()
    assert need.state == "open"


def test_a_project_says_otherwise_from_the_mail():
    need = NeedFactory(in_my_words="Un passage.")
    bearer = bearer_of(need.project)
    needs.qualify(need, by=adviser_of(need.project), adviser_words="Un chemin.", theme="mobilite")

    mail_answers.answer(link_of("need.qualified", bearer), name="Solange", choice="no", text="Sans goudron.")

    need.refresh_from_db()
    assert (need.state, need.in_my_words) == ("stated", "Un passage.\n\nSans goudron.")
