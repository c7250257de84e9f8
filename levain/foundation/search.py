"""Find objects by the words of their texts: the same tokens, sets and order on SQLite and on PostgreSQL.

The engine only answers which entries hold the tokens (FTS5, `tsvector`); the order is made here, so that it is one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models

from levain.formulas import french
from levain.foundation.asked_words import Asked
from levain.foundation.models import SearchEntry

CAP = 1000
WORDS_ASKED = 200
WORDS_KEPT = 20_000

# CROSS JOIN keeps SQLite from asking the index again for each row of the table (500 times slower on 5,000 rows).
_SQLITE = """
    SELECT entry.object_id, entry.tokens FROM foundation_searchtokens
    CROSS JOIN foundation_searchentry entry ON entry.id = foundation_searchtokens.rowid
    WHERE foundation_searchtokens MATCH %s AND entry.object_type_id = %s
    ORDER BY entry.object_id DESC LIMIT %s
"""
_POSTGRESQL = """
    SELECT object_id, tokens FROM foundation_searchentry
    WHERE lexemes @@ %s::tsquery AND object_type_id = %s
    ORDER BY object_id DESC LIMIT %s
"""


# With marks, which only one class of objects bears, the newest come first from the index itself: a word held by half
# of a million entries costs what a rare one does. A phrase is then read in the tokens of those that hold its words.
_SQLITE_MARKED = """
    SELECT entry.object_id, entry.tokens FROM (
        SELECT rowid AS id FROM foundation_searchtokens WHERE foundation_searchtokens MATCH %s
        ORDER BY rowid DESC LIMIT %s
    ) found CROSS JOIN foundation_searchentry entry ON entry.id = found.id
    WHERE entry.object_type_id = %s {phrases} ORDER BY entry.id DESC LIMIT %s
"""
# PostgreSQL's index has no order: a common word is met often enough among the newest entries, a rare one is sorted.
_NEWEST = 20_000
_POSTGRESQL_NEWEST = """
    SELECT object_id, tokens FROM foundation_searchentry entry
    WHERE id > (SELECT max(id) FROM foundation_searchentry) - %s AND lexemes @@ %s::tsquery AND object_type_id = %s
    {phrases} ORDER BY id DESC LIMIT %s
"""
_POSTGRESQL_ALL = """
    WITH found AS MATERIALIZED (
        SELECT id FROM foundation_searchentry WHERE lexemes @@ %s::tsquery AND object_type_id = %s
    ), newest AS MATERIALIZED (SELECT id FROM found ORDER BY id DESC LIMIT %s)
    SELECT entry.object_id, entry.tokens FROM newest JOIN foundation_searchentry entry ON entry.id = newest.id
    WHERE true {phrases} ORDER BY entry.id DESC LIMIT %s
"""
# How many of the newest texts that hold its words are read for a phrase.
READ_FOR_A_PHRASE = 10_000
_SQLITE_HOLDING = """
    SELECT count(*) FROM (SELECT 1 FROM foundation_searchtokens WHERE foundation_searchtokens MATCH %s LIMIT %s) found
"""
_POSTGRESQL_HOLDING = """
    SELECT count(*) FROM (SELECT 1 FROM foundation_searchentry WHERE lexemes @@ %s::tsquery LIMIT %s) found
