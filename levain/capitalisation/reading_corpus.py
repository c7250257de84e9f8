"""One page of the corpus: the texts that answer, those the reader may see, each with its words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from levain.capitalisation.models import CorpusText
from levain.capitalisation.services.corpus import mark_of
from levain.foundation import passages, registry, search
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import Project

A_PAGE = 20
MOST_KINDS = 5
SHOWN = 600


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
    label: str
    title: str
    words: str
    to: str


def page_of(cohort: Cohort, wanted: Wanted, reader: User, start: int) -> tuple[list[Shown], int | None]:
    """The texts from a place on that the reader may see, and the place of the next ones.

    What she may not see is left out. A page stops before it would hold texts of too many kinds: each is one query.
    """
    rows = _found(cohort, wanted) if wanted.words else _listed(cohort, wanted)
    read = list(rows[start : start + A_PAGE + 1])
    kept = _of_few_kinds(read[:A_PAGE])
    return _shown(kept, reader), start + len(kept) if len(read) > len(kept) else None


def _of_few_kinds(texts: list[CorpusText]) -> list[CorpusText]:
    kinds: set[int] = set()
    for place, text in enumerate(texts):
        kinds.add(text.object_type_id)
        if len(kinds) > MOST_KINDS:
            return texts[:place]
    return texts


def _listed(cohort: Cohort, wanted: Wanted) -> QuerySet[CorpusText]:
    asked: dict[str, Any] = {"cohort": cohort}
    if wanted.project:
        asked["project"] = wanted.project
    if kind := _kind(wanted.kind):
        asked["object_type"] = kind
    if wanted.side:
        asked["side"] = wanted.side
    if wanted.since:
        asked["said_on__gte"] = wanted.since
    if wanted.until:
        asked["said_on__lte"] = wanted.until
    return CorpusText.objects.filter(**asked).select_related("project")


def _found(cohort: Cohort, wanted: Wanted) -> list[CorpusText]:
    """By their words, the best first; the search itself demands the session, the project, the kind and the side."""
    marks = [mark_of("session", cohort.pk)]
    if wanted.project:
        marks.append(mark_of("project", wanted.project.pk))
    if kind := _kind(wanted.kind):
        marks.append(mark_of("kind", kind.pk))
    if wanted.side:
        marks.append(mark_of("side", wanted.side.replace("_", "")))
    keys = search.find(CorpusText, wanted.words, limit=search.CAP, marks=marks)
    rows = {row.pk: row for row in _listed(cohort, wanted).filter(pk__in=keys)}
    return [rows[key] for key in keys if key in rows]


def _kind(name: str) -> ContentType | None:
    model = next((one.model for one in registry.everything() if one.model._meta.model_name == name), None)
    return ContentType.objects.get_for_model(model) if name and model else None


def _shown(texts: list[CorpusText], reader: User) -> list[Shown]:
    objects = _objects(texts)
    registry.read_ahead([(reader, one) for one in objects.values()])
    found = []
    for text in texts:
        one = objects.get((text.object_type_id, text.object_id))
        if one is not None and registry.may_see(reader, one):
            found.append(_told(text, one))
    return found


def _told(text: CorpusText, one: models.Model) -> Shown:
    said = registry.of(one)
    words = passages.plain(str(getattr(one, text.field) or "")) if said else ""
    to = one.get_absolute_url() if hasattr(one, "get_absolute_url") else ""
    return Shown(
        text,
        label=str(said.texts[text.field]) if said else "",
        title=str(said.title(one)) if said else "",
        words=words[:SHOWN] + ("…" if len(words) > SHOWN else ""),
        to=to,
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
            for one in model._base_manager.filter(pk__in=keys).select_related(*_with_it(model)):
                found[kind, one.pk] = one
    return found


def _with_it(model: type[models.Model]) -> list[str]:
    """The way up to the session, and the people named."""
    paths = []
    for field in model._meta.concrete_fields:
        if field.related_model is User:
            paths.append(field.name)
        elif field.is_relation and field.related_model is not ContentType:
            way = _way_up(field.related_model)
            paths.append(f"{field.name}__{way}" if way else field.name)
    return paths


def _way_up(model: type[models.Model], depth: int = 3) -> str | None:
    """The names that lead from a class to the programme of its session; None when it leads nowhere."""
    if model is Cohort:
        return "programme"
    if depth == 0:
        return None
    for field in model._meta.concrete_fields:
        if field.is_relation and not field.null and field.related_model not in (model, User, ContentType):
            way = _way_up(field.related_model, depth - 1)
            if way:
                return f"{field.name}__{way}"
    return None
