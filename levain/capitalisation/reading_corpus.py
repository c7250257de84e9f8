"""One page of the corpus: the texts that answer, those the reader may see, each with its words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from levain.capitalisation import snippets
from levain.capitalisation.kinds_of_text import words_of
from levain.capitalisation.models import CorpusText
from levain.capitalisation.outside_rules import reads_what_collectives_keep
from levain.capitalisation.services.corpus import AMONG_THEMSELVES, mark_of
from levain.capitalisation.ways_up import objects_of
from levain.foundation import passages, registry, search
from levain.foundation.asked_words import NOTHING, Asked, read
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project

A_PAGE = 20
# Each class of objects is a query, each reading too: a page stops before it would ask too many.
MOST_CLASSES = 4
MOST_READINGS = 3
MOST_MONTHS = 60


@dataclass(frozen=True)
class Wanted:
    """What was asked for; empty fields ask nothing."""

    words: str = ""
    project: Project | None = None
    kind: str = ""
    side: str = ""
    since: date | None = None
    until: date | None = None


@dataclass
class Shown:
    """A text of the corpus as the page shows it."""

    text: CorpusText
    kind: str
    label: str
    title: str
    snippet: snippets.Snippet
    to: str
    said_on: Any
    around: bool


@dataclass
class Page:
    """The texts shown, where the next ones begin, how many answer, and whether more do than are counted."""

    texts: list[Shown] = field(default_factory=list)
    after: str = ""
    count: int = 0
    capped: bool = False


def page_of(cohort: Cohort, wanted: Wanted, reader: User, start: str = "") -> Page:
    """The texts from a place on that the reader may see; what she may not see is neither shown nor counted."""
    asked = read(wanted.words)
    source = _Found(cohort, wanted, asked, reader) if wanted.words else _Listed(cohort, wanted)
    page, seen, at = Page(count=source.count, capped=source.capped), set(), start
    for _reading in range(MOST_READINGS):
        rows, more = source.read(at)
        kept = _of_few_classes(rows[: A_PAGE - len(page.texts)], seen)
        page.texts += shown(kept, reader, asked)
        page.after = at = source.place_after(at, kept) if more or len(kept) < len(rows) else ""
        if not at or len(page.texts) == A_PAGE or len(kept) < len(rows):
            break
    if not start and not page.after:
        page.count = len(page.texts)
    elif not wanted.words and not reads_what_collectives_keep(reader, cohort):
        # The whole count, of one day and of the next, would say when something is written where she may not read.
        page.count, page.capped = len(page.texts), True
    return page


class _Listed:
    """The whole corpus, the last said first, from a text on: a page costs the same however deep."""

    def __init__(self, cohort: Cohort, wanted: Wanted) -> None:
        self.rows = _asked(cohort, wanted)
        self.count = self.rows.order_by()[: search.CAP + 1].count()
        self.capped = self.count > search.CAP

    def read(self, at: str) -> tuple[list[CorpusText], bool]:
        day, _dot, pk = at.partition(".")
        if not (len(day) == 8 and day.isdigit() and pk.isascii() and pk.isdigit() and len(pk) < 19):
            found = list(self.rows[: A_PAGE + 1])
        else:
            try:
                said_on = date.fromisoformat(day)
            except ValueError:
                return [], False
            found = list(self.rows.filter(said_on=said_on, pk__gt=int(pk))[: A_PAGE + 1])
            if len(found) <= A_PAGE:
                found += self.rows.filter(said_on__lt=said_on)[: A_PAGE + 1 - len(found)]
        return found[:A_PAGE], len(found) > A_PAGE

    def place_after(self, at: str, kept: list[CorpusText]) -> str:
        return f"{kept[-1].said_on:%Y%m%d}.{kept[-1].pk}" if kept else ""


class _Found:
    """Those that hold the words, the best first; the search itself demands the session and the filters."""

    def __init__(self, cohort: Cohort, wanted: Wanted, asked: Asked, reader: User) -> None:
        marks: list[Any] = [mark_of("session", cohort.pk)]
        if wanted.project:
            marks.append(mark_of("project", wanted.project.pk))
        if wanted.kind:
            marks.append(mark_of("kind", wanted.kind))
        if wanted.side:
            marks.append(mark_of("side", wanted.side))
        if months := _months(cohort, wanted):
            marks.append([mark_of("month", month) for month in months])
        without = [] if reads_what_collectives_keep(reader, cohort) else [AMONG_THEMSELVES]
        found = search.look(CorpusText, asked, marks, without)
        self.keys, self.capped = found.keys, found.capped
        self.rows = _asked(cohort, wanted)
        if without:
            self.keys = _but_unseen(self.keys, reader)
        if wanted.since or wanted.until:
            there = set(self.rows.filter(pk__in=self.keys).order_by().values_list("pk", flat=True))
            self.keys = [key for key in self.keys if key in there]
        self.count = len(self.keys)

    def read(self, at: str) -> tuple[list[CorpusText], bool]:
        start = _place(at)
        keys = self.keys[start : start + A_PAGE]
        rows = {row.pk: row for row in self.rows.filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows], len(self.keys) > start + A_PAGE

    def place_after(self, at: str, kept: list[CorpusText]) -> str:
        return str(self.keys.index(kept[-1].pk) + 1) if kept else str(_place(at) + A_PAGE)


# What is said to some people by name: no mark of the index says whose it is.
TO_SOME = ("projects.Message", "projects.NeighbourMessage", "projects.Stakeholder")


def _but_unseen(keys: list[int], reader: User) -> list[int]:
    """A word that stands only where she may not read answers nothing, not even a number."""
    kinds = [ContentType.objects.get_for_model(apps.get_model(label)) for label in TO_SOME]
    rows = list(CorpusText.objects.filter(pk__in=keys, object_type__in=kinds))
    seen = {one.pk for one in _seen(rows, _objects(rows), reader)}
    unseen = {row.pk for row in rows} - seen
    return [key for key in keys if key not in unseen]


def _seen(texts: list[CorpusText], objects: dict[tuple[int, int], models.Model], reader: User) -> list[CorpusText]:
    registry.read_ahead([(reader, one) for one in objects.values()])
    held = [(text, objects.get((text.object_type_id, text.object_id))) for text in texts]
    return [text for text, one in held if one is not None and registry.may_see(reader, one)]


def _place(text: str) -> int:
    """The place to read from; anything else is the beginning."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _months(cohort: Cohort, wanted: Wanted) -> list[str]:
    """The months of the days wanted; none when the days say too little to help."""
    if not wanted.since or not wanted.until or (wanted.until - wanted.since).days > 30 * MOST_MONTHS:
        return []
    days = range(0, max((wanted.until - wanted.since).days, 0) + 1, 28)
    found = {f"{wanted.since + timedelta(days=day):%Y%m}" for day in days}
    return sorted(found | {f"{wanted.until:%Y%m}"})


