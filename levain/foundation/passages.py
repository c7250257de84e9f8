"""Words quoted from an object, found again even when the text around them has moved."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import pasting, registry
from levain.foundation.models import Passage

AROUND = 32


class NotFound(Exception):
    """The words given do not stand in the text."""


class NotCitable(Exception):
    """This field of this object cannot be quoted."""


class State(models.TextChoices):
    INTACT = "intact", _("Unchanged since it was quoted")
    MOVED = "moved", _("The text around it has changed since; the words still stand")
    CHANGED = "changed", _("The source has changed since it was quoted")
    GONE = "gone", _("The source is no longer there")
    ALTERED = "altered", _("What is kept is not what the source said: it was altered after it was quoted")
    WITHDRAWN = "withdrawn", _("The person has withdrawn her words")


@dataclass(frozen=True)
class Found:
    state: State
    start: int | None
    end: int | None


def plain(text: str) -> str:
    """Runs of spaces and line ends count as one space: offsets are over this form."""
    return re.sub(r"\s+", " ", text or "").strip()


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def cite(obj: models.Model, field: str, quote: str, *, by: Any, start: int | None = None) -> Passage:
    """Anchor `quote` in a field of an object; `start` chooses between repeated words.

    Raises NotCitable for a field the object's package did not offer, NotFound when the words are not there.
    """
    said = registry.of(obj)
    if said is None or field not in said.texts:
        raise NotCitable(_("This text cannot be quoted."))
    text, quote = plain(getattr(obj, field)), plain(quote)
    found = pasting.places(text, quote)
    if not found:
        raise NotFound(_("These words were not found in the text. Copy them exactly, or select them."))
    begin, end = min(found, key=lambda place: abs(place.start - (start or 0)))
    return Passage.objects.create(
        object=obj,
        field=field,
        start=begin,
        end=end,
        quote=text[begin:end],
        before=text[max(0, begin - AROUND) : begin],
        after=text[end : end + AROUND],
        digest=digest(text),
        created_by=by,
        created_at=timezone.now(),
    )


def find(passage: Passage, obj: models.Model | None = None) -> Found:
    """Where the words stand today, and whether their source is as it was."""
    obj = obj or passage.object
    return find_in(passage, None if obj is None else getattr(obj, passage.field))


def find_in(passage: Passage, source: str | None) -> Found:
    """The same, when the text is at hand; None when its object is no longer there.

    Words that stand several times and have lost all their neighbours are not guessed: their source has changed.
    """
    if not passage.quote:
        return Found(State.WITHDRAWN, None, None)
    if source is None:
        return Found(State.GONE, None, None)
    text = plain(source)
    if digest(text) == passage.digest:
        stands = text[passage.start : passage.end] == passage.quote and _around(text, passage) == 2
        return Found(State.INTACT, passage.start, passage.end) if stands else Found(State.ALTERED, None, None)
    places = [match.start() for match in re.finditer(re.escape(passage.quote), text)]
    if not places:
        return Found(State.CHANGED, None, None)

    best = max(places, key=lambda place: (_around(text, passage, place), -abs(place - passage.start)))
    if len(places) > 1 and not _around(text, passage, best):
        return Found(State.CHANGED, None, None)
    return Found(State.MOVED, best, best + len(passage.quote))


def _around(text: str, passage: Passage, start: int | None = None) -> int:
    """On how many sides the words have the neighbours they had."""
    start = passage.start if start is None else start
    end = start + len(passage.quote)
    before = text[max(0, start - AROUND) : start] == passage.before
    return before + (text[end : end + AROUND] == passage.after)


def of(obj: models.Model) -> models.QuerySet[Passage]:
    """What was quoted from an object."""
    return Passage.objects.filter(object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)


def blank(obj: models.Model) -> None:
    """Forget the words quoted from an object, and keep the digests: its author has withdrawn them."""
    of(obj).update(quote="", before="", after="")


def find_all(quoted: Iterable[Passage]) -> dict[int, Found]:
    """The state of many passages in one query, whatever the kinds of objects they stand in."""
    quoted = list(quoted)
    wanted: dict[tuple[int, str], set[int]] = defaultdict(set)
    for passage in quoted:
        wanted[passage.object_type_id, passage.field].add(passage.object_id)
    texts = {(kind, pk, field): text for kind, pk, field, text in _texts(wanted)}
    return {
        passage.pk: find_in(passage, texts.get((passage.object_type_id, passage.object_id, passage.field)))
        for passage in quoted
    }


def _texts(wanted: dict[tuple[int, str], set[int]]) -> Iterable[tuple[int, int, str, str]]:
    models_of = {kind: ContentType.objects.get_for_id(kind).model_class() for kind, _field in wanted}
    queries = [
        model._base_manager.filter(pk__in=pks)
        .order_by()
        .values_list(Value(kind), "pk", Value(field), Cast(field, models.TextField()))
        for (kind, field), pks in wanted.items()
        if (model := models_of[kind]) is not None
    ]
    rows = queries[0].union(*queries[1:], all=True) if queries else ()
    for kind, pk, name, text in rows:
        yield kind, pk, name, _out_of_json(models_of[kind], name, text)


def _out_of_json(model: Any, name: str, text: str) -> str:
    """A text kept as JSON (an answer) is cast with its quotes."""
    if text is None or not isinstance(model._meta.get_field(name), models.JSONField):
        return text
    said = json.loads(text)
    return said if isinstance(said, str) else text


def address(passage: Passage, obj: Any = None) -> str:
    """The page of the source, open at the words."""
    obj = obj or passage.object
    if obj is None:
        return ""
    page = obj.get_absolute_url().partition("#")[0]
    return f"{page}{'&' if '?' in page else '?'}passage={passage.pk}#passage-{passage.pk}"


def spans(source: str, offsets: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where plain offsets stand in a text as it was typed."""
    offsets = list(offsets)
    if not offsets:
        return []
    places = [match.start() for match in re.finditer(r"\S|(?<=\S)\s(?=\s*\S)", source)]
    return [(places[start], places[end - 1] + 1) for start, end in offsets]
