"""The jury's sheet: what the notes say of the files. Each part is computed once for the same notes, then kept."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.db.models import Case, Count, F, Min, Q, When
from django.utils.translation import gettext as _

from levain.projects.themes import THEMES
from levain.selection.models import Application, Call, DiversityRule, Review, Score
from levain.selection.readings import File, Readings
from levain.selection.rules import BEFORE_THE_JURY
from levain.territories.models import Territory

# To be raised when a formula changes: what was kept is then computed again.
VERSION = 1
KEPT_FOR = 60 * 60 * 24 * 30

Labels = dict[tuple[str, str], str]


class Sheet:
    """Of one call, without the files that are closed to whoever reads it."""

    def __init__(self, call: Call, without: frozenset[int] = frozenset()):
        self.call, self.without = call, without
        self.seats = call.cohort.seats
        self.criteria = [
            {
                "id": one.code,
                "label": one.label,
                "weight": float(one.weight),
                "least": None if one.least is None else float(one.least),
            }
            for one in call.criteria.all()
        ]
        self.files = _files(call, without)
        self.digest = self._digest()
        self._found: dict[str, Any] | None = None
        self._read: Readings | None = None
        self._depth = 0

    @property
    def ranking(self) -> dict[str, Any]:
        return self._kept("ranking", lambda figures: figures.ranking(self._readings()))

    @property
    def agreement(self) -> dict[str, Any]:
        return self._kept("agreement", lambda figures: figures.agreement(self._readings()))

    def robustness(self, mode: str = "all") -> dict[str, Any]:
        return self._kept(
            f"robustness-{mode}", lambda figures: figures.robustness(self._readings(), self.ranking, mode)
        )

    def best(self, rules: list[DiversityRule], labels: Labels | None = None) -> dict[str, Any]:
        texts = zip(rule_texts(rules, labels), rules, strict=True)
        said = [(text, sorted(self._members(rule)), rule.bound, rule.number) for text, rule in texts]
        name = sha256(json.dumps(said).encode()).hexdigest()[:16]
        return self._kept(f"best-{name}", lambda figures: figures.best(self._readings(), self.ranking, _rules(said)))

    def _members(self, rule: DiversityRule) -> set[str]:
        if rule.group == DiversityRule.Group.THEME:
            return {one.id for one in self.files if rule.value in one.themes}
        return {one.id for one in self.files if getattr(one, rule.group) == rule.value}

    def _kept(self, part: str, compute: Callable[[Any], Any]) -> Any:
        """All the parts are kept together: read in one query, written in one with the parts a part is made from."""
        key = f"sheet:{self.digest}"
        if self._found is None:
            self._found = cache.get(key) or {}
        if part not in self._found:
            # Numpy and scipy take a second to read: only a process that computes a sheet pays for it.
            from levain.selection import figures

            self._depth += 1
            try:
                self._found[part] = compute(figures)
            finally:
                self._depth -= 1
            if not self._depth:
                cache.keep(key, self._found, KEPT_FOR)  # type: ignore[attr-defined]  # foundation.caching
        return self._found[part]

    def _digest(self) -> str:
        """Changes with the reviews that count, the files, the criteria, the seats; a given review never changes."""
        given = self._reviews().order_by("pk").values_list("pk", "submitted_at", "application_id")
        seen = [
            VERSION,
            self.seats,
            self.criteria,
            [(one.id, one.title) for one in self.files],
            [(pk, str(at), file) for pk, at, file in given],
        ]
        return sha256(json.dumps(seen, default=str).encode()).hexdigest()

    def _reviews(self):
        read = Review.objects.counting().filter(application__call=self.call)
        return read.filter(application__in=[one.pk for one in self.files])

    def _readings(self) -> Readings:
        if self._read is None:
            reference = {one.pk: one.id for one in self.files}
            rows = Score.objects.filter(review__in=self._reviews()).order_by("review_id", "criterion__position")
            levels: dict[int, dict[str, dict[str, int | None]]] = {}
            for juror, file, code, level in rows.values_list(
                "review__juror_id", "review__application_id", "criterion__code", "level"
            ):
                levels.setdefault(juror, {}).setdefault(reference[file], {})[code] = level
            self._read = Readings(self.criteria, self.files, self.seats, levels)
        return self._read


def _files(call: Call, without: frozenset[int]) -> list[File]:
    """In the order they arrived, with the region of their commune: one query."""
    region = Min(
        "commune__outer_links__outer__code", filter=Q(commune__outer_links__outer__kind=Territory.Kind.REGION)
    )
    found = call.applications.filter(state__in=BEFORE_THE_JURY).exclude(pk__in=without)
    found = found.annotate(found_region=Case(When(region="", then=region), default=F("region")))
    rows = found.order_by("deposited_at", "pk").values_list(
        "reference", "pk", "title", "key", "place", "found_region", "setting", "themes", "state"
    )
    return [File(*row[:5], row[5] or "", row[6], tuple(row[7]), row[8]) for row in rows]


def _rules(said):
    from levain.formulas.best_set import Rule

    least = DiversityRule.Bound.LEAST
    return [
        Rule(text, frozenset(members), number if bound == least else None, None if bound == least else number)
        for text, members, bound, number in said
    ]


def group_labels(groups: Iterable[tuple[str, str]]) -> Labels:
    """Regions by their names, kinds of place and themes in words: one query."""
    asked = set(groups)
    codes = [value for group, value in asked if group == DiversityRule.Group.REGION]
    regions = Territory.objects.filter(kind=Territory.Kind.REGION, code__in=codes) if codes else ()
    known: dict[str, dict[str, Any]] = {
        DiversityRule.Group.REGION: {region.code: region.name for region in regions},
        DiversityRule.Group.SETTING: dict(Application.Setting.choices),
        DiversityRule.Group.THEME: THEMES,
    }
    return {(group, value): str(known[group].get(value, value)) for group, value in asked}


def rule_texts(rules: list[DiversityRule], labels: Labels | None = None) -> list[str]:
    if labels is None:
        labels = group_labels((rule.group, rule.value) for rule in rules)
    return [_rule_text(rule, labels[rule.group, rule.value]) for rule in rules]


def _rule_text(rule: DiversityRule, group: str) -> str:
    said = {"n": rule.number, "kind": rule.get_group_display(), "group": group}
    if rule.bound == DiversityRule.Bound.LEAST:
        return _("At least %(n)d (%(kind)s: %(group)s)") % said
    return _("At most %(n)d (%(kind)s: %(group)s)") % said


def select(call: Call) -> dict[str, Any]:
    """The whole sheet as data, as `levain select` prints it."""
    sheet = Sheet(call)
    ordered, drawn = sheet.ranking, sheet.robustness()
    rules = list(call.diversity_rules.all())
    return {
        "call": call.slug,
        "seats": sheet.seats,
        "seed": drawn["seed"],
        "draws": drawn["draws"],
        "digest": sheet.digest,
        "methods": ["M-WSUM", "M-SMAA", "M-ALPHA", "M-KENDALL", "M-ICC", "M-MILP"],
        "criteria": sheet.criteria,
        "applications": [
            one | {"top_seats_share": drawn["shares"].get(one["id"])} for one in ordered["applications"]
        ],
        "gap": ordered["gap"],
        "agreement": sheet.agreement,
        "best_set": sheet.best(rules),
    }


def read_counts(call: Call, without: frozenset[int] = frozenset()) -> dict[int, tuple[int, int]]:
    """How many reviews of each file are given, of how many assigned."""
    found = Review.objects.filter(application__call=call).exclude(application__in=without)
    given = Count("pk", filter=Q(submitted_at__isnull=False))
    rows = found.values_list("application_id").annotate(given=given, asked=Count("pk"))
    return {pk: (done, asked) for pk, done, asked in rows}
