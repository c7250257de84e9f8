"""`levain evaluate`: every figure of a cohort, as data or as lines to read."""

from collections.abc import Iterator
from typing import Any

from levain.evaluation import figures
from levain.programmes.models import Cohort


class NoCohort(LookupError):
    """No cohort has this name."""


def figures_of(slug: str) -> list[dict[str, Any]]:
    cohort = Cohort.objects.select_related("programme").filter(slug=slug).first()
    if cohort is None:
        known = ", ".join(Cohort.objects.order_by("-pk").values_list("slug", flat=True)[:10])
        raise NoCohort(f"No cohort is named {slug!r}. Cohorts: {known or 'none'}")
    return figures.evaluate(cohort)


def lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for one in found:
        value = one["why_not"] or "none" if one["value"] is None else f"{one['value']:.3f}".rstrip("0").rstrip(".")
        of = "" if one["invited"] is None else f"/{one['invited']}"
        yield f"{one['method']:<9} {one['subject']}: {one['label']}: {value} {one['unit']} (n = {one['n']}{of})"
    yield f"{len(found)} figures"
