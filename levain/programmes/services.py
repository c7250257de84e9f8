"""Programmes, their cohorts and phases; the reference framework they lean on."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort, Engagement, Phase, Programme

ECOQUARTIER = Path(__file__).parent / "data" / "ecoquartier.yaml"
TITLES = {"2017": "title_2017", "2020-2024": "title_2020_2024"}


@transaction.atomic
def found_programme(*, slug: str, name: str, purpose: str, by: User) -> Programme:
    programme = Programme.objects.create(slug=slug, name=name, purpose=purpose)
    journal.record("programme.founded", on=programme, by=by)
    return programme


@transaction.atomic
def open_cohort(
    programme: Programme, *, slug: str, name: str, seats: int, starts: date, ends: date, by: User, fictional=False
) -> Cohort:
    cohort = Cohort.objects.create(
        programme=programme, slug=slug, name=name, seats=seats, starts=starts, ends=ends, fictional=fictional
    )
    journal.record("cohort.opened", on=cohort, by=by, place=cohort)
    return cohort


@transaction.atomic
def set_phases(cohort: Cohort, phases: list[dict[str, Any]], *, by: User) -> list[Phase]:
    """Replace the phases of a cohort: each with its three names, its first and its last day."""
    cohort.phases.all().delete()
    made = Phase.objects.bulk_create(Phase(cohort=cohort, **phase) for phase in phases)
    journal.record("cohort.phased", on=cohort, by=by, place=cohort, changes={"phases": len(made)})
    return made


@transaction.atomic
def load_ecoquartier(path: Path = ECOQUARTIER) -> int:
    """Load the twenty engagements in both versions; twice changes nothing. Returns how many there are."""
    told = yaml.safe_load(path.read_text(encoding="utf8"))
    dimensions = {dimension["number"]: dimension["title"] for dimension in told["dimensions"]}
    for engagement in told["engagements"]:
        for version, key in TITLES.items():
            title = engagement.get(key)
            if not title:
                continue
            Engagement.objects.update_or_create(
                version=version,
                number=engagement["number"],
                defaults={
                    "dimension": engagement["dimension"],
                    "dimension_title": dimensions[engagement["dimension"]],
                    "title": title.get("text") or engagement["short_label"],
                    "meaning": engagement.get("meaning", ""),
                    "for_a_citizen_project": engagement.get("for_a_citizen_project", ""),
                    "confidence": title.get("confidence", ""),
                    "source": _source(told, title.get("source")),
                },
            )
    return Engagement.objects.count()


def _source(told: dict, keys) -> str:
    keys = [keys] if isinstance(keys, str) else keys or []
    return " ; ".join(told["sources"].get(key, key) for key in keys)[:400]
