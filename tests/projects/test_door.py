import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from levain.foundation import reminders
from levain.foundation.models import Letter
from levain.foundation.typed import without_contacts
from levain.projects import services
from levain.projects.forms.door import stamp
from levain.projects.models import NeighbourMessage
from tests.projects import factories as f
from tests.projects.neighbours import act, door, link_in, public, published, sent, typed


@pytest.fixture
def project():
    project = f.ProjectFactory()
    services.compose_page(project, by=f.bearer_of(project), blocks=["contact"])
    return project


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def test_the_writer_learns_who_answers_and_by_when(client, project):
    message, link = sent(client, project)

    letter = Letter.objects.latest("pk")
    page = client.get(link).content.decode()
    assert message.answer_by == timezone.localdate() + services.ANSWERED_WITHIN
    assert str(project.collective) in letter.text
    assert str(project.collective) in page
    assert "odile@example.org" not in page


def test_nothing_shows_before_the_bearer_publishes_it(client, project, bearer):
    message, _link = sent(client, project)
    assert "Le four" not in public(client, project)
    assert act(client, bearer, "publish_message", message).status_code == 403

    services.answer_message(message, by=bearer, text="Oui. Écrivez à four@example.org")
    assert "Le four" not in public(client, project)
    assert act(client, f.member_of(project), "publish_message", message).status_code == 403
    assert act(client, bearer, "publish_message", message).status_code == 302

    page = public(client, project)
    assert "Le four" in page
    assert "Odile" in page
    for secret in ("Martin", "odile@example.org", "four@example.org", "06 12"):
        assert secret not in page


def test_without_her_mark_no_message_is_published(client, project, bearer):
    message, _link = sent(client, project, may_publish="", public_name="Odile")
    services.answer_message(message, by=bearer, text="Oui.")

    assert act(client, bearer, "publish_message", message).status_code == 403
    with pytest.raises(services.NotToPublish):
        services.publish_message(message, by=bearer)
    assert message.public_name == ""


@pytest.mark.parametrize("name", ["Odile Martin", "o@e.org", "0612345678", "x" * 31, "<b>", "Odile\u202e"])
def test_only_a_first_name_is_shown(client, project, name):
    assert "<title>Erreur" in client.post(door(project), typed(public_name=name)).content.decode()
    assert not NeighbourMessage.objects.exists()


def test_the_writer_takes_her_words_off_at_any_time(client, project, bearer):
    message, link = published(client, project, bearer)
    client.get(link)
    assert "Le four" in public(client, project)

    client.post(link, {"deed": "take_back"})

    assert "Le four" not in public(client, project)
    with pytest.raises(services.NotToPublish):
        services.publish_message(NeighbourMessage.objects.get(), by=bearer)


def test_the_writer_erases_everything(client, project, bearer):
    _message, link = published(client, project, bearer)

    assert client.post(link, {"deed": "erase"}).status_code == 200

    assert not NeighbourMessage.objects.exists()
    assert client.get(link).status_code == 410


def test_links_open_one_thing_only(client, project):
    client.post(door(project), typed())
    confirm = link_in(Letter.objects.latest("pk"))
    early = confirm.replace("/messages/", "/mon-message/")
    assert client.get(early).status_code == 410

    client.post(confirm)
    client.post(confirm)
    status = link_in(Letter.objects.latest("pk"))

    assert Letter.objects.count() == 2
    assert client.get(status.replace("/mon-message/", "/messages/")).status_code == 410
    assert client.get(status[:-2] + "x/").status_code == 410
    assert client.post(status, {"deed": "hide"}).status_code == 302
    assert NeighbourMessage.objects.exists()


def test_the_message_of_another_project_is_not_there(client, project, bearer):
    other = f.ProjectFactory()
    message, _link = sent(client, project)
    client.force_login(f.bearer_of(other))

    for name in ("message", "answer_message", "hide_message"):
        assert client.get(reverse(f"projects:{name}", args=[other.slug, message.pk])).status_code == 404
        assert client.get(reverse(f"projects:{name}", args=[project.slug, message.pk])).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"website": "http://spam.example"},
        {"opened": ""},
        {"opened": "forged"},
        {"text": "http://a.fr http://b.fr www.c.fr"},
    ],
)
def test_programs_are_asked_again(client, project, wrong):
    page = client.post(door(project), typed(**wrong))

    assert "<title>Erreur" in page.content.decode()
    assert not Letter.objects.exists()


def test_a_form_sent_within_three_seconds_is_kept_and_sent_again(client, project):
    page = client.post(door(project), typed(opened=stamp()))
    assert "Le four" in page.content.decode()

    forged = client.post(door(project), typed(opened="forged"))
    again = re.search(r'name="opened" value="([^"]+)"', forged.content.decode()).group(1)
    assert again != "forged"
    assert not Letter.objects.exists()


def test_one_mailbox_is_not_filled_from_many_addresses(client, project):
    answers = [client.post(door(project), typed(), REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(6)]

    assert answers == [200] * 5 + [429]


def test_one_account_does_not_write_more_from_many_places(client, project):
    client.force_login(f.bearer_of(f.ProjectFactory()))
    answers = [
        client.post(door(project), typed(email=f"o{n}@e.org"), REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(6)
    ]

    assert answers == [200] * 5 + [429]


def test_a_team_is_not_drowned(client, project):
    cache.set(f"limit:neighbour-team:{_mark(project)}", 60, 3600)

    assert client.post(door(project), typed()).status_code == 429


def _mark(project):
    from levain.foundation.limits import _mark

    return _mark(str(project.pk))


def test_the_bearers_then_the_adviser_are_reminded(client, project, bearer):
    adviser = f.adviser_of(project)
    message, _link = sent(client, project)
    due = reminders.registered()["neighbour"].due
    now = timezone.now()

    assert bearer in {each.person for each in due(now)}
    assert adviser not in {each.person for each in due(now)}
    assert adviser in {each.person for each in due(now + timedelta(days=11))}
    services.answer_message(message, by=bearer, text="Oui.")
    assert not list(due(now + timedelta(days=11)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Appelez le 06.12.34.56.78 vite", "Appelez le […] vite"),
        ("ou +33 6 12 34 56 78", "ou […]"),
        ("à moi (at) exemple.fr", "à […]"),
        ("voir https://a.fr/b?c et www.d.fr", "voir […] et […]"),
        ("En 2020 et 2021, 35 personnes", "En 2020 et 2021, 35 personnes"),
        ("le 12/03/2021 à 18h", "le 12/03/2021 à 18h"),
    ],
)
def test_no_way_to_reach_anyone_is_left_in_public_words(text, kept):
    assert without_contacts(text) == kept
