"""Everything that happened in a project, read in the journal by whoever may read what it is about.

Each package says which of its rows a person reads in a project. The rest is asked of the database at once, whatever
the classes: one query reads what the journal tells of, one what she may read of it, one the entries of a page, and
one the names of their objects.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, IntegerField, Model, QuerySet, Value
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.text import Truncator

from levain.foundation import registry, sentences
from levain.foundation.models import JournalEntry
from levain.projects.models import Project

NAME = 90


@dataclass(frozen=True)
class Told:
    """`readable(user, project)`: the rows she may read, or `opens(user, project)` where one rule opens them all.

    `words`: the path, or the expression, of what names one.
    `link(project, of)` is the page to open: `of` is the row's id as text, or what stands at the path (or expression)
    named `of`.
    """

    model: type[Model]
    link: Callable[[Project, str], str]
    readable: Callable[[Any, Project], QuerySet] | None = None
    opens: Callable[[Any, Project], Any] | None = None
    words: Any = ""
    of: Any = "pk"


_told: dict[type[Model], Told] = {}


def tell(model: type[Model], **said: Any) -> None:
    """Called from an app's `ready`: see Told for what is said."""
    _told[model] = Told(model, **said)


def entries(user: Any, project: Project) -> list[int]:
    """The ids of the entries of a project that she may read, latest first: only those of a page are then read."""
    # A reminder is not something that happened: it says what somebody owes, to her alone.
    happened = JournalEntry.objects.in_place(project).exclude(verb__startswith="reminder.").order_by("-at", "-pk")
    listed = list(happened.values_list("pk", "object_type_id", "object_id"))
    kinds = {kind: _told[model] for kind in {row[1] for row in listed} if (model := _model(kind)) in _told}
    whole = {kind for kind, told in kinds.items() if told.opens and told.opens(user, project)}
    seen = set(
        _together(_of_kind(kind, told.readable(user, project)) for kind, told in kinds.items() if told.readable)
    )
    return [pk for pk, kind, of in listed if kind in whole or (kind, of) in seen]


def _of_kind(kind: int, rows: QuerySet) -> QuerySet:
    return rows.order_by().annotate(told_kind=Value(kind, IntegerField())).values_list("told_kind", "pk")


def _together(parts: Iterable[QuerySet]) -> Iterable[tuple]:
    """The rows of all the parts, in one query."""
    first, *others = parts = list(parts) or [Project.objects.none()]
    return first.union(*others, all=True) if others else first


def in_words(project: Project, ids: Iterable[int]) -> list[dict[str, Any]]:
    """Each entry as a sentence and an address; what was removed since it was counted is left out."""
    found = JournalEntry.objects.filter(pk__in=list(ids)).select_related("actor").order_by("-at", "-pk")
    listed = list(found)
    names = _names(listed)
    rows = []
    for entry in listed:
        told = _told[_model(entry.object_type_id)]
        named = names.get((entry.object_type_id, entry.object_id))
        if named is None:
            continue
        words, of = named
        said = {"actor": sentences.actor(entry), "object": words or "…", "place": project.name}
        sentence = str(registry.sentence(entry.verb)) % said
        rows.append({"entry": entry, "sentence": sentence, "link": told.link(project, of)})
    return rows


def _names(listed: list[JournalEntry]) -> dict[tuple[int, int], tuple[str, str]]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for entry in listed:
        wanted[entry.object_type_id].add(entry.object_id)
    found = _together(_named(kind).filter(pk__in=ids) for kind, ids in wanted.items())
    return {(kind, pk): (_cut(words), of) for kind, pk, words, of in found}


def _cut(words: str) -> str:
    return words if len(words) <= NAME else Truncator(words).chars(NAME)


def _named(kind: int) -> QuerySet:
    """What names each row of a kind, and opens its page: asked only of the rows of lines she may read."""
    told = _told[_model(kind)]
    words = Substr(Cast(told.words, CharField()), 1, NAME * 2) if told.words else Value("", CharField())
    of = Cast(F(told.of) if isinstance(told.of, str) else told.of, CharField())
    rows = told.model._base_manager.annotate(told_kind=Value(kind, IntegerField()), told_words=words, told_of=of)
    return rows.order_by().values_list("told_kind", "pk", "told_words", "told_of")


def _model(kind: int) -> type[Model]:
    found: Any = ContentType.objects.get_for_id(kind).model_class()
    return found


def page(name: str, anchor: str = ""):
    """The address of a page of the space, at the place of one of its rows."""

    def link(project, pk):
        return reverse(f"projects:{name}", args=[project.slug]) + (f"#{anchor}-{pk}" if anchor else "")

    return link
