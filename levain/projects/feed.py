"""Everything that happened in a project, read in the journal by whoever may read what it is about.

Each package says which of its rows a person reads in a project; the rest is asked of the database at once: one query
counts, one reads the entries of a page, one the names of all their objects, whatever their classes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.text import Truncator

from levain.foundation import registry, sentences
from levain.foundation.models import JournalEntry
from levain.projects.models import Project

NAME = 90


@dataclass(frozen=True)
class Told:
    """`readable(user, project)`: the rows she may read; `words`: the path, or the expression, of what names one.

    `link(project, of)` is the page to open: `of` is the row's id as text, or what stands at the path (or expression)
    named `of`.
    """

    model: type[Model]
    readable: Callable[[Any, Project], QuerySet]
    link: Callable[[Project, str], str]
    words: Any = ""
    of: Any = "pk"


_told: dict[type[Model], Told] = {}


def tell(model: type[Model], **said: Any) -> None:
    """Called from an app's `ready`: see Told for what is said."""
    _told[model] = Told(model, **said)


def entries(user: Any, project: Project) -> QuerySet[JournalEntry]:
    """The entries of a project that she may read, latest first."""
    readable = Q(pk__in=[])
    for model, told in _told.items():
        rows = told.readable(user, project).order_by().values("pk")
        readable |= Q(object_type=ContentType.objects.get_for_model(model), object_id__in=rows)
    # A reminder is not something that happened: it says what somebody owes, to her alone.
    happened = JournalEntry.objects.in_place(project).exclude(verb__startswith="reminder.")
    return happened.filter(readable).select_related("actor").order_by("-at", "-pk")


def in_words(user: Any, project: Project, listed: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """Each entry as a sentence and an address; what was removed since it was counted is left out."""
    listed = list(listed)
    names = _names(user, project, listed)
    rows = []
    for entry in listed:
        told = _told[ContentType.objects.get_for_id(entry.object_type_id).model_class()]
        named = names.get((entry.object_type_id, entry.object_id))
        if named is None:
            continue
        words, of = named
        said = {"actor": sentences.actor(entry), "object": words or "…", "place": project.name}
        sentence = str(registry.sentence(entry.verb)) % said
        rows.append({"entry": entry, "sentence": sentence, "link": told.link(project, of)})
    return rows


def _names(user: Any, project: Project, listed: list[JournalEntry]) -> dict[tuple[int, int], tuple[str, str]]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for entry in listed:
        wanted[entry.object_type_id].add(entry.object_id)
    parts = [_named(user, project, kind, ids) for kind, ids in wanted.items()]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(kind, pk): (Truncator(words).chars(NAME), of) for kind, pk, words, of in found}


def _named(user: Any, project: Project, kind: int, ids: set[int]) -> QuerySet:
    told = _told[ContentType.objects.get_for_id(kind).model_class()]
    words = Substr(Cast(told.words, CharField()), 1, NAME * 2) if told.words else Value("", CharField())
    rows = told.readable(user, project).order_by().filter(pk__in=ids)
    of = Cast(F(told.of) if isinstance(told.of, str) else told.of, CharField())
    return rows.annotate(told_kind=Value(kind, IntegerField()), told_words=words, told_of=of).values_list(
        "told_kind", "pk", "told_words", "told_of"
    )


def page(name: str, anchor: str = ""):
    """The address of a page of the space, at the place of one of its rows."""

    def link(project, pk):
        return reverse(f"projects:{name}", args=[project.slug]) + (f"#{anchor}-{pk}" if anchor else "")

    return link


def when(rule, rows):
    """The rows, for whom the rule opens the page where they stand."""
    return lambda user, project: rows(project) if rule(user, project) else rows(project).none()


def of(model):
    return lambda project: model.objects.filter(project=project)
