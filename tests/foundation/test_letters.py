import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from levain.foundation import letters, typed, work
from levain.foundation.models import Letter

pytestmark = pytest.mark.django_db


class Moody(EmailBackend):
    """A mail server that refuses some addresses."""

    def send_messages(self, messages):
        if any("refused" in address for message in messages for address in message.to):
            raise ConnectionError("554 no such person")
        return super().send_messages(messages)


@pytest.fixture
def moody(settings):
    settings.EMAIL_BACKEND = "tests.foundation.test_letters.Moody"


def test_a_letter_leaves_only_if_what_it_tells_is_kept():
    with transaction.atomic():
        letters.queue("lea@example.org", "Bonjour", "Bonjour")
        transaction.set_rollback(True)
    assert Letter.objects.count() == 0


def test_a_letter_that_fails_does_not_hold_up_the_others(moody):
    letters.queue("refused@example.org", "Un", "Un")
    letters.queue("lea@example.org", "Deux", "Deux")

    assert letters.deliver_waiting() == 1

    assert [message.to for message in mail.outbox] == [["lea@example.org"]]
    kept = Letter.objects.get(to="refused@example.org")
    assert (kept.attempts, kept.sent_at, kept.text) == (1, None, "Un")
    assert kept.not_before > timezone.now()
    assert "ConnectionError" in kept.last_error


def test_a_letter_that_failed_is_tried_again_later_and_less_and_less_often(moody):
    letter = letters.queue("refused@example.org", "Un", "Un")
    waits = []
    for _ in range(len(letters.WAITS) + 3):
        Letter.objects.filter(pk=letter.pk).update(not_before=timezone.now())
        letters.deliver_waiting()
        letter.refresh_from_db()
        waits.append(round((letter.not_before - timezone.now()).total_seconds() / 60))
    assert waits[: len(letters.WAITS)] == [1, 5, 30, 120, 360, 720, 1440]
    assert letter.attempts == len(letters.WAITS) + 1
    assert list(letters.stuck()) == [letter]


def test_a_letter_is_never_sent_twice():
    letter = letters.queue("lea@example.org", "Un", "Un")
    assert letters.deliver_waiting() == 1
    assert letters.deliver_waiting() == 0
    stale = Letter(pk=letter.pk, attempts=0)
    assert not letters._take(stale)
    assert len(mail.outbox) == 1


def test_two_workers_do_not_take_the_same_letter():
    letters.queue("lea@example.org", "Un", "Un")
    seen_by_one, seen_by_other = Letter.objects.get(), Letter.objects.get()
    assert letters._take(seen_by_one)
    assert not letters._take(seen_by_other)


@pytest.mark.parametrize(
    "subject",
    [
        "Bonjour\r\nBcc: x@y.zz",
        "Bonjour\nBcc: x@y.zz",
        "Bonjour\x00",
        "Bonjour\u2028Bcc: x@y.zz",
        "Bonjour\x0b\x0cBcc:",
    ],
)
def test_a_subject_cannot_add_a_header(subject):
    letters.queue("lea@example.org", subject, "Un")
    letters.deliver_waiting()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]


@pytest.mark.parametrize("to", ["", "lea", "lea@example.org\nBcc: x@y.zz", "a@b.fr, c@d.fr", "<x@y.fr>"])
def test_a_bad_address_is_refused(to):
    with pytest.raises(letters.BadLetter):
        letters.queue(to, "Un", "Un")


@pytest.mark.parametrize("headers", [{"X-A": "1\r\nBcc: x@y.zz"}, {"X A": "1"}, {"X-A\n": "1"}])
def test_a_bad_header_is_refused(headers):
    with pytest.raises(letters.BadLetter):
        letters.queue("lea@example.org", "Un", "Un", headers=headers)


@pytest.mark.parametrize(
    ("typed_name", "in_letter"),
    [
        ("Léa\r\nMartin", "Léa Martin"),
        ("http://evil.example/x", "http:\u2060/\u2060/evil.\u2060example/x"),
        ("evil.example", "evil.\u2060example"),
        ("x@evil.example", "x@\u2060evil.\u2060example"),
        ("<b>Léa</b>", "<b>Léa</b>"),
        ("L" * 200, "L" * 119 + "…"),
        ("Ann\u202ea", "Ann a"),
    ],
)
def test_words_of_people_stay_one_short_line_and_make_no_link(typed_name, in_letter):
    assert typed.in_a_letter(typed_name) == in_letter


def test_mails_as_files_are_read_as_they_are(settings, tmp_path):
    settings.EMAIL_BACKEND = "levain.foundation.mailbox.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mails")
    long = f"<https://levain.example/{'a' * 120}>"
    words = ("Où en êtes-vous ?\n", "<p>Où en êtes-vous ?</p>")
    letters.queue("lea@example.org", "Une étape à préparer", *words, {"List-Unsubscribe": long})
    letters.queue("lea@example.org", "Une étape à préparer", "Deux\n")
    letters.deliver_waiting()
    files = sorted(Path(settings.EMAIL_FILE_PATH).iterdir())
    assert len(files) == 2
    first = next(file for file in files if "Où" in file.read_text())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}-une-etape-a-preparer-[0-9a-f]{6}\.eml", first.name)
    assert "Subject: Une étape à préparer" in first.read_text()
    assert f"List-Unsubscribe: {long}" in first.read_text()
    parsed = message_from_bytes(first.read_bytes(), policy=policy.default)
    assert parsed.get_body(("plain",)).get_content() == "Où en êtes-vous ?\n"
    assert "<p>Où en êtes-vous ?</p>" in parsed.get_body(("html",)).get_content()
    assert first.stat().st_mode & 0o077 == 0


def test_the_worker_goes_on_when_one_of_its_deeds_fails(monkeypatch):
    letters.queue("lea@example.org", "Un", "Un")
    monkeypatch.setattr(work.notifications, "send_at_once", lambda: 1 / 0)
    assert work.run_once() == 1
    assert work.run_once() == 0


def test_a_tick_can_be_done_again(monkeypatch):
    calls = []
    monkeypatch.setattr(work, "_due", [lambda now: 1 / 0, calls.append])
    work.tick()
    work.tick()
    assert len(calls) == 2


def test_queued_tasks_run_in_the_loop(transactional_db):
    from tests.foundation.a_task import note

    note.enqueue(3)
    assert work.run_tasks() == 1
    assert work.run_tasks() == 0
    from tests.foundation.a_task import noted

    assert noted == [3]


def test_a_mail_kept_as_a_file_keeps_what_is_attached(settings, tmp_path):
    settings.EMAIL_BACKEND = "levain.foundation.mailbox.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    letters.queue("zoe@example.org", "Une date", "Bonjour", "<p>Bonjour</p>", values={"calendar": "BEGIN:VCALENDAR"})

    letters.deliver_waiting()

    (kept,) = tmp_path.glob("*.eml")
    read = message_from_bytes(kept.read_bytes(), policy=policy.default)
    (attached,) = read.iter_attachments()
    assert attached.get_filename() == "levain.ics"
    assert "BEGIN:VCALENDAR" in attached.get_content()
    assert "Bonjour" in read.get_body(("plain",)).get_content()
