import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from levain.foundation import held_news, journal, letters, notifications, work
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people import services
from tests.people.factories import UserFactory
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, bearer_of, member_of

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2030, 1, 8, 7, 30, tzinfo=PARIS)


@transaction.atomic
def told(*people, project=None, note=None, at=None, **said):
    """A note of the logbook, of which these people are told."""
    note = note or LogbookEntryFactory(project=project or ProjectFactory())
    entry = journal.record("logbook.written", on=note, by=note.author, place=note.project, tell=people, **said)
    if at:
        super(type(JournalEntry.objects.all()), JournalEntry.objects.filter(pk=entry.pk)).update(at=at)
    return entry


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


def test_a_digest_gathers_the_news_of_a_person_by_project():
    first, second = ProjectFactory(name="Alpha"), ProjectFactory(name="Beta")
    zoe = bearer_of(first)
    services.give_role(zoe, "member", second, by=None)
    Notice.objects.all().delete()
    for project in (first, second, first):
        told(zoe, project=project)

    assert notifications.send_digests(MORNING) == 1

    letter = Letter.objects.get()
    assert letter.to == zoe.email
    assert letter.text.index("Alpha") < letter.text.index("Beta")
    assert letter.text.count("Alpha") == 1
    assert states() == ["sent"] * 3


def test_a_digest_leaves_once_a_day():
    project = ProjectFactory()
    zoe = bearer_of(project)
    told(zoe, project=project, at=MORNING - timedelta(hours=10))
    assert notifications.send_digests(MORNING - timedelta(hours=1)) == 0
    assert notifications.send_digests(MORNING) == 1
    assert notifications.send_digests(MORNING) == 0
    told(zoe, project=project, at=MORNING + timedelta(hours=2))
    assert notifications.send_digests(MORNING + timedelta(hours=4)) == 0
    assert notifications.send_digests(MORNING + timedelta(days=1)) == 1


def test_what_waits_for_someone_leaves_at_once():
    project = ProjectFactory()
    zoe = bearer_of(project)
    told(zoe, project=project)
    told(zoe, project=project, at_once=True)
    assert notifications.send_at_once() == 1
    assert notifications.send_at_once() == 0
    assert sorted(states()) == ["sent", "waiting"]


def test_nobody_is_told_of_her_own_deed_nor_twice():
    project = ProjectFactory()
    zoe, adam = bearer_of(project), member_of(project)
    note = LogbookEntryFactory(project=project, author=zoe)
    told(zoe, adam, adam, note=note)
    assert Notice.objects.get().recipient == adam


def test_rights_are_asked_again_when_the_letter_is_written():
    project = ProjectFactory()
    zoe, adam = bearer_of(project), member_of(project)
    told(zoe, adam, project=project)
    zoe.roles.update(until=timezone.localdate() - timedelta(days=1), since=timezone.localdate() - timedelta(days=2))
    notifications.send_digests(MORNING)
    assert [letter.to for letter in Letter.objects.all()] == [adam.email]
    assert sorted(states()) == ["dropped", "sent"]


def test_a_closed_account_and_a_thing_that_is_gone_are_not_told():
    project = ProjectFactory()
    zoe, adam = bearer_of(project), member_of(project)
    told(zoe, project=project)
    zoe.is_active = False
    zoe.save()
    told(adam, project=project).object.delete()
    assert notifications.send_digests(MORNING) == 0
    assert states() == ["dropped", "dropped"]


def test_what_commits_the_state_waits_for_a_person():
    project = ProjectFactory()
    zoe = bearer_of(project)
    entry = told(zoe, project=project, hold=True)
    assert notifications.send_digests(MORNING) == 0
    assert notifications.unread(zoe) == 0
    held_news.release(entry, by=None, place=project.cohort)
    assert notifications.send_digests(MORNING) == 1


def test_one_letter_that_cannot_be_written_does_not_stop_the_others(monkeypatch):
    project = ProjectFactory()
    zoe, adam = bearer_of(project), member_of(project)
    told(zoe, adam, project=project)
    compose = notifications._compose
    monkeypatch.setattr(
        notifications, "_compose", lambda person, *rest: 1 / 0 if person == zoe else compose(person, *rest)
    )
    assert notifications.send_digests(MORNING) == 1
    assert sorted(states()) == ["sent", "waiting"]


