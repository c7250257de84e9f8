"""Words quoted from an object, found again even when the text around them has moved."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
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
    places = [match.start() for match in re.finditer(re.escape(quote), text)] if quote else []
    if not places:
        raise NotFound(_("These words were not found in the text. Copy them exactly, or select them."))
    begin = min(places, key=lambda place: abs(place - (start or 0)))
    end = begin + len(quote)
    return Passage.objects.create(
        object=obj,
        field=field,
        start=begin,
        end=end,
        quote=quote,
        before=text[max(0, begin - AROUND) : begin],
        after=text[end : end + AROUND],
        digest=digest(text),
        created_by=by,
        created_at=timezone.now(),
    )


def find(passage: Passage, obj: models.Model | None = None) -> Found:
    """Where the words stand today, and whether their source is as it was."""
    obj = obj or passage.object
    if obj is None:
        return Found(State.GONE, None, None)
    text = plain(getattr(obj, passage.field))
    if digest(text) == passage.digest:
        return Found(State.INTACT, passage.start, passage.end)
    places = [match.start() for match in re.finditer(re.escape(passage.quote), text)]
    if not places:
        return Found(State.CHANGED, None, None)

    def likeness(place: int) -> tuple[int, int]:
        end = place + len(passage.quote)
        around = text[max(0, place - AROUND) : place] == passage.before
        return (around + (text[end : end + AROUND] == passage.after), -abs(place - passage.start))

    best = max(places, key=likeness)
    return Found(State.MOVED, best, best + len(passage.quote))