"""
# A mark, or several of which one is enough.
Mark = str | Sequence[str]


def index(obj: models.Model, text: str) -> None:
    """Make an object findable by the words of `text`, in the transaction of what wrote it; again replaces."""
    index_many(type(obj), [(obj.pk, text)])


def index_many(model: type[models.Model], rows: Iterable[tuple[int, str]]) -> None:
    """The same for many objects of a class, given as (id, text)."""
    _index(model, ((pk, _kept(text)) for pk, text in rows))


def index_marked(model: type[models.Model], rows: Iterable[tuple[int, str, Iterable[str]]]) -> None:
    """The same with every word in its place, and marks beside them (letters and digits), which a search may demand:
    where, when, whose."""
    _index(model, ((pk, " ".join([*tokens_in_place(text), *marks])) for pk, text, marks in rows))


def tokens_in_place(text: str) -> list[str]:
    return [french.spelled(word) for word in french.words(text)[:WORDS_KEPT]]


def _index(model: type[models.Model], rows: Iterable[tuple[int, str]]) -> None:
    kind = ContentType.objects.get_for_model(model)
    SearchEntry.objects.bulk_create(
        (SearchEntry(object_type=kind, object_id=pk, tokens=tokens) for pk, tokens in rows),
        update_conflicts=True,
        unique_fields=["object_type", "object_id"],
        update_fields=["tokens"],
        batch_size=500,
    )


def remove(obj: models.Model) -> None:
    """Call before the object is deleted, while it still has its id."""
    SearchEntry.objects.filter(object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk).delete()


def remove_many(model: type[models.Model], keys: Iterable[int]) -> None:
    """The same for objects already deleted, by their ids."""
    kind = ContentType.objects.get_for_model(model)
    SearchEntry.objects.filter(object_type=kind, object_id__in=list(keys)).delete()


def find(
    model: type[models.Model], text: str, *, limit: int = 50, any_word: bool = False, every_word: bool = False
) -> list[int]:
    """The ids of the best objects for these words: all the words first, else any of them."""
    asked = _asked(french.tokens(text))
    if not asked:
        return []
    rows = [] if any_word else _rows(model, asked, " AND ", CAP)
    if not every_word:
        rows = rows or _rows(model, asked, " OR ", CAP)
    return _in_order(rows, asked)[:limit]


@dataclass(frozen=True)
class Found:
    """The best of the newest objects that hold all that was asked, and whether there may be others."""

    keys: list[int]
    capped: bool


def look(model: type[models.Model], asked: Asked, marks: Sequence[Mark], without: Sequence[str] = ()) -> Found:
    """The objects indexed with marks that hold every word, every phrase, every mark, and none of the others."""
    words, ways = asked.demanded(), asked.ways()
    if not words:
        return Found([], False)
    wanted = _groups([*words, *([mark] if isinstance(mark, str) else mark for mark in marks)], without)
    rows, read_whole = _marked_rows(model, wanted, ways)
    ranked = _in_order(rows, [token for word in words for token in word])
    return Found(ranked, len(rows) == CAP or not read_whole)


def holding(model: type[models.Model], tokens: Sequence[str], *, cap: int = CAP) -> list[int]:
    """The ids of the objects that hold any of these tokens, newest first and unranked: for those who score."""
    asked = _asked(tokens)
    return [pk for pk, _ in _rows(model, asked, " OR ", cap)] if asked else []


def _kept(text: str) -> str:
    return " ".join(french.tokens(text)[:WORDS_KEPT])


def _asked(tokens: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(tokens[:WORDS_ASKED]))


def _rows(model: type[models.Model], asked: list[str], joined: str, cap: int) -> list[tuple[int, str]]:
    kind = ContentType.objects.get_for_model(model).pk
    quote, both, either = _signs()
    wanted = (both if joined == " AND " else either).join(f"{quote}{token}{quote}" for token in asked)
    with connection.cursor() as cursor:
        cursor.execute(_SQLITE if _is_sqlite() else _POSTGRESQL, [wanted, kind, cap])
        return cursor.fetchall()


def _marked_rows(model: type[models.Model], wanted: str, ways: list[list[str]]) -> tuple[list[tuple[int, str]], bool]:
    """The newest rows, and whether all those that hold the words were read for the phrases."""
    kind = ContentType.objects.get_for_model(model).pk
    said, following = _following(ways)
    read = READ_FOR_A_PHRASE if ways else CAP
    with connection.cursor() as cursor:
        if _is_sqlite():
            cursor.execute(_SQLITE_MARKED.format(phrases=said), [wanted, read, kind, *following, CAP])
            rows = cursor.fetchall()
        else:
            cursor.execute(_POSTGRESQL_NEWEST.format(phrases=said), [_NEWEST, wanted, kind, *following, CAP])
            rows = cursor.fetchall()
            if len(rows) < CAP:
                cursor.execute(_POSTGRESQL_ALL.format(phrases=said), [wanted, kind, read, *following, CAP])
                rows = cursor.fetchall()
        if not ways or len(rows) == CAP:
            return rows, True
        cursor.execute(_SQLITE_HOLDING if _is_sqlite() else _POSTGRESQL_HOLDING, [wanted, read + 1])
        return rows, cursor.fetchone()[0] <= read


def _is_sqlite() -> bool:
    return bool(connection.vendor == "sqlite")


def _signs() -> tuple[str, str, str]:
    return ('"', " AND ", " OR ") if _is_sqlite() else ("'", " & ", " | ")


def _groups(groups: Iterable[Sequence[str]], without: Sequence[str]) -> str:
    """Of each group, one is enough; of all of them, none may lack."""
    quote, both, either = _signs()
    neither = " NOT " if _is_sqlite() else " & !"
    told = [either.join(f"{quote}{one}{quote}" for one in group if one.isalnum()) for group in groups]
    wanted = both.join(f"({one})" for one in told if one)
    return f"({wanted})" + "".join(f"{neither}{quote}{one}{quote}" for one in without)


def _following(ways: list[list[str]]) -> tuple[str, list[str]]:
    """Tokens are letters and digits: none of them means anything to LIKE."""
    said = ["(" + " OR ".join(["(' ' || entry.tokens || ' ') LIKE %s"] * len(some)) + ")" for some in ways]
    return "".join(f" AND {one}" for one in said), [f"% {way} %" for some in ways for way in some]


def _in_order(rows: list[tuple[int, str]], asked: list[str]) -> list[int]:
    """Rank by BM25 (Robertson and Zaragoza, 2009) over what was found; the newest first among equals."""
    if not rows:
        return []
    held = [(pk, Counter(tokens.split(" "))) for pk, tokens in rows]
    mean = sum(counts.total() for _, counts in held) / len(held) or 1
    rare = {token: log(1 + (len(held) + 1) / (1 + sum(token in counts for _, counts in held))) for token in asked}

    def score(counts: Counter[str]) -> float:
        long = 1.2 * (0.25 + 0.75 * counts.total() / mean)
        return sum(rare[token] * counts[token] / (counts[token] + long) for token in asked if token in counts)

    return [-pk for _, pk in sorted((-score(counts), -pk) for pk, counts in held)]
