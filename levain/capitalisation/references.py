"""How words name what they stand on: `[[constat 3]]`, `[[chiffre 2|les trois quarts]]`, `[[projet melle]]`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q

from levain.capitalisation.models import Evidence, Figure, Finding, Lesson, PolicyLead, PracticeSheet, SheetEdition
from levain.foundation import written_markdown
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.territories.folding import fold

Thing = Finding | Evidence | Lesson | PolicyLead | Figure | Project | PracticeSheet
# The words of a report are French, and so are these names, whatever the language of who writes.
NAMES: dict[type[models.Model], str] = {
    Finding: "constat",
    Evidence: "preuve",
    Lesson: "leçon",
    PolicyLead: "piste",
    Figure: "chiffre",
    Project: "projet",
    PracticeSheet: "fiche",
}
KINDS = {fold(name): model for model, name in NAMES.items()}


class Key(NamedTuple):
    """The kind of thing a name means, and its number or, for a project, its address."""

    model: type[models.Model]
    which: str


def key(name: str) -> Key | None:
    """What a name means; None when it has not the shape of one."""
    kind, _space, which = name.strip().partition(" ")
    model, which = KINDS.get(fold(kind)), which.strip().lower()
    if model is None or not which:
        return None
    if model is Project:
        return Key(model, which) if which.replace("-", "").isalnum() else None
    return Key(model, str(int(which))) if which.isascii() and which.isdigit() and len(which) < 9 else None


def key_of(thing: models.Model) -> Key:
    which = thing.slug if isinstance(thing, Project) else str(getattr(thing, "number", ""))
    return Key(type(thing), which)


def notation(thing: models.Model) -> str:
    known = key_of(thing)
    return f"[[{NAMES[known.model]} {known.which}]]"


def find(names: Iterable[str], cohort: Cohort) -> tuple[dict[str, Thing], list[str]]:
    """What each name means in a cohort, and the names that mean nothing there: one query for each kind named."""
    asked: dict[type[models.Model], set[str]] = defaultdict(set)
    keys = {name: key(name) for name in dict.fromkeys(names)}
    for one in filter(None, keys.values()):
        asked[one.model].add(one.which)
    known: dict[Key, Any] = {}
    for model, which in asked.items():
        field = "slug" if model is Project else "number"
        rows = model._default_manager.filter(cohort=cohort, **{f"{field}__in": which})
        known |= {key_of(row): row for row in (rows.select_related("passage") if model is Evidence else rows)}
    meant = {name: known.get(one) for name, one in keys.items() if one}
    found = {name: thing for name, thing in meant.items() if thing is not None}
    return found, [name for name in keys if name not in found]


def named(text: str) -> list[str]:
    return [name for name, _words in written_markdown.names(text)]


def keys_in(text: str) -> set[Key]:
    return {one for one in map(key, named(text)) if one}


class Found(NamedTuple):
    """Something to name, and the words that tell it from the others."""

    name: str
    title: str


# How each kind is told: the columns its words stand in.
TOLD: dict[type[models.Model], tuple[str, ...]] = {
    Finding: ("title",),
    Lesson: ("title",),
    PolicyLead: ("title",),
    Figure: ("label",),
    Project: ("name",),
    PracticeSheet: ("title",),
    Evidence: ("wording", "passage__quote", "speaker"),
}
MOST = 10


def search(cohort: Cohort, typed: str, evidence: Q | None = None, most: int = MOST) -> list[Found]:
    """What may be named whose kind, number or words hold all that is typed: one query for each kind."""
    said = typed.split()
    words = [fold(one) for one in said]
    kinds = [model for name, model in KINDS.items() if words and name.startswith(words[0]) and len(words[0]) > 2]
    if kinds:
        said, words = said[1:], words[1:]
    found: list[Found] = []
    for model in kinds or TOLD:
        rows = model._default_manager.filter(cohort=cohort)
        if model is Evidence:
            rows = rows.filter(evidence or Q()).select_related("passage")
            rows = _told(rows.exclude(consent=Evidence.Consent.WITHDRAWN), said)
        elif model is PracticeSheet:
            rows = rows.filter(withdrawn_on=None, pk__in=SheetEdition.objects.values("sheet"))
        rows = rows.order_by("slug" if model is Project else "number")
        found += _matching(model, rows, words, most - len(found))
        if len(found) >= most:
            break
    return found


def _told(rows: Any, said: list[str]) -> Any:
    """The passages whose words hold all of these, as they are typed."""
    for word in said:
        asked = Q(passage__quote__icontains=word) | Q(wording__icontains=word) | Q(speaker__icontains=word)
        rows = rows.filter(
            asked | Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else asked
        )
    return rows


def _matching(model: type[models.Model], rows: Any, words: list[str], most: int) -> list[Found]:
    """Few rows are read whole and their words compared without accents; passages, many, are asked of the base."""
    if model is Evidence:
        return [Found(notation(row), row.words[:160]) for row in rows[:most]]
    kept = []
    for row in rows[:2000]:
        told = str(getattr(row, TOLD[model][0]))
        number = str(getattr(row, "number", ""))
        if all(word == number or word in fold(told) for word in words):
            kept.append(Found(notation(row), told[:160]))
        if len(kept) >= most:
            break
    return kept
