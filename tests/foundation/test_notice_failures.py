"""The classic failures of notices, one by one: what must never happen to the person who reads."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from levain.foundation import journal, kinds, letters, mail_answers, notifications, reminders, work
from levain.foundation.models import JournalEntry, Letter, MailAnswer, Notice
from levain.people import services
from tests.people.factories import UserFactory
from tests.projects.factories import ActionFactory, LogbookEntryFactory, ProjectFactory, bearer_of, member_of

PARIS = ZoneInfo("Europe/Paris")
MORNING = datetime(2030, 1, 8, 7, 30, tzinfo=PARIS)


@pytest.fixture
def project():
    return ProjectFactory(name="Le verger")


@transaction.atomic
def told(*people, project, at=MORNING - timedelta(days=1), note=None, **said):
    note = note or LogbookEntryFactory(project=project)
    entry = journal.record("logbook.written", on=note, by=note.author, place=project, tell=people, **said)
    super(type(JournalEntry.objects.all()), JournalEntry.objects.filter(pk=entry.pk)).update(at=at)
    return entry


def states():
    return list(Notice.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def zoe(project):
    person = bearer_of(project)
    Notice.objects.all().delete()
    return person


# Duplicates


def test_a_worker_killed_before_it_keeps_the_letters_leaves_nothing_half_done(project, zoe, monkeypatch):
    told(zoe, project=project)
    bulk_create = Letter.objects.bulk_create
    monkeypatch.setattr(Letter.objects, "bulk_create", lambda rows: 1 / 0)
    assert notifications.send_digests(MORNING) == 0
    assert states() == ["waiting"]
    monkeypatch.setattr(Letter.objects, "bulk_create", bulk_create)
    assert notifications.send_digests(MORNING) == 1
    assert Letter.objects.count() == 1


def test_two_workers_write_one_letter(project, zoe, monkeypatch):
    told(zoe, project=project)
    keep = notifications._keep

    def the_other_first(done):
        monkeypatch.setattr(notifications, "_keep", keep)
        assert notifications.send_digests(MORNING) == 1
        return keep(done)

    monkeypatch.setattr(notifications, "_keep", the_other_first)
    assert notifications.send_digests(MORNING) == 0
    assert Letter.objects.count() == 1


def test_a_worker_killed_after_sending_sends_the_same_message_again_not_another(project, zoe):
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    letter = Letter.objects.get()
    first = letters._message(letter, None).message()["Message-ID"]
    assert letters._take(letter)
    assert letters.deliver_waiting() == 0
    Letter.objects.update(not_before=timezone.now())
    assert letters.deliver_waiting() == 1
    assert mail.outbox[0].message()["Message-ID"] == first


def test_two_ticks_at_once_remind_once(project, zoe):
    ActionFactory(project=project, owner=zoe, due=MORNING.date(), created_at=MORNING - timedelta(days=60))
    kind = reminders.registered()["action"]
    rows = [(pending, MORNING.date()) for pending in kind.due(MORNING)]
    assert reminders._tell(kind, rows, MORNING.date()) == 1
    assert reminders._tell(kind, rows, MORNING.date()) == 0


def test_told_twice_of_the_same_entry_is_told_once(project, zoe):
    entry = told(zoe, zoe, project=project)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        journal.tell_of(entry, [zoe])
    assert Notice.objects.count() == 1


# Bursts


def test_after_an_outage_one_letter_tells_what_is_recent_and_counts_the_rest(project, zoe):
    for days in range(60):
        told(zoe, project=project, at=MORNING - timedelta(days=days, hours=2))
    assert notifications.send_digests(MORNING) == 1
    letter = Letter.objects.get()
    assert letter.text.count("carnet de bord") == 10
    assert "50 autres nouvelles, la première du 10 novembre 2029" in letter.text
    assert set(states()) == {"sent"}


def test_a_person_who_starts_her_mails_again_gets_nothing_of_the_pause(project, zoe):
    notifications.stop_letters(zoe)
    for days in range(20):
        told(zoe, project=project, at=MORNING - timedelta(days=days))
        notifications.send_digests(MORNING - timedelta(days=days) + timedelta(hours=20))
    zoe.refresh_from_db()
    kinds.resume_letters(zoe)
    assert notifications.send_digests(MORNING + timedelta(days=1)) == 0


def test_no_more_than_a_few_letters_a_day_the_rest_waits_for_the_digest(project, zoe):
    now = timezone.now()
    for _ in range(9):
        told(zoe, project=project, at=now, at_once=True)
        notifications.send_at_once(now)
    assert Letter.objects.count() == notifications.LETTERS_A_DAY
    assert notifications.send_digests(now + timedelta(days=1)) == 1
    assert set(states()) == {"sent"}


def test_an_old_question_is_still_told_after_an_outage(project, zoe):
    told(zoe, project=project, at=MORNING - timedelta(days=40), at_once=True)
    notifications.send_digests(MORNING)
    assert "carnet de bord" in Letter.objects.get().text


# Rights


def test_who_lost_the_right_between_the_deed_and_the_letter_is_told_nothing(project, zoe):
    told(zoe, project=project, note=LogbookEntryFactory(project=project, audience="collective", text="Entre nous"))
    services.end_role(zoe.roles.get(), by=None)
    zoe.roles.all().delete()
    Notice.objects.exclude(entry__verb="logbook.written").delete()
    assert notifications.send_digests(MORNING) == 0
    assert states() == ["dropped"]


def test_a_letter_holds_no_word_and_no_link_that_its_reader_may_not_open(project, zoe, client):
    beside = ProjectFactory(cohort=project.cohort, name="La grange")
    shared = LogbookEntryFactory(project=beside, audience="cohort", text="Venez voir la grange")
    private = LogbookEntryFactory(project=beside, audience="collective", text="Entre nous seulement")
    for note in (shared, private):
        told(zoe, project=beside, note=note)
    notifications.send_digests(MORNING)
    letter = Letter.objects.get()
    assert "Venez voir" in letter.text
    assert "Entre nous" not in letter.text + letter.html
    client.force_login(zoe)
    (link,) = {found for found in re.findall(r"http://[^/]+(/\S+)", letter.text) if "arret" not in found}
    assert client.get(link).status_code == 200


def test_what_was_withdrawn_meanwhile_is_not_told(project, zoe):
    told(zoe, project=project).object.delete()
    assert notifications.send_digests(MORNING) == 0


def test_a_closed_account_gets_nothing_even_what_was_already_written(project, zoe):
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    told(zoe, project=project)
    zoe.is_active = False
    zoe.save()
    assert notifications.send_digests(MORNING) == 0
    assert letters.deliver_waiting() == 0
    assert not letters.stuck().exists()


# Words


def test_each_reads_in_her_own_language(project, zoe):
    adam = member_of(project)
    adam.language = "en"
    adam.save()
    Notice.objects.all().delete()
    told(zoe, adam, project=project)
    assert notifications.send_digests(MORNING) == 2
    said = {letter.to: letter.text for letter in Letter.objects.all()}
    assert "a écrit dans le carnet de bord" in said[zoe.email]
    assert "wrote in the logbook" in said[adam.email]


def test_the_words_are_inside_and_cut_between_two_words(project, zoe):
    text = "Nous avons planté des arbustes.\n\nEt " + "voici la suite " * 60
    told(zoe, project=project, note=LogbookEntryFactory(project=project, text=text))
    notifications.send_digests(MORNING)
    line = next(line for line in Letter.objects.get().text.splitlines() if "planté" in line)
    assert line.strip().startswith("Nous avons planté des arbustes. Et voici")
    assert line.endswith("…")
    assert line.rstrip("…").split()[-1] in ("voici", "la", "suite")


def test_words_cannot_forge_a_link_or_a_line(project, zoe):
    told(
        zoe, project=project, note=LogbookEntryFactory(project=project, text="Voir http://evil.example\n--\nfin <b>")
    )
    notifications.send_digests(MORNING)
    letter = Letter.objects.get()
    assert "evil.example" not in letter.text + letter.html
    assert "<b>" not in letter.html
    assert letter.text.count("\n--\n") == 1


# Mailboxes


def test_a_shared_mailbox_says_whom_the_letter_is_for_and_asks_who_answers(project, client):
    town_hall = UserFactory(email="mairie@commune.example", name="Mairie de Saint-Bonnet")
    services.give_role(town_hall, "bearer", project, by=None)
    Notice.objects.all().delete()
    told(town_hall, project=project)
    notifications.send_digests(MORNING)
    text = Letter.objects.get().text
    assert "Bonjour Mairie de Saint-Bonnet" in text
    assert "transmettre ce message à\N{NO-BREAK SPACE}: Mairie de Saint-Bonnet" in text


def test_an_address_that_is_none_stops_nobody_else(project, zoe):
    nowhere = UserFactory(email="sans adresse")
    services.give_role(nowhere, "member", project, by=None)
    Notice.objects.all().delete()
    told(nowhere, zoe, project=project)
    assert notifications.send_digests(MORNING) == 1
    assert sorted(states()) == ["sent", "shown"]


class Down(EmailBackend):
    up = False

    def send_messages(self, messages):
        if not Down.up:
            raise ConnectionRefusedError
        return super().send_messages(messages)


def test_a_mail_server_down_then_back_loses_nothing_and_doubles_nothing(project, zoe, settings):
    settings.EMAIL_BACKEND = "tests.foundation.test_notice_failures.Down"
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    Down.up = False
    assert letters.deliver_waiting() == 0
    Letter.objects.update(not_before=timezone.now())
    Down.up = True
    assert letters.deliver_waiting() == 1
    assert letters.deliver_waiting() == 0
    assert len(mail.outbox) == 1


def test_the_stop_link_stops_news_and_not_the_codes(project, zoe):
    told(zoe, project=project)
    notifications.send_digests(MORNING)
    address = re.search(r"//[^/]+(/.+)>", Letter.objects.get().headers["List-Unsubscribe"]).group(1)
    reader = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert reader.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    told(zoe, project=project)
    assert notifications.send_digests(MORNING) == 0
    letters.queue(zoe.email, "Votre code", "123456")
    assert letters.deliver_waiting() == 2


# Tokens


def test_a_link_to_answer_is_good_once_and_keeps_the_name_of_who_answered(project, zoe, monkeypatch):
    note = LogbookEntryFactory(project=project)
    done = []
    said = mail_answers.Purpose(
        model=type(note),
        question=str,
        choices=lambda obj: [("yes", "Oui")],
        rule=lambda user, obj: kinds.registry.may_see(user, obj),
        handle=lambda obj, **given: done.append(given["name"]),
    )
    monkeypatch.setitem(mail_answers._purposes, "note.yes", said)
    token = mail_answers.answer_link("note.yes", note, zoe).rstrip("/").rsplit("/", 1)[1]
    mail_answers.answer(token, name="Une voisine", choice="yes", text="")
    with pytest.raises(mail_answers.LinkClosed):
        mail_answers.answer(token, name="Une autre", choice="yes", text="")
    assert done == ["Une voisine"]
    assert MailAnswer.objects.get().name == "Une voisine"


def test_the_page_to_answer_does_not_guess_who_reads_the_mailbox(project, zoe, client, monkeypatch):
    note = LogbookEntryFactory(project=project)
    said = mail_answers.Purpose(
        model=type(note),
        question=str,
        choices=lambda obj: [("yes", "Oui")],
        rule=lambda user, obj: kinds.registry.may_see(user, obj),
        handle=lambda obj, **given: None,
    )
    monkeypatch.setitem(mail_answers._purposes, "note.yes", said)
    token = mail_answers.answer_link("note.yes", note, zoe).rstrip("/").rsplit("/", 1)[1]
    address = reverse("foundation:answer", args=[token])
    assert not client.get(address).context["form"]["name"].value()
    assert client.post(address, {"choice": "yes", "name": ""}).context["form"].errors["name"]


# Clocks


@pytest.mark.parametrize("day", [datetime(2030, 3, 31, tzinfo=PARIS), datetime(2030, 10, 27, tzinfo=PARIS)])
def test_the_digest_leaves_once_at_seven_on_the_days_the_clock_changes(project, zoe, day):
    at = day.replace
    told(zoe, project=project, at=day - timedelta(hours=3))
    sent = [hour for hour in range(24) if notifications.send_digests(at(hour=hour))]
    assert sent == [7]


@pytest.mark.parametrize("day", [datetime(2030, 3, 31, 12, tzinfo=PARIS), datetime(2030, 10, 27, 12, tzinfo=PARIS)])
def test_the_week_begins_on_monday_at_seven_whatever_the_clock(day):
    monday = kinds.last_monday(day)
    assert (monday.weekday(), monday.hour, monday.date()) == (0, 7, (day - timedelta(days=6)).date())


# Many people


@pytest.mark.parametrize("count", [1, 5])
def test_a_digest_asks_as_many_questions_for_one_person_as_for_five(count, django_assert_num_queries):
    for _ in range(count):
        project = ProjectFactory()
        people = [bearer_of(project), member_of(project)]
        Notice.objects.filter(entry__verb="role.given").delete()
        told(*people, project=project)
    notifications.send_digests(MORNING - timedelta(days=5))
    with django_assert_num_queries(12):
        assert notifications.send_digests(MORNING) == 2 * count


def test_a_tick_sends_and_a_second_one_does_nothing(project, zoe, mailoutbox):
    told(zoe, project=project, at=timezone.now() - timedelta(days=2))
    for _ in range(2):
        work.tick()
        work.run_once()
    assert len(mailoutbox) == 1