@pytest.mark.parametrize(("language", "hello", "subject"), [("fr", "Bonjour", "nouvelle"), ("en", "Hello", "News")])
def test_the_letter_is_in_the_language_of_its_reader_in_two_parts_that_say_the_same(language, hello, subject):
    project = ProjectFactory(name="Le verger")
    zoe = bearer_of(project)
    zoe.language = language
    zoe.save()
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    letter = Letter.objects.get()
    assert hello in letter.text
    assert subject.lower() in letter.subject.lower()

    def words(text):
        text = re.sub(r"<title>.*?</title>", " ", text)
        text = re.sub(r'<a href="([^"]+)">(?!http)', r"\1 ", text)
        return sorted(re.findall(r"\w+", re.sub(r"<[^>]+>|--|&[#\w]+;|[’']", " ", text)))

    assert words(letter.text) == words(letter.html)


def test_the_letter_holds_one_action_and_no_markup_taken_from_people(settings):
    settings.SITE_URL = "https://levain.example"
    project = ProjectFactory(name="<img src=x> http://evil.example")
    zoe = bearer_of(project)
    note = LogbookEntryFactory(project=project, author=UserFactory(name="Adam www.evil.example"))
    told(zoe, note=note)
    notifications.send_digests(MORNING)
    letter = Letter.objects.get()
    for part in (letter.text, letter.html):
        assert set(re.findall(r"https?://[^\s\"<]+", part)) == {
            f"https://levain.example{note.get_absolute_url()}",
            re.search(r"<(.+)>", letter.headers["List-Unsubscribe"]).group(1),
        }
    assert "<img" not in letter.html
    assert "www.evil" not in letter.text + letter.html


def test_the_letter_says_when_its_story_is_invented():
    project = ProjectFactory(fictional=True)
    told(bearer_of(project), project=project)
    notifications.send_digests(MORNING)
    assert "inventé" in Letter.objects.get().text


