"""Projects found by season, theme, region, department, stage: the address says it, from closed lists."""

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.db.models import Avg, Count, QuerySet
from django.utils.http import urlencode

from levain.programmes.models import Cohort
from levain.projects.models import Project, ProjectTerritory
from levain.support.vocabularies import THEMES, theme_label
from levain.territories.models import Territory
from levain.territories.outlines import point

SEASONS = 12
# What is counted over every project is counted once for all readers, this long.
KEPT = 300
SLUG = re.compile(r"[-\w]{1,80}", re.ASCII)
NAMES = ("session", "theme", "region", "departement", "etape")


@dataclass
class Asked:
    """What the address asks for; a value outside the closed lists is refused."""

    session: str = ""
    theme: str = ""
    region: str = ""
    departement: str = ""
    etape: str = ""
    places: dict[str, Territory] = field(default_factory=dict)

    @classmethod
    def from_address(cls, given: Any) -> "Asked":
        unknown = set(given) - {*NAMES, "page"}
        if unknown:
            raise BadRequest(f"Unknown: {', '.join(sorted(unknown))}"[:100])
        asked = cls(**{name: given.get(name, "") for name in NAMES})
        if not all(SLUG.fullmatch(value) for value in asked.said.values()):
            raise BadRequest("slug")
        if asked.theme and asked.theme not in THEMES:
            raise BadRequest("theme")
        if asked.etape and asked.etape not in Project.Stage.values:
            raise BadRequest("etape")
        if asked.session and not Cohort.objects.filter(slug=asked.session).exists():
            raise BadRequest("session")
        asked.find_places()
        return asked

    def find_places(self) -> None:
        wanted = {"region": self.region, "department": self.departement}
        codes = [code for code in wanted.values() if code]
        if codes:
            found = Territory.objects.filter(kind__in=wanted, code__in=codes)
            self.places = {place.kind: place for place in found if wanted[place.kind] == place.code}
        if any(code and kind not in self.places for kind, code in wanted.items()):
            raise BadRequest("region")

    @property
    def said(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    def address(self, **changes: str) -> str:
        """The list with these changes; an empty change takes a filter off."""
        said = {**self.said, **changes}
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def projects(self) -> QuerySet[Project]:
        found = Project.objects.public()
        if self.session:
            found = found.filter(cohort__slug=self.session)
        if self.theme:
            # Written as a list of codes: the same words on both databases.
            found = found.filter(themes__icontains=f'"{self.theme}"')
        if self.etape:
            found = found.filter(stage=self.etape)
        place = self.places.get("department") or self.places.get("region")
        if place:
            inside = ProjectTerritory.objects.filter(territory__outer_links__outer=place)
            found = found.filter(pk__in=inside.values("project"))
        return found

    def kept(self, what: str, make: Any) -> Any:
        """What `make` answers, made once for all readers who ask the same."""
        key = f"projects:{what}:" + sha256(self.address().encode()).hexdigest()[:32]
        known = cache.get(key)
        if known is None:
            known = make()
            cache.set(key, known, KEPT)
        return known


def facets() -> dict[str, list[tuple[str, str, int]]]:
    """Every value one may choose, with how many projects have it among all those published."""
    public = Project.objects.public()
    stages, themes = Counter[str](), Counter[str]()
    for stage, held in public.order_by().values_list("stage", "themes"):
        stages[stage] += 1
        themes.update(held)
    seasons = public.order_by("-cohort__starts").values_list("cohort__slug", "cohort__name").annotate(Count("pk"))
    return {
        "session": list(seasons[:SEASONS]),
        "theme": sorted(((code, code, n) for code, n in themes.items() if code in THEMES), key=lambda one: -one[2]),
        "region": [(one["code"], one["name"], one["n"]) for one in by_place(public, "region")],
        "etape": [(code, code, stages[code]) for code in Project.Stage.values if code in stages],
    }


def by_place(found: QuerySet[Project], kind: str) -> list[dict[str, Any]]:
    """How many of these projects in each region or department, and the middle of where they are."""
    links = ProjectTerritory.objects.filter(project__in=found.order_by(), territory__outer_links__outer__kind=kind)
    outer = "territory__outer_links__outer"
    rows = links.values_list(f"{outer}__code", f"{outer}__name").annotate(
        n=Count("project", distinct=True), lon=Avg("territory__longitude"), lat=Avg("territory__latitude")
    )
    return [
        {"code": code, "name": name, "n": n, "at": point(lon, lat) if lon is not None else None}
        for code, name, n, lon, lat in rows.order_by(f"{outer}__name")
    ]


def labelled(asked: Asked, counted: dict[str, list]) -> list[dict[str, Any]]:
    """The lists of choices, in the reader's language, the chosen one marked."""
    words = {"theme": theme_label, "etape": lambda code: Project.Stage(code).label}
    lists = []
    for name, values in counted.items():
        chosen = getattr(asked, name)
        say = words.get(name)
        options = [{"value": value, "label": say(value) if say else label, "n": n} for value, label, n in values]
        if chosen and chosen not in {option["value"] for option in options}:
            options.append({"value": chosen, "label": named(asked, name), "n": None})
        lists.append({"name": name, "options": options, "chosen": chosen})
    return lists


def named(asked: Asked, name: str) -> str:
    """The words of a filter that is on."""
    value = getattr(asked, name)
    if name == "theme":
        return str(theme_label(value))
    if name == "etape":
        return str(Project.Stage(value).label)
    if name == "session":
        return Cohort.objects.values_list("name", flat=True).get(slug=value)
    return asked.places["region" if name == "region" else "department"].name
