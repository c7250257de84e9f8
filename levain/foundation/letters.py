"""Mails: a row written in the transaction of what it tells, sent by the worker, again later when it fails."""

import logging
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import placeholders, typed
from levain.foundation.models import Letter

logger = logging.getLogger(__name__)

# What to wait after each failure; after the last one the letter stays in the queue, shown as stuck.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)]
# A letter taken by a worker that dies comes back after this long.
LEASE = timedelta(minutes=5)


class BadLetter(ValueError):
    """An address or a header that would break the letter."""


def draft(
    to: str, subject: str, text: str, html: str = "", headers: dict[str, str] | None = None, **said: Any
) -> Letter:
    """A letter, not yet in the queue; its address, its subject and its headers are sound."""
    try:
        to = typed.address(to)
    except ValidationError as error:
        raise BadLetter(_("This mail address is not valid.")) from error
    for name, value in (headers or {}).items():
        if not re.fullmatch(r"[A-Za-z-]+", name) or re.search(r"[\x00-\x1f\x7f]", value):
            raise BadLetter(name)
    return Letter(to=to, subject=_header(subject)[:200], text=text, html=html, headers=headers or {}, **said)


def queue(
    to: str, subject: str, text: str, html: str | None = None, headers: dict[str, str] | None = None, **said: Any
) -> Letter:
    """Put a letter in the queue: it leaves only if the current transaction is kept.

    `person`, `place` and `values` make it one of the outbox of a cohort (`foundation.outbox`).
    """
    letter = draft(to, subject, text, html or "", headers, **said)
    letter.save()
    return letter


def _header(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f\u0085\u2028\u2029\s]+", " ", text).strip()


def waiting():
    """Letters that are due, oldest first."""
    due = Letter.objects.filter(state=Letter.State.WAITING, sent_at=None, not_before__lte=timezone.now())
    return due.filter(attempts__lte=len(WAITS)).exclude(person__is_active=False)


def stuck(since=timedelta(minutes=30)):
    """Letters that should have left long ago."""
    unsent = Letter.objects.filter(state=Letter.State.WAITING, sent_at=None).exclude(person__is_active=False)
    return unsent.filter(
        Q(attempts__gt=len(WAITS)) | Q(created_at__lt=timezone.now() - since, not_before__lt=timezone.now() - since)
    )


def deliver_waiting(limit: int = 200) -> int:
    """Send the letters that are due; one that fails waits its turn again and never holds up the others."""
    due = list(waiting()[:limit])
    if not due:
        return 0
    connection = get_connection()
    try:
        return sum(_deliver(letter, connection) for letter in due if _take(letter))
    finally:
        connection.close()


def _take(letter: Letter) -> bool:
    """Whether this worker, and no other, now holds the letter: a swap on the number of attempts."""
    held = Letter.objects.filter(
        pk=letter.pk, attempts=letter.attempts, sent_at=None, state=Letter.State.WAITING, version=letter.version
    )
    return bool(held.update(attempts=F("attempts") + 1, not_before=timezone.now() + LEASE))


def _deliver(letter: Letter, connection) -> bool:
    mine = Letter.objects.filter(pk=letter.pk)
    try:
        _message(letter, connection).send()
    except Exception as error:  # whatever the mail server or its library answers
        wait = WAITS[min(letter.attempts, len(WAITS) - 1)]
        mine.update(not_before=timezone.now() + wait, last_error=f"{type(error).__name__}: {error}"[:200])
        logger.warning("Letter %s not sent (attempt %s): %s", letter.pk, letter.attempts + 1, type(error).__name__)
        connection.close()
        return False
    # What was said is not kept: a sent letter may hold a code or a link.
    mine.update(sent_at=timezone.now(), text="", html="", headers={}, last_error="")
    return True


def _message(letter: Letter, connection) -> EmailMultiAlternatives:
    host = urlsplit(settings.SITE_URL).hostname
    headers = {
        # The same at each attempt, so that a reader who gets it twice is shown one.
        "Message-ID": f"<letter-{letter.pk}-{int(letter.created_at.timestamp())}@{host}>",
        "Auto-Submitted": "auto-generated",
        **letter.headers,
    }
    subject, text, html = letter.subject, letter.text, letter.html
    if letter.place_id:
        subject, text, html = placeholders.parts(letter)
    message = EmailMultiAlternatives(subject, text, to=[letter.to], headers=headers, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    if calendar := letter.values.get("calendar"):
        # A date for the reader's own calendar, which replaces the one she got before under the same name.
        message.attach("levain.ics", calendar, "text/calendar")
    return message


def purge(now) -> None:
    """Forget the envelopes of letters sent three months ago."""
    Letter.objects.filter(sent_at__lt=now - timedelta(days=90)).delete()
