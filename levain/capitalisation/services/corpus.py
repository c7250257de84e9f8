"""The corpus follows the journal: what was written since is read by the worker, never in anybody's request."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from levain.capitalisation.kinds_of_text import kind_of
from levain.capitalisation.models import CorpusMark, CorpusText, DocumentParagraph
from levain.capitalisation.rules import cohort_of
from levain.capitalisation.services.sources import look_again
from levain.capitalisation.ways_up import objects_of, rows_of
from levain.foundation import passages, registry, search
from levain.foundation.audiences import Audience
from levain.foundation.models import JournalEntry
from levain.projects.models import Project

AT_ONCE = 500
KEY = ("object_type", "object_id", "field")


def catch_up(now: datetime | None = None) -> int:
    """Read what the journal tells since the last time; the number of texts looked at. A house read for the first
    time is read whole."""
    mark = CorpusMark.objects.first()
    if mark is None:
        return rebuild()
    told = JournalEntry.objects.filter(pk__gt=mark.upto).order_by("pk")
    read = list(told.values_list("pk", "object_type", "object_id")[: AT_ONCE * 4])
    if not read:
        return 0
    wanted: dict[int, set[int]] = defaultdict(set)
    for _pk, kind, pk in read:
        wanted[kind].add(pk)
    done = 0
    with transaction.atomic():
        for model, keys in _citable(wanted):
            done += refresh(model, keys)
            look_again(model, keys)
        CorpusMark.objects.filter(pk=mark.pk).update(upto=read[-1][0])
    return done


@transaction.atomic
def rebuild() -> int:
    """Read every citable text of the house: once after an upgrade, or when in doubt."""
    last = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    done = 0
    for said in registry.everything():
        if said.texts:
            keys = rows_of(said.model).order_by("pk").values_list("pk", flat=True)
            for some in _some(keys.iterator(chunk_size=AT_ONCE)):
                done += refresh(said.model, some)
                look_again(said.model, some)
    CorpusMark.objects.update_or_create(pk=1, defaults={"upto": last})
    return done


def sweep(now: datetime | None = None) -> int:
    """Read what no entry of the journal told: the answers of a room, the sheets of a survey."""
    if not CorpusMark.objects.exists():
        return 0
    done = 0
    for model in sources():
        known = CorpusText.objects.filter(
            object_type=ContentType.objects.get_for_model(model), object_id=OuterRef("pk")
        )
        said = Q()
        for field in registry.of(model).texts:  # type: ignore[union-attr]
            said |= ~Q(**{field: ""})
        unread = rows_of(model).filter(said).exclude(Exists(known))
        done += refresh_many(model, list(unread.values_list("pk", flat=True)))
    return done


def sources() -> list[type[models.Model]]:
    """The classes whose texts are the corpus."""
    return [said.model for said in registry.everything() if is_source(said)]


def is_source(said: registry.Registered) -> bool:
    """What is drawn from the corpus is no part of it: a finding does not stand on a finding."""
    ours = said.model._meta.app_label == DocumentParagraph._meta.app_label
    return bool(said.texts) and (said.model is DocumentParagraph or not ours)


def refresh_many(model: type[models.Model], keys: Iterable[int]) -> int:
    """The same for any number of objects, some at a time."""
    return sum(refresh(model, some) for some in _some(keys))


def refresh(model: type[models.Model], keys: Iterable[int]) -> int:
    """Put the texts of these objects as they are now; what is empty, withdrawn or gone leaves the corpus."""
    keys = set(keys)
    said = registry.of(model)
    texts = []
    if said and is_source(said):
        texts = [text for _pk, one in sorted(objects_of(model, keys).items()) for text in _texts_of(one, said)]
    kept = CorpusText.objects.bulk_create(
        [text for text, _words, _marks in texts],
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=["cohort", "project", "kind", "side", "said_on"],
    )
    kind = ContentType.objects.get_for_model(model)
    standing = {
        (text.object_id, text.field): text.pk
        for text in CorpusText.objects.filter(object_type=kind, object_id__in=keys)
    }
    said_now = {(text.object_id, text.field) for text in kept}
    gone = [pk for key, pk in standing.items() if key not in said_now]
    if gone:
        CorpusText.objects.filter(pk__in=gone).delete()
        search.remove_many(CorpusText, gone)
    search.index_marked(
        CorpusText, [(standing[text.object_id, text.field], words, marks) for text, words, marks in texts]
    )
    return len(texts)


def _texts_of(one: models.Model, said: registry.Registered) -> Iterator[tuple[CorpusText, str, list[str]]]:
    cohort = cohort_of(one)
    if cohort is None or (isinstance(one, DocumentParagraph) and not one.current):
        return
    place = said.place(one)
    for field in said.texts:
        words = passages.plain(str(getattr(one, field) or ""))
        if words:
            text = CorpusText(
                cohort=cohort,
                project=place if isinstance(place, Project) else None,
                object_type=ContentType.objects.get_for_model(one),
                object_id=one.pk,
                field=field,
                kind=kind_of(type(one)),
                side=str(said.speaker(one, field).side) if said.speaker else "",
                said_on=(_day(said.date(one)) if said.date else None) or cohort.starts,
            )
            among_themselves = getattr(one, "audience", "") == Audience.COLLECTIVE
            yield text, words, marks_of(text) + ([AMONG_THEMSELVES] if among_themselves else [])


def marks_of(text: CorpusText) -> list[str]:
    """What a search may demand beside words, as tokens no word makes."""
    return [
        mark_of("session", text.cohort_id),
        mark_of("kind", text.kind),
        mark_of("month", f"{text.said_on:%Y%m}"),
        *([mark_of("project", text.project_id)] if text.project_id else []),
        *([mark_of("side", text.side)] if text.side else []),
    ]


def mark_of(what: str, value: Any) -> str:
    return f"0{what}0{re.sub('[_-]', '', str(value))}0"


# What a collective and its adviser keep to themselves is not even counted for the others.
AMONG_THEMSELVES = mark_of("for", Audience.COLLECTIVE)


def _citable(wanted: dict[int, set[int]]) -> Iterator[tuple[type[models.Model], set[int]]]:
    for kind, keys in wanted.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        said = registry.of(model) if model else None
        if model and said and said.texts:
            yield model, keys


def _some(keys: Iterable[int]) -> Iterator[list[int]]:
    found: list[int] = []
    for key in keys:
        found.append(key)
        if len(found) == AT_ONCE:
            yield found
            found = []
    if found:
        yield found


def _day(value: date | datetime | None) -> date | None:
    return timezone.localdate(value) if isinstance(value, datetime) else value
