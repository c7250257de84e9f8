"""A question reaches a service whose people have no account, and a town hall: answered from the mail, once."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Letter, MailAnswer, Notice
from levain.people.models import RoleCode
from levain.support.pending import waited_from_mailboxes
from levain.support.services import mailboxes, needs, referrals
from levain.support.waiting import waits_for
from tests.people.factories import someone
from tests.projects.factories import adviser_of, bearer_of, state_agent_of
from tests.support.factories import NeedFactory, service_of

pytestmark = pytest.mark.django_db
QUESTION = "Est-ce permis ?"
BOX = "urbanisme@ddt.example.org"


@pytest.fixture
def asked():
    need = NeedFactory(opened=True)
    service = service_of(need.project)
    service.mailbox = BOX
    service.save()
    return ask(need, service)


def ask(need, service):
    day = timezone.localdate() + timedelta(days=15)
    return referrals.refer(
        need, service=service, hoped_by=day, by=adviser_of(need.project), question="Est-ce permis ?"
    )


def link_in(letter):
    return re.search(r"https?://[^/]+(/\S+)", letter.text).group(1)


def answer(client, link, **typed):
    return client.post(link, {"choice": "reply", "name": "Agnès de la DDT", "text": "Oui, c'est permis."} | typed)


def test_the_letter_holds_the_question_and_a_page_that_answers_without_signing_in(client, asked):
    letter = Letter.objects.get(to=BOX)

    page = client.get(link_in(letter)).content.decode()

    assert "Est-ce permis ?" in letter.text
    assert asked.need.project.name in letter.subject
    assert BOX in page


def test_whoever_reads_the_mailbox_replies_once_and_gives_her_name(client, asked):
    bearer, link = bearer_of(asked.need.project), link_in(Letter.objects.get())

    answer(client, link)
    replayed = answer(client, link, name="Un autre", text="Non.")

    asked.refresh_from_db()
    assert (asked.reply, asked.replied_name, asked.replied_by) == ("Oui, c'est permis.", "Agnès de la DDT", None)
    assert replayed.status_code == 410
    assert Notice.objects.filter(recipient=bearer, entry__verb="referral.replied_by_mail").exists()
    client.force_login(bearer)
    page = client.get(asked.need.get_absolute_url()).content.decode()
    assert "Agnès de la DDT" in page
    assert waits_for(asked.need).side == RoleCode.BEARER


def test_a_name_is_asked(client, asked):
    assert answer(client, link_in(Letter.objects.get()), name=" ").status_code == 200

    asked.refresh_from_db()
    assert asked.replied_on is None


def test_not_known_yet_sends_a_fresh_link(client, asked):
    first = link_in(Letter.objects.get())

    answer(client, first, choice="later", text="Après le conseil.")

    asked.refresh_from_db()
    assert asked.back_words == "Après le conseil."
    assert client.get(first).status_code == 410
    fresh = link_in(Letter.objects.order_by("pk").last())
    answer(client, fresh)
    asked.refresh_from_db()
    assert asked.replied_name == "Agnès de la DDT"


def test_forwarded_the_link_still_asks_one_thing_of_whoever_has_it(client, asked):
    link = link_in(Letter.objects.get())
    client.force_login(someone(RoleCode.JUROR, asked.need.project.cohort))

    assert client.get(link).status_code == 200
    assert client.get(asked.need.get_absolute_url()).status_code == 403


def test_an_expired_link_is_closed(client, asked):
    link = link_in(Letter.objects.get())
    MailAnswer.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert answer(client, link).status_code == 410
    asked.refresh_from_db()
    assert asked.replied_on is None


def closed(referral):
    needs.close(referral.need, by=bearer_of(referral.need.project), met="no", outcome="Tant pis.")


def kept_close(referral):
    referral.need.audience = "collective"
    referral.need.save()


def another_mailbox(referral):
    mailboxes.change_mailbox(referral.service, by=adviser_of(referral.need.project), mailbox="autre@example.org")


def replied_elsewhere(referral):
    referrals.reply(referral, by=state_agent_of(referral.need.project), text="Déjà.")


@pytest.mark.parametrize("meanwhile", [closed, kept_close, another_mailbox, replied_elsewhere])
def test_what_happened_meanwhile_closes_the_link(client, asked, meanwhile):
    link = link_in(Letter.objects.get())
    meanwhile(asked)

    assert answer(client, link).status_code == 410


def test_nobody_changes_a_reply_that_came_from_a_mailbox(client, asked):
    answer(client, link_in(Letter.objects.get()))
    asked.refresh_from_db()

    with pytest.raises(referrals.AlreadyReplied):
        referrals.reply(asked, by=state_agent_of(asked.need.project), text="Autre chose.")


def test_people_who_have_an_account_are_told_rather_than_the_mailbox():
    need = NeedFactory(opened=True)
    state_agent_of(need.project)
    service = service_of(need.project)
    service.mailbox = BOX

    ask(need, service)

    assert not Letter.objects.filter(to=BOX).exists()


def test_a_town_hall_is_asked_and_its_people_reply(client):
    need = NeedFactory(opened=True)
    elected = someone(RoleCode.LOCAL_AUTHORITY, need.project)

    referral = ask(need, need.project.local_authority)

    assert waits_for(need).side == RoleCode.LOCAL_AUTHORITY
    client.force_login(elected)
    reply = reverse("support:reply", args=[referral.pk])
    assert reply in client.get(reverse("portal:space")).content.decode()
    assert client.get(reply).status_code == 200
    client.force_login(state_agent_of(need.project))
    assert client.get(reply).status_code == 403


def test_a_service_that_nobody_reads_is_not_asked(client):
    need = NeedFactory(opened=True)
    service, adviser = service_of(need.project), adviser_of(need.project)
    client.force_login(adviser)
    day = timezone.localdate() + timedelta(days=15)
    typed = {"service": service.pk, "question": "?", "hoped_by": day, "token": "6f1c2a0e-7d3f-4b3a-9a55-2f6f3c1b8e10"}
    to = reverse("support:refer", args=[need.pk])

    assert client.post(to, typed).status_code == 200
    client.post(reverse("support:mailbox", args=[service.pk]) + f"?besoin={need.pk}", {"mailbox": BOX})
    client.post(to, typed)

    assert need.referrals.get().service == service


@pytest.mark.parametrize("of", [bearer_of, state_agent_of])
def test_only_advisers_and_the_national_team_keep_mailboxes(client, asked, of):
    client.force_login(of(asked.need.project))

    answer = client.post(reverse("support:mailbox", args=[asked.service.pk]), {"mailbox": "pirate@example.org"})

    assert answer.status_code == 403


@pytest.mark.parametrize("typed", ["pas une adresse", "a@b.fr\nBcc: c@d.fr", "x" * 300 + "@d.fr"])
def test_what_is_not_an_address_is_refused(client, asked, typed):
    client.force_login(adviser_of(asked.need.project))

    client.post(reverse("support:mailbox", args=[asked.service.pk]), {"mailbox": typed})

    asked.service.refresh_from_db()
    assert asked.service.mailbox == BOX


def test_a_mailbox_is_never_shown_in_public(client, asked):
    asked.need.project.published = True
    asked.need.project.save()

    assert BOX not in client.get(reverse("portal:public_project", args=[asked.need.project.slug])).content.decode()


# Reminders: kind, few, computed again each time


def on(asked, days):
    """The morning that many days after the day hoped for."""
    asked.refresh_from_db()
    day = (asked.back_on or asked.hoped_by) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(9)))


def reminders_of(asked, *days):
    return [mailboxes.remind(on(asked, day)) for day in days]


def test_a_mailbox_is_written_to_again_three_times_at_most(asked):
    assert reminders_of(asked, -3, -2, -1, 0, 3, 4, 16, 17, 18, 31, 45) == [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert Letter.objects.filter(to=BOX).count() == 4


def test_the_reminder_carries_a_fresh_link_that_answers(client, asked):
    reminders_of(asked, 3)
    letter = Letter.objects.order_by("pk").last()

    assert QUESTION in letter.text
    answer(client, link_in(letter))

    asked.refresh_from_db()
    assert asked.replied_name == "Agnès de la DDT"
    assert client.get(link_in(Letter.objects.order_by("pk").first())).status_code == 410


def test_the_project_sees_that_the_service_was_written_to_again(client, asked):
    bearer = bearer_of(asked.need.project)
    reminders_of(asked, 3)
    client.force_login(bearer)

    feed = client.get(reverse("projects:feed", args=[asked.need.project.slug])).content.decode()

    assert "réécrit" in feed


@pytest.mark.parametrize("meanwhile", [closed, kept_close, replied_elsewhere])
def test_nothing_is_waited_for_and_nobody_is_reminded(asked, meanwhile):
    meanwhile(asked)

    assert reminders_of(asked, 3, 17) == [0, 0]


def test_whoever_asked_for_time_is_not_pressed_before_the_day_she_gave(client, asked):
    answer(client, link_in(Letter.objects.get()), choice="later", text="Après le conseil.")
    asked.refresh_from_db()
    asked.back_on = asked.hoped_by + timedelta(days=20)
    asked.save()

    assert mailboxes.remind(timezone.make_aware(datetime.combine(asked.hoped_by + timedelta(days=3), time(9)))) == 0
    assert reminders_of(asked, 3) == [1]


def test_once_somebody_there_has_an_account_the_mailbox_is_left_alone(asked):
    state_agent_of(asked.need.project)

    assert reminders_of(asked, 3) == [0]


def test_a_town_hall_is_reminded_at_its_mailbox(asked):
    town_hall = asked.need.project.local_authority
    mailboxes.change_mailbox(town_hall, by=adviser_of(asked.need.project), mailbox="mairie@example.org")
    ask(asked.need, town_hall)

    reminders_of(asked, 3)

    assert Letter.objects.filter(to="mairie@example.org").count() == 2


def test_the_night_and_an_old_question_are_left_in_peace(asked):
    day = asked.hoped_by + timedelta(days=3)

    assert mailboxes.remind(timezone.make_aware(datetime.combine(day, time(5)))) == 0
    assert mailboxes.remind(on(asked, 400)) == 0


def test_two_ticks_at_once_write_one_letter(asked):
    stale = next(waited_from_mailboxes(timezone.now()))
    reminders_of(asked, 3)

    assert mailboxes._write_again(stale, timezone.localdate()) == 0