def _of_few_classes(texts: list[CorpusText], seen: set[int]) -> list[CorpusText]:
    for place, text in enumerate(texts):
        seen.add(text.object_type_id)
        if len(seen) > MOST_CLASSES:
            return texts[:place]
    return texts


def _asked(cohort: Cohort, wanted: Wanted) -> QuerySet[CorpusText]:
    asked: dict[str, Any] = {"cohort": cohort}
    if wanted.project:
        asked["project"] = wanted.project
    if wanted.kind:
        asked["kind"] = wanted.kind
    if wanted.side:
        asked["side"] = wanted.side
    if wanted.since:
        asked["said_on__gte"] = wanted.since
    if wanted.until:
        asked["said_on__lte"] = wanted.until
    return CorpusText.objects.filter(**asked).select_related("project")


def shown(texts: Iterable[CorpusText], reader: User, asked: Asked = NOTHING) -> list[Shown]:
    """Those of these texts that the reader may see, with their words."""
    texts = list(texts)
    objects = _objects(texts)
    seen = _seen(texts, objects, reader)
    return [_told(text, objects[text.object_type_id, text.object_id], asked) for text in seen]


def _told(text: CorpusText, one: models.Model, asked: Asked) -> Shown:
    said: Any = registry.of(one)
    return Shown(
        text,
        kind=words_of(type(one)),
        label=str(said.texts.get(text.field, "")),
        title=str(said.title(one)),
        snippet=snippets.of(passages.plain(str(getattr(one, text.field) or "")), asked),
        to=one.get_absolute_url() if hasattr(one, "get_absolute_url") else "",
        said_on=said.date(one) if said.date else None,
        around=type(one)._meta.label in AROUND,
    )


def _objects(texts: list[CorpusText]) -> dict[tuple[int, int], models.Model]:
    """The objects of these texts: one query a class, with what rules read of each."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for text in texts:
        wanted[text.object_type_id].add(text.object_id)
    found = {}
    for kind, keys in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            found.update({(kind, pk): one for pk, one in objects_of(model, keys).items()})
    return found


# What is said one thing after the other: within what, and in which order.
AROUND = {
    "projects.Message": ("conversation", "pk"),
    "projects.LogbookEntry": ("project", "pk"),
    "seminars.Contribution": ("activity", "pk"),
    "capitalisation.DocumentParagraph": ("version", "position"),
}
BESIDE = 3


def around(text: CorpusText, reader: User) -> tuple[list[Shown], list[Shown]]:
    """What was said just before and just after a text, of what the reader may see."""
    one: Any = text.object
    within, order = AROUND[one._meta.label]
    beside = type(one)._base_manager.filter(**{within: getattr(one, f"{within}_id")})
    place = getattr(one, order)
    before = list(
        beside.filter(**{f"{order}__lt": place}).order_by(f"-{order}").values_list("pk", flat=True)[:BESIDE]
    )
    after = list(beside.filter(**{f"{order}__gt": place}).order_by(order).values_list("pk", flat=True)[:BESIDE])
    rows = CorpusText.objects.filter(
        cohort=text.cohort_id, object_type=text.object_type_id, object_id__in=[*before, *after]
    ).select_related("project")
    told = {one.text.object_id: one for one in shown(rows, reader)}
    return [told[pk] for pk in reversed(before) if pk in told], [told[pk] for pk in after if pk in told]
