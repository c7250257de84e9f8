"""What is published, found by closed lists said in the address: programme, session, place, theme, kind, answer."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from levain.support.vocabularies import THEMES, theme_label
from levain.territories.models import Containment

# What is counted over everything published is counted once for all readers, this long.
KEPT = 300
MOST = 60
SAFE = re.compile(r"[-\w]{1,80}", re.ASCII)
Choices = list[tuple[str, str, int]]


@dataclass(frozen=True)
class Facet:
    """`narrow(value, rows)` is the filter; each choice is its value, its words, and how many have it.

    `columns` are counted with those of the other facets in one query, and read by `choice`; else `choices(rows)`.
    """

    name: str
    label: Any
    narrow: Callable[[str, QuerySet], Q]
    columns: tuple[str, ...] = ()
    choice: Callable[..., tuple[str, str]] | None = None
    choices: Callable[[QuerySet], Choices] | None = None


def named(name: str, label: Any, path: str) -> Facet:
    """Something that has a slug and a name: a session, a programme."""
    columns = (f"{path}__slug", f"{path}__name")
    return Facet(
        name, label, lambda value, rows: Q(**{f"{path}__slug": value}), columns, lambda slug, word: (slug, word)
    )


def coded(name: str, label: Any, path: str, words: dict[str, Any]) -> Facet:
    """One of a closed list of codes."""
    return Facet(
        name,
        label,
        lambda value, rows: Q(**{path: value}),
        (path,),
        lambda code: (code, str(words[code])) if code in words else ("", ""),
    )


def answered(name: str, label: Any, path: str, words: dict[str, Any], none: tuple[str, Any]) -> Facet:
    """One of a closed list of codes, or nothing yet, which the address says too."""
    code, waiting = none
    return Facet(
        name,
        label,
        lambda value, rows: Q(**{path: "" if value == code else value}),
        (path,),
        lambda held: (held, str(words[held])) if held else (code, str(waiting)),
    )


def worded(name: str, label: Any, path: str) -> Facet:
    """Free words, such as an addressee: the address says them without accents or spaces."""

    def narrow(value: str, rows: QuerySet) -> Q:
        words = [one for one in rows.order_by().values_list(path, flat=True).distinct() if slugify(one)[:80] == value]
        return Q(**{f"{path}__in": words})

    return Facet(name, label, narrow, (path,), lambda words: (slugify(words)[:80], words))


def counted(rows: QuerySet, facets: list[Facet]) -> dict[str, Choices]:
    """Every choice of every facet, counted over these rows."""
    plain = [one for one in facets if one.columns]
    columns = list(dict.fromkeys(column for one in plain for column in one.columns))
    found: dict[str, Counter[tuple[str, str]]] = {one.name: Counter() for one in plain}
    for _pk, *values in rows.order_by().values_list("pk", *columns).distinct():
        said = dict(zip(columns, values, strict=True))
        for one in plain:
            choice = one.choice(*(said[column] for column in one.columns)) if one.choice else ("", "")
            found[one.name][choice] += 1
    told = {
        name: sorted(((code, word, n) for (code, word), n in counts.items() if code), key=lambda one: one[1])[:MOST]
        for name, counts in found.items()
    }
    return told | {one.name: one.choices(rows) for one in facets if one.choices}


def themes(path: str) -> Facet:
    def choices(rows: QuerySet) -> Choices:
        held = rows.order_by().values_list("pk", f"{path}__themes").distinct()
        # Whatever stands on three projects of one theme is found once under it.
        found = Counter(code for _pk, code in {(pk, code) for pk, codes in held for code in codes or ()})
        told = [(code, str(theme_label(code)), n) for code, n in found.items() if code in THEMES]
        return sorted(told, key=lambda one: (-one[2], one[1]))

    # Written as a list of codes: the same words on both databases.
    return Facet(
        "theme",
        _("Theme"),
        lambda value, rows: Q(**{f"{path}__themes__icontains": f'"{value}"'}),
        choices=choices,
    )


def region(path: str) -> Facet:
    """Where the projects are."""
    within = f"{path}__territories__territory__outer_links__outer"

    def choices(rows: QuerySet) -> Choices:
        found = rows.order_by().filter(**{f"{within}__kind": "region"})
        regions = Counter(one[1:] for one in set(found.values_list("pk", f"{within}__code", f"{within}__name")))
        return sorted(((code, name, n) for (code, name), n in regions.items()), key=lambda one: one[1])[:MOST]

    def narrow(value: str, rows: QuerySet) -> Q:
        inside = Containment.objects.filter(outer__kind="region", outer__code=value).values("inner")
        return Q(**{f"{path}__territories__territory__in": inside})

    return Facet("region", _("Region"), narrow, choices=choices)


class Asked:
    """What the address asks of a list; a value outside the closed lists is refused."""

    def __init__(self, given: Any, facets: list[Facet], rows: QuerySet, key: str):
        unknown = set(given) - {*(facet.name for facet in facets), "page"}
        if unknown:
            raise BadRequest(f"Unknown: {', '.join(sorted(unknown))}"[:100])
        self.facets = facets
        self.said = {one.name: given[one.name] for one in facets if given.get(one.name)}
        if not all(SAFE.fullmatch(value) for value in self.said.values()):
            raise BadRequest("value")
        self.known = _kept(f"shown:{key}:{get_language()}", lambda: counted(rows, facets))
        if not self._all_known():
            # Published since the lists were counted.
            self.known = counted(rows, facets)
        if not self._all_known():
            raise BadRequest("value")
        self.rows = self._narrowed(rows)

    def _all_known(self) -> bool:
        return all(value in {one[0] for one in self.known[name]} for name, value in self.said.items())

    def _narrowed(self, rows: QuerySet) -> QuerySet:
        for facet in self.facets:
            if value := self.said.get(facet.name):
                rows = rows.filter(facet.narrow(value, rows))
        return rows.distinct()

    def words(self, name: str) -> str:
        return next(words for code, words, _n in self.known[name] if code == self.said[name])

    @property
    def lists(self) -> list[dict[str, Any]]:
        """A list that offers no choice is left out."""
        return [
            {"name": one.name, "label": one.label, "options": self.known[one.name], "chosen": self.said.get(one.name)}
            for one in self.facets
            if len(self.known[one.name]) > 1 or one.name in self.said
        ]

    @property
    def on(self) -> list[dict[str, Any]]:
        """The filters that are on, each with the address that takes it off."""
        return [
            {
                "label": one.label,
                "value": self.words(one.name),
                "off": "?" + urlencode({name: value for name, value in self.said.items() if name != one.name}),
            }
            for one in self.facets
            if one.name in self.said
        ]


def _kept(key: str, make: Callable[[], Any]) -> Any:
    known = cache.get(key)
    if known is None:
        known = make()
        cache.keep(key, known, KEPT)
    return known
