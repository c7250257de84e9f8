"""Programmes, their cohorts and phases; the reference framework they lean on."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from levain.foundation import journal, outbox, yaml_files
from levain.people.models import Role, User
from levain.programmes.models import Cohort, Engagement, Phase, Programme

ECOQUARTIER = Path(__file__).parent / "data" / "ecoquartier.yaml"
TITLES = {"2017": "title_2017", "2020-2024": "title_2020_2024"}


@transaction.atomic
def open_cohort(
    programme: Programme,
    *,
    slug: str,
    name: str,
    seats: int,
    starts: date,
    ends: date,
    by: User,
    expertise_days: Decimal | None = None,
    fictional=False,
) -> Cohort:
    cohort = Cohort.objects.create(
        programme=programme,
        slug=slug,
        name=name,
        seats=seats,
        starts=starts,
        ends=ends,
        time_zone=programme.time_zone,
        expertise_days=expertise_days,
        fictional=fictional,
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
    told = yaml_files.read(path)
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


def holders(cohort: Cohort, codes: Iterable[str], projects: Iterable[Any] | None = None) -> list[Role]:
    """A role of each active person who holds one of these codes in the cohort, its programme or its projects."""
    scopes = cohort.projects.all() if projects is None else projects
    held = Role.objects.in_force().on(cohort, cohort.programme, *scopes)
    held = held.filter(code__in=list(codes), user__is_active=True).select_related("user", "scope_type")
    people: dict[int, Role] = {}
    for role in held.order_by("pk"):
        people.setdefault(role.user_id, role)
    return list(people.values())


@transaction.atomic
def write_letters(
    cohort: Cohort, *, codes: Iterable[str], subject: str, text: str, by: User, token: UUID | None = None
) -> int:
    """Put a letter to each active person who holds one of these roles in the outbox; the same token writes once."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    once = str(token) if token else ""
    if once and outbox.letters_of(cohort).filter(values__once=once).exists():
        return 0
    projects = list(cohort.projects.all())
    names: dict[Any, str] = {(type(project), project.pk): str(project) for project in projects}
    people = holders(cohort, codes, projects)
    for role in people:
        values = {
            "nom": str(role.user),
            "projet": names.get((role.scope_type.model_class(), role.scope_id), ""),
            "session": str(cohort),
            "lien": f"{settings.SITE_URL}/espace/",
            "once": once,
        }
        outbox.write(cohort, role.user, subject=subject, text=text, values=values, by=by)
    return len(people)
