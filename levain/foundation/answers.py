"""What waits for its reader's answer, and when it no longer does: asked again of the state of things.

A package says, when it starts, as long as what a verb waits for:

    answers.wait_for(**{"need.qualified": Q(state=Need.State.QUALIFIED)})

and `reminders` says as much of each reminder. When a deed is recorded in a place, what its people were told there is
looked at again, in the transaction of the deed; the tick looks at everything, for what time or a departure settled.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from levain.foundation.models import JournalEntry, Kind, Notice

AT_A_TIME = 500
EVERYONE = None

# Asked after each deed, when most often nothing waits: as it is written here, it costs a tenth of the same queryset.
UNSETTLED = """
    SELECT notice.id, notice.recipient_id, entry.verb, entry.object_type_id, entry.object_id
    FROM foundation_notice AS notice JOIN foundation_journalentry AS entry ON entry.id = notice.entry_id
    WHERE notice.kind = 'answer' AND notice.settled_at IS NULL AND entry.id <> %s
"""
IN_PLACE = UNSETTLED + "AND entry.place_type_id = %s AND entry.place_id = %s"
OF_OBJECT = UNSETTLED + "AND entry.object_type_id = %s AND entry.object_id = %s"

# Of these objects, those still waited for, each with whom: (a person's id, or everyone told of it; the object's id).
Still = Callable[[datetime, int, list[int]], Iterable[tuple[int | None, int]]]
Row = tuple[int, int, str, int, int]

_still: dict[str, Still] = {}
_asks_everyone: set[str] = set()
_whom: dict[str, Callable[[Any], Collection[int]]] = {}


def wait_for(**verbs: Q) -> None:
    """Called from an app's `ready`: all those told of each verb are waited for, as long as its object is so."""
    wait_for_some(**verbs)
    _asks_everyone.update(verbs)


def wait_for_some(**verbs: Q) -> None:
    """The same where only those told `at_once` are waited for: the others are told of it as news."""
    for verb, state in verbs.items():
        _still[verb] = _while(state)


def asked_again(verb: str, still: Still) -> None:
    """The same as `wait_for`, for what no filter says."""
    _still[verb] = still
    _asks_everyone.add(verb)


def ask(of: Callable[[Any], Collection[int]], *verbs: str) -> None:
    """Of what these verbs tell, only the people whose ids `of` gives for the object are waited for."""
    _whom.update(dict.fromkeys(verbs, of))


def whom(verb: str, on: Any, ids: Collection[int]) -> set[int]:
    """Those of these people who are waited for; to the others it is news."""
    return set(ids) if verb not in _whom else set(ids) & set(_whom[verb](on))


def waits(verb: str) -> bool:
    """Whether all those told of it are waited for."""
    return verb in _asks_everyone


def known() -> list[str]:
    """The verbs whose end is known; what the others tell is over once read."""
    return list(_still)


def _while(state: Q) -> Still:
    def still(now: datetime, kind: int, ids: list[int]) -> Iterable[tuple[int | None, int]]:
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        return ((EVERYONE, pk) for pk in model.objects.filter(state, pk__in=ids).values_list("pk", flat=True))

    return still


def unsettled() -> QuerySet[Notice]:
    return Notice.objects.filter(kind=Kind.ANSWER, settled_at=None)


def close_after(entry: JournalEntry) -> None:
    """Close what this deed answered: what was told in its place, or of its object where there is no place."""
    if entry.verb.startswith("reminder."):
        return
    if entry.place_id is not None:
        asked, near = IN_PLACE, (entry.place_type_id, entry.place_id)
    else:
        asked, near = OF_OBJECT, (entry.object_type_id, entry.object_id)
    with connection.cursor() as cursor:
        cursor.execute(asked, [entry.pk, *near])
        rows = cursor.fetchall()
    if rows:
        _close(rows, timezone.now())


def close_all(now: datetime) -> int:
    """Look again at everything that waits; again does nothing more."""
    closed, last = 0, 0
    while rows := _rows(unsettled().filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        last = rows[-1][0]
        closed += _close(rows, now)
    return closed


def _rows(notices: QuerySet[Notice]) -> list[Row]:
    return list(notices.values_list("pk", "recipient_id", "entry__verb", "entry__object_type_id", "entry__object_id"))


def _close(rows: list[Row], now: datetime) -> int:
    of_verb: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row[2] in _still:
            of_verb[row[2], row[3]].append(row)
    over: list[int] = []
    for (verb, kind), told in of_verb.items():
        still = set(_still[verb](now, kind, sorted({row[4] for row in told})))
        over += [row[0] for row in told if not {(row[1], row[4]), (EVERYONE, row[4])} & still]
    if not over:
        return 0
    notices = unsettled().filter(pk__in=over)
    # Its letter has not left: nobody is asked by mail for what is done.
    notices.filter(state=Notice.State.WAITING).update(state=Notice.State.SHOWN)
    notices.filter(read_at=None).update(read_at=now)
    return notices.update(settled_at=now)
