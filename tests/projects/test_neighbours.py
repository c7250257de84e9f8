"""Somebody without an account writes to a team, or follows its news: nothing leaves before a mail is confirmed."""

import re
from datetime import timedelta
from time import time

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation import notifications
from levain.foundation.models import Letter, Notice
from levain.projects import services
from levain.projects.forms.door import stamp
from levain.projects.models import Follower, NeighbourMessage, ShownLine
from tests.projects import factories as f

TYPED = {
    "kind": "help",
    "name": "Odile",
    "email": "odile@example.org",
    "text": "J’ai une remorque.",
    "opened": stamp(time() - 60),
}


@pytest.fixture
def project():
    project = f.ProjectFactory()
    services.compose_page(project, by=f.bearer_of(project), blocks=["news", "contact"])
    return project


def door(project):
    return reverse("projects:write_to", args=[project.slug])


def link_in(letter):
    return re.search(r"http://[^/]+(/(?:messages|suivi|reponses)/\S+)", letter.text).group(1)


def confirmed(client, project, **changes):
    client.post(door(project), TYPED | changes)
    client.post(link_in(Letter.objects.latest("pk")))
    return NeighbourMessage.objects.latest("pk")


def test_a_message_reaches_the_team_once_its_writer_confirmed_it(client, project):
    client.post(door(project), TYPED)
    letter = Letter.objects.get()

    client.get(link_in(letter))
    assert not Notice.objects.exists()
    for _time in range(2):
        client.post(link_in(letter))

    assert letter.to == "odile@example.org"
    assert NeighbourMessage.objects.get().confirmed_at
    assert [notice.entry.verb for notice in Notice.objects.all()] == ["neighbour.wrote"]


def test_the_team_answers_from_the_mail_and_nobody_sees_an_address(client, project):
    confirmed(client, project)
    notifications.send_at_once()
    told = Letter.objects.latest("pk")
    assert "odile@example.org" not in told.text + told.html

    asked = client.get(link_in(told))
    client.post(link_in(told), {"choice": "write", "text": "Samedi, dix heures.", "name": "Renée"})

    answer = Letter.objects.latest("pk")
    assert "J’ai une remorque." in asked.content.decode()
    assert answer.to == "odile@example.org"
    assert "Samedi, dix heures." in answer.text
    assert not [person for person in services.team(project) if person.email in answer.text + answer.html]


def test_the_team_answers_from_its_space_once(client, project):
    message = confirmed(client, project)
    client.force_login(f.member_of(project))
    address = reverse("projects:answer_message", args=[project.slug, message.pk])

    first = client.post(address, {"text": "Avec plaisir."})
    again = client.post(address, {"text": "Avec plaisir."})

    assert (first.status_code, again.status_code) == (302, 403)
    assert Letter.objects.filter(to="odile@example.org").count() == 3
    assert "odile@" not in client.get(reverse("projects:messages", args=[project.slug])).content.decode()


def test_what_is_reported_also_reaches_the_adviser_and_the_national_team(client, project):
    adviser, lead = f.adviser_of(project), f.lead_of(project)

    confirmed(client, project, kind="concern")

    assert {adviser, lead} < {notice.recipient for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "odile"},
        {"email": "a@b.fr\nBcc: c@d.fr"},
        {"name": "Odile\u202e"},
        {"text": ""},
        {"text": "x" * 2001},
        {"kind": "praise"},
    ],
)
def test_a_message_that_cannot_leave_is_given_back(client, project, wrong):
    page = client.post(door(project), TYPED | wrong)

    assert "<title>Erreur" in page.content.decode()
    assert not NeighbourMessage.objects.exists()


def test_the_same_form_sent_twice_is_one_message(client, project):
    token = {"token": "3f2b8b1e-9d3b-4a1f-8f1c-2b1a5a0e7c11"}

    for _time in range(2):
        client.post(door(project), TYPED | token)

    assert Letter.objects.count() == NeighbourMessage.objects.count() == 1


def test_one_address_sends_five_messages_an_hour(client, project):
    answers = [client.post(door(project), TYPED).status_code for _time in range(6)]

    assert answers == [200] * 5 + [429]


def test_the_door_opens_only_where_the_bearer_opened_it(client, project):
    services.compose_page(project, by=f.bearer_of(project), blocks=["news"])

    assert client.get(door(project)).status_code == 403
    assert client.post(door(project), TYPED).status_code == 403


def test_a_link_older_than_a_week_delivers_nothing(client, project, monkeypatch):
    client.post(door(project), TYPED)
    monkeypatch.setattr(services.neighbours, "TO_CONFIRM", timedelta(seconds=-1))

    assert client.post(link_in(Letter.objects.get())).status_code == 410


def test_what_is_not_confirmed_goes_after_a_week_and_the_rest_after_a_year(client, project):
    confirmed(client, project)
    client.post(door(project), TYPED)
    now = timezone.now()

    services.forget_neighbours(now + timedelta(days=8))
    assert NeighbourMessage.objects.count() == 1
    services.forget_neighbours(now + timedelta(days=366))
    assert not NeighbourMessage.objects.exists()


def follow(client, project, email="odile@example.org"):
    return client.post(reverse("projects:follow", args=[project.slug]), {"email": email})


def a_note_is_shown(project, text="Nous avons semé"):
    note = f.LogbookEntryFactory(project=project, audience="public", text=text)
    ShownLine.objects.create(page=project.page, object=note)


def test_a_known_and_an_unknown_address_read_the_same(client, project):
    unknown = follow(client, project)
    client.post(link_in(Letter.objects.get()))
    known = follow(client, project, "ODILE@example.org")

    assert unknown.content == known.content
    assert Letter.objects.count() == Follower.objects.count() == 1


def test_who_follows_reads_the_news_once_a_week_at_most(client, project):
    follow(client, project)
    client.post(link_in(Letter.objects.get()))
    now = timezone.now()
    a_note_is_shown(project)

    assert services.tell_followers(now + timedelta(days=6)) == 0
    assert services.tell_followers(now + timedelta(days=8)) == 1
    assert services.tell_followers(now + timedelta(days=8)) == 0
    assert services.tell_followers(now + timedelta(days=16)) == 0
    letter = Letter.objects.latest("pk")
    assert "Nous avons semé" in letter.text
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_who_has_not_confirmed_receives_nothing(client, project):
    follow(client, project)
    a_note_is_shown(project)

    assert services.tell_followers(timezone.now() + timedelta(days=8)) == 0


def test_a_page_taken_off_tells_nothing_more(client, project):
    follow(client, project)
    client.post(link_in(Letter.objects.get()))
    a_note_is_shown(project)
    services.withdraw_page(project, by=f.bearer_of(project))

    assert services.tell_followers(timezone.now() + timedelta(days=8)) == 0


def test_one_click_stops_the_letters_and_erases_the_address(client, project):
    follow(client, project)
    client.post(link_in(Letter.objects.get()))
    a_note_is_shown(project)
    services.tell_followers(timezone.now() + timedelta(days=8))
    stop = re.search(r"/suivi/\S+/arret/", Letter.objects.latest("pk").text).group()

    client.get(stop)
    assert Follower.objects.exists()
    client.post(stop, {"List-Unsubscribe": "One-Click"})

    assert not Follower.objects.exists()
    assert client.post(stop).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    now = timezone.now()
    for _number in range(count):
        NeighbourMessage.objects.create(project=project, confirmed_at=now, name="Odile", email="o@e.org", text="x")
    client.force_login(f.bearer_of(project))

    with django_assert_max_num_queries(10):
        client.get(reverse("projects:messages", args=[project.slug]))