def test_one_gesture_stops_the_letters_and_the_notices_stay(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    headers = Letter.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.search(r"//[^/]+(/.+)>", headers["List-Unsubscribe"]).group(1)

    assert client.get(address).status_code == 200
    zoe.refresh_from_db()
    assert zoe.wants_letters
    mail_reader = Client(enforce_csrf_checks=True)
    assert mail_reader.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200

    zoe.refresh_from_db()
    assert not zoe.wants_letters
    told(zoe, project=project)
    assert notifications.send_digests(MORNING) == 0
    assert states() == ["sent", "shown"]
    assert notifications.unread(zoe) == 2


@pytest.mark.parametrize("token", ["1:forged", "x", "1"])
def test_a_forged_stop_stops_nobody(client, token):
    UserFactory(pk=1)
    assert client.post(reverse("foundation:stop_letters", args=[token])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_notices_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    project = ProjectFactory()
    zoe = bearer_of(project)
    for _ in range(count):
        told(zoe, project=project)
    client.force_login(zoe)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("foundation:notices"))
    assert len(page.context["rows"]) == count


def test_notices_are_marked_read_one_by_one_or_together(client):
    project = ProjectFactory()
    zoe, adam = bearer_of(project), member_of(project)
    for _ in range(3):
        told(zoe, adam, project=project)
    client.force_login(zoe)
    client.post(reverse("foundation:read_notices"), {"notice": zoe.notices.first().pk})
    assert notifications.unread(zoe) == 2
    client.post(reverse("foundation:read_notices"), {"notice": adam.notices.first().pk})
    assert notifications.unread(adam) == 3
    client.post(reverse("foundation:read_notices"))
    assert notifications.unread(zoe) == 0
    assert client.get(reverse("foundation:read_notices")).status_code == 405


def test_a_notice_of_what_one_may_no_longer_see_says_nothing_of_it(client):
    note = LogbookEntryFactory(audience="collective", author=UserFactory(name="Adam"))
    zoe = bearer_of(note.project)
    told(zoe, note=note)
    zoe.roles.all().delete()
    client.force_login(zoe)
    page = client.get(reverse("foundation:notices")).content.decode()
    assert "Adam" not in page
    assert note.project.name not in page


def test_the_worker_writes_and_sends_what_cannot_wait(mailoutbox):
    project = ProjectFactory()
    told(bearer_of(project), project=project, at_once=True)
    assert work.run_once() > 0
    assert len(mailoutbox) == 1
    assert letters.deliver_waiting() == 0
    assert work.run_once() == 0


def test_notices_are_chosen_by_importance_and_by_what_was_not_read(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    told(zoe, project=project)
    told(zoe, project=project, at_once=True)
    other = ProjectFactory(cohort=project.cohort)
    told(zoe, note=LogbookEntryFactory(project=other, audience="cohort"))
    client.force_login(zoe)

    def shown(**asked):
        page = client.get(reverse("foundation:notices"), asked)
        return [row["notice"].kind for row in page.context["rows"]]

    assert sorted(shown()) == ["answer", "mine", "others"]
    assert shown(importance="answer") == ["answer"]
    assert shown(importance="news") == ["mine"]
    assert shown(importance="information") == ["others"]
    notifications.mark_read(zoe, notice=zoe.notices.get(kind="mine").pk)
    assert sorted(shown(etat="nouveaux")) == ["answer", "others"]
    assert shown(etat="nouveaux", importance="news") == []
    assert client.get(reverse("foundation:notices"), {"importance": "x"}).status_code == 400
    assert notifications.counts(zoe) == {("answer", True): 1, ("news", False): 1, ("information", True): 1}


def test_marking_one_as_read_comes_back_to_the_same_list(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    told(zoe, project=project)
    client.force_login(zoe)
    there = reverse("foundation:notices") + "?importance=news"
    address = reverse("foundation:read_notices")
    assert client.post(address, {"notice": zoe.notices.get().pk, "back": there})["Location"] == there
    assert client.post(address, {"back": "https://evil.example/"})["Location"] == reverse("foundation:notices")


RHYTHMS = {"answer": "daily", "mine": "weekly", "others": "never", "seminars": "now", "programme": "daily"}


def test_each_kind_of_notice_follows_the_rhythm_chosen_for_it(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    Notice.objects.all().delete()
    client.force_login(zoe)
    assert client.post(reverse("foundation:rhythm"), RHYTHMS).status_code == 302
    told(zoe, project=project, at=MORNING - timedelta(days=1))
    told(zoe, project=project, at_once=True, at=MORNING - timedelta(days=1))
    told(zoe, note=LogbookEntryFactory(project=ProjectFactory(cohort=project.cohort), audience="cohort"))
    assert states() == ["waiting", "waiting", "shown"]
    assert notifications.send_at_once(MORNING) == 0
    assert notifications.send_digests(MORNING) == 1
    assert states() == ["waiting", "sent", "shown"]
    monday = MORNING + timedelta(days=6)
    assert monday.weekday() == 0
    assert notifications.send_digests(monday - timedelta(days=1)) == 0
    assert notifications.send_digests(monday) == 1
    assert notifications.send_digests(monday + timedelta(hours=3)) == 0
    assert Letter.objects.count() == 2


def test_what_waits_in_the_outbox_follows_a_new_choice(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    Notice.objects.all().delete()
    told(zoe, project=project)
    client.force_login(zoe)
    client.post(reverse("foundation:rhythm"), {**RHYTHMS, "mine": "now"})
    assert notifications.send_at_once(MORNING) == 1


@pytest.mark.parametrize("said", [{"mine": "hourly"}, {"mine": ""}])
def test_a_rhythm_that_does_not_exist_is_refused(client, said):
    zoe = UserFactory()
    client.force_login(zoe)
    page = client.post(reverse("foundation:rhythm"), {**RHYTHMS, **said})
    assert page.status_code == 200
    assert not zoe.preferences.exists()


def test_mails_that_were_stopped_start_again_from_now(client):
    project = ProjectFactory()
    zoe = bearer_of(project)
    Notice.objects.all().delete()
    notifications.stop_letters(zoe)
    told(zoe, project=project)
    assert notifications.send_digests(MORNING) == 0
    client.force_login(zoe)
    client.post(reverse("foundation:resume_letters"))
    assert notifications.send_digests(MORNING + timedelta(days=1)) == 0
    told(zoe, project=project, at=MORNING)
    assert notifications.send_digests(MORNING + timedelta(days=1)) == 1
