"""From the outbox to the letters: a digest a day by default, at once when someone waits for an answer."""

import logging
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation import kinds, letters, mail_answers, registry, reminders, sentences
from levain.foundation.models import JournalEntry, Notice, Rhythm
from levain.foundation.typed import in_a_letter

logger = logging.getLogger(__name__)

STOP = signing.Signer(salt="levain.foundation.notifications.stop")


def unread(user: Any) -> int:
    """How many notices she has not read: for the badge beside the bell."""
    return shown(user).filter(read_at=None).count()


def shown(user: Any) -> QuerySet[Notice]:
    """The notices of a person, latest first; what is held back or no longer hers is left out."""
    hidden = [Notice.State.HELD, Notice.State.DROPPED]
    return Notice.objects.filter(recipient=user).exclude(state__in=hidden)


def mark_read(user: Any, *, notice: int | None = None) -> None:
    """Mark one notice, or all of them, as read."""
    mine = Notice.objects.filter(recipient=user, read_at=None)
    (mine.filter(pk=notice) if notice else mine).update(read_at=timezone.now())


def release(entry: JournalEntry) -> int:
    """Let go the notices of an entry that waited for a person's decision."""
    return Notice.objects.filter(entry=entry, state=Notice.State.HELD).update(
        state=Notice.State.WAITING, rhythm=Rhythm.NOW
    )


def send_at_once(now: datetime | None = None) -> int:
    """Write the letters of notices that do not wait for the digest."""
    return _send(Q(rhythm=Rhythm.NOW), now or timezone.now())


def send_digests(now: datetime) -> int:
    """Write one letter to each person for all that happened before the last morning; again that day does nothing."""
    return _send(Q(entry__at__lt=kinds.last_morning(now)), now)


def _send(which: Q, now: datetime) -> int:
    stands = reminders.StillPending(now)
    waiting = Notice.objects.filter(which, state=Notice.State.WAITING)
    people = get_user_model().objects.in_bulk(set(waiting.order_by().values_list("recipient_id", flat=True)))
    written = 0
    for person in people.values():
        try:
            with transaction.atomic():
                written += _write_to(person, waiting.filter(recipient=person), stands)
        except Exception:
            logger.exception("The notices of person %s could not be written", person.pk)
    return written


def _write_to(person: Any, waiting: QuerySet[Notice], stands: reminders.StillPending) -> int:
    locking: dict[str, Any] = (
        {"of": ("self",), "skip_locked": True} if connection.features.has_select_for_update_of else {}
    )
    notices = list(waiting.select_for_update(**locking).select_related("entry__actor").order_by("entry__at", "pk"))
    sentences.attach(notice.entry for notice in notices)
    allowed = [notice for notice in notices if _may_know(person, notice.entry, stands)]
    _close(set(notices) - set(allowed), Notice.State.DROPPED)
    if not person.wants_letters:
        _close(allowed, Notice.State.SHOWN)
        return 0
    _close(allowed, Notice.State.SENT, sent_at=timezone.now())
    if not allowed:
        return 0
    with translation.override(person.language):
        return _write_letters(person, [notice.entry for notice in allowed])


def _may_know(person: Any, entry: JournalEntry, stands: reminders.StillPending) -> bool:
    if not stands(entry.verb, person.pk, entry.object_type_id, entry.object_id):
        return False
    return person.is_active and entry.object is not None and bool(registry.may_see(person, entry.object))


def _close(notices: Iterable[Notice], state: str, **changes: Any) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(state=state, **changes)


def _write_letters(person: Any, entries: list[JournalEntry]) -> int:
    """What can be answered in one gesture has its own letter, with its own button; the rest shares one."""
    written, together = 0, []
    for entry in entries:
        answer = mail_answers.link_for(entry, person)
        if answer:
            _letter(
                person, [entry], link=answer, label=_("Give my answer"), subject=_("Someone waits for your answer")
            )
            written += 1
        else:
            together.append(entry)
    if together:
        one = len(together) == 1
        link = sentences.link(together[0]) if one else reverse("foundation:notices")
        subject = ngettext("News of your projects", "%(count)s pieces of news of your projects", len(together))
        _letter(
            person,
            together,
            link=settings.SITE_URL + link,
            label=_("Read on Levain"),
            subject=subject % {"count": len(together)},
        )
        written += 1
    return written


def _letter(person: Any, entries: list[JournalEntry], *, link: str, label: str, subject: str) -> None:
    stop = settings.SITE_URL + reverse("foundation:stop_letters", args=[STOP.sign(person.pk)])
    said = {
        "name": in_a_letter(str(person)),
        "groups": _by_place(entries),
        "link": link,
        "label": label,
        "stop": stop,
        "fictional": any(_fictional(entry) for entry in entries),
    }
    text, html = (render_to_string(f"foundation/mail/news.{kind}", said) for kind in ("txt", "html"))
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    letters.queue(person.email, subject, text, html, headers)


def _by_place(entries: list[JournalEntry]) -> list[tuple[str, list[str]]]:
    def place(entry: JournalEntry) -> str:
        return in_a_letter(sentences.title(entry.place))

    ordered = sorted(entries, key=place)
    return [
        (name, [sentences.tell(entry, in_a_letter) for entry in group]) for name, group in groupby(ordered, place)
    ]


def _fictional(entry: JournalEntry) -> bool:
    return any(getattr(obj, "fictional", False) for obj in (entry.object, entry.place))


def person_of(token: str) -> Any:
    """The person whose letters a signed link stops, or None."""
    try:
        return get_user_model().objects.filter(pk=STOP.unsign(token)).first()
    except (signing.BadSignature, ValueError):
        return None


def stop_letters(person: Any) -> None:
    get_user_model().objects.filter(pk=person.pk).update(wants_letters=False)


@transaction.atomic
def settle(*, read_before: datetime) -> None:
    """Close the outbox of a story told after the fact: nobody receives today the letters of a year that is over."""
    told_at = JournalEntry.objects.filter(pk=OuterRef("entry_id")).values("at")[:1]
    waiting = Notice.objects.filter(state=Notice.State.WAITING)
    waiting.filter(entry__at__lt=read_before).update(read_at=Subquery(told_at))
    waiting.update(state=Notice.State.SENT, sent_at=Subquery(told_at))
