"""From the outbox to the letters: each kind of notice at the rhythm its reader chose, people read in batches."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from levain.foundation import answers, kinds, registry, reminders, sentences
from levain.foundation.models import JournalEntry, Letter, MailAnswer, Notice, Rhythm
from levain.foundation.news import STOP, Composed, Composer

logger = logging.getLogger(__name__)

PEOPLE_AT_A_TIME = 200
# Letters of news that a person may receive in a day; what comes after them waits for the next digest.
LETTERS_A_DAY = 4


class TakenByAnother(Exception):
    """Another worker wrote some of these letters in the meantime: it keeps them all."""


def unread(user: Any) -> int:
    """How many notices she has not read: for the badge beside the bell."""
    return shown(user).filter(read_at=None).count()


def shown(user: Any, *, importance: str = "", unread: bool = False) -> QuerySet[Notice]:
    """The notices of a person, latest first; what is held back or no longer hers is left out."""
    hidden = [Notice.State.HELD, Notice.State.DROPPED]
    found = Notice.objects.filter(recipient=user).exclude(state__in=hidden)
    if importance:
        found = found.filter(kinds.of_importance(importance))
    return found.filter(read_at=None) if unread else found


def counts(user: Any) -> dict[tuple[str, bool], int]:
    """How many notices she has of each importance, those not read yet apart: one query."""
    rows = shown(user).order_by().annotate(new=Q(read_at=None), settled=Q(settled_at__isnull=False))
    found: dict[tuple[str, bool], int] = defaultdict(int)
    for kind, new, settled, n in rows.values_list("kind", "new", "settled").annotate(n=Count("pk")):
        found[kinds.NEWS if settled else kinds.IMPORTANCE[kind], bool(new)] += n
    return found


def mark_read(user: Any, *, notice: int | None = None) -> None:
    """Mark one notice, or all of them, as read."""
    mine, now = Notice.objects.filter(recipient=user), timezone.now()
    if notice:
        mine = mine.filter(pk=notice)
    mine.filter(read_at=None).update(read_at=now)
    over = answers.unsettled().filter(pk__in=mine.values("pk"), read_at__isnull=False)
    over.exclude(entry__verb__in=answers.known()).update(settled_at=now)


def send_at_once(now: datetime | None = None) -> int:
    """Write the letters of notices that do not wait for the digest."""
    return _send(Q(rhythm=Rhythm.NOW), now or timezone.now(), at_most=LETTERS_A_DAY)


def send_digests(now: datetime) -> int:
    """Write one letter to each person for all that happened before the last morning; again that day does nothing.

    What she wants once a week waits for Monday; what could not leave at once is told here.
    """
    weekly = Q(rhythm=Rhythm.WEEKLY)
    due = Q(entry__at__lt=kinds.last_morning(now)) & ~weekly
    return _send(due | weekly & Q(entry__at__lt=kinds.last_monday(now)), now)


def _send(which: Q, now: datetime, at_most: int | None = None) -> int:
    waiting = Notice.objects.filter(which, state=Notice.State.WAITING)
    stands = reminders.StillPending(now)
    written, last = 0, 0
    while people := list(
        waiting.filter(recipient__gt=last)
        .order_by("recipient_id")
        .values_list("recipient_id", flat=True)
        .distinct()[:PEOPLE_AT_A_TIME]
    ):
        last = people[-1]
        try:
            if at_most is not None:
                people = _not_yet_served(people, now, at_most)
            written += _write_to(people, waiting, Composer(now), stands)
        except TakenByAnother:
            continue
        except Exception:
            logger.exception("The notices of %s people could not be written", len(people))
    return written


def _not_yet_served(people: list[int], now: datetime, at_most: int) -> list[int]:
    """Those who may receive another letter today."""
    since = now - timedelta(days=1)
    letters = Letter.objects.filter(person__in=people, place_id=None, created_at__gt=since).order_by()
    served = letters.values("person").annotate(n=Count("pk")).filter(n__gte=at_most).values_list("person", flat=True)
    return [pk for pk in people if pk not in set(served)]


def _write_to(
    people: list[int], waiting: QuerySet[Notice], composer: Composer, stands: reminders.StillPending
) -> int:
    """Read all that concerns these people in a fixed number of queries, compose, then keep it all in one gesture."""
    notices = list(
        waiting.filter(recipient__in=people).select_related("entry__actor").order_by("entry__at", "entry_id")
    )
    readers = get_user_model().objects.in_bulk(people)
    sentences.attach(notice.entry for notice in notices)
    of_reader: dict[int, list[Notice]] = defaultdict(list)
    asked = []
    for notice in notices:
        of_reader[notice.recipient_id].append(notice)
        if notice.entry.object is not None:
            asked.append((readers[notice.recipient_id], notice.entry.object))
    registry.read_ahead(asked)
    done = []
    for pk, hers in of_reader.items():
        try:
            done.append(_compose(readers[pk], hers, composer, stands))
        except Exception:
            logger.exception("The notices of person %s could not be written", pk)
    return _keep(done)


def _compose(person: Any, notices: list[Notice], composer: Composer, stands: reminders.StillPending) -> Composed:
    allowed = [notice for notice in notices if _may_know(person, notice.entry, stands)]
    composed = Composed(dropped=[notice for notice in notices if notice not in allowed])
    if allowed and person.wants_letters:
        composer.write(person, allowed, composed)
    else:
        composed.shown = allowed
    return composed


def _may_know(person: Any, entry: JournalEntry, stands: reminders.StillPending) -> bool:
    if not person.is_active or entry.object is None:
        return False
    if not stands(entry.verb, person.pk, entry.object_type_id, entry.object_id):
        return False
    return bool(registry.may_see(person, entry.object))


@transaction.atomic
def _keep(done: list[Composed]) -> int:
    """The letters and the state of their notices, together: a worker that stops here leaves all or nothing."""
    _close((notice for one in done for notice in one.sent), Notice.State.SENT, sent_at=timezone.now())
    _close((notice for one in done for notice in one.dropped), Notice.State.DROPPED)
    _close((notice for one in done for notice in one.shown), Notice.State.SHOWN)
    MailAnswer.objects.bulk_create(answer for one in done for answer in one.answers)
    return len(Letter.objects.bulk_create(letter for one in done for letter in one.letters))


def _close(notices: Iterable[Notice], state: str, **changes: Any) -> None:
    ids = [notice.pk for notice in notices]
    closed = Notice.objects.filter(pk__in=ids, state=Notice.State.WAITING).update(state=state, **changes)
    if closed != len(ids):
        raise TakenByAnother


def person_of(token: str) -> Any:
    """The person whose letters a signed link stops, or None."""
    try:
        return get_user_model().objects.filter(pk=STOP.unsign(token)).first()
    except (signing.BadSignature, ValueError):
        return None


def stop_letters(person: Any) -> None:
    """Stop all news by mail; codes, invitations and the like still leave."""
    get_user_model().objects.filter(pk=person.pk).update(wants_letters=False)


@transaction.atomic
def settle(*, read_before: datetime) -> None:
    """Close the outbox of a story told after the fact: nobody receives today the letters of a year that is over."""
    told_at = JournalEntry.objects.filter(pk=OuterRef("entry_id")).values("at")[:1]
    waiting = Notice.objects.filter(state=Notice.State.WAITING)
    waiting.filter(entry__at__lt=read_before).update(read_at=Subquery(told_at))
    waiting.update(state=Notice.State.SENT, sent_at=Subquery(told_at))
