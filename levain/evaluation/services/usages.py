"""Hand out the questionnaire of usages, take answers without a name, keep the table of factors."""

import hmac
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from levain.evaluation.models import Moment, UsageAnswer, UsageFactor, UsageRound
from levain.formulas.usages import Factors, Footprint, Usage, footprint
from levain.foundation import journal, yaml_files
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services.records import record

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "usage-factors.yaml"


class AlreadyAsked(Exception):
    """Usages are asked once at each moment: before and after are then compared."""


class RoundClosed(Exception):
    """The questionnaire is not open on this day."""


@transaction.atomic
def load_factors() -> int:
    """The factors that are shipped, where the table does not hold them yet; what the team changed stays."""
    told = yaml_files.read(SHIPPED)
    known = set(UsageFactor.objects.values_list("code", flat=True))
    made = UsageFactor.objects.bulk_create(
        UsageFactor(
            part=part,
            code=row["code"],
            label=row["label"],
            value=str(row["value"]),
            shared=row.get("shared", False),
            source=told["source_meals"] if part == UsageFactor.Part.MEALS else told["source"],
            source_date=told["source_date"],
            position=place,
        )
        for part in UsageFactor.Part.values
        for place, row in enumerate(told[part], 1)
        if row["code"] not in known
    )
    return len(made)


def table() -> list[UsageFactor]:
    return list(UsageFactor.objects.all())


def factors(rows: Iterable[UsageFactor]) -> Factors:
    by_part: dict[str, dict[str, float]] = {part: {} for part in UsageFactor.Part.values}
    for row in rows:
        by_part[row.part][row.code] = float(row.value)
    Part = UsageFactor.Part
    return Factors(
        by_part[Part.TRANSPORT],
        by_part[Part.HOUSING],
        by_part[Part.MEALS],
        frozenset(row.code for row in rows if row.shared),
    )


@transaction.atomic
def edit_factor(factor: UsageFactor, *, by: User, version: int, **changes: Any) -> None:
    """Change a factor with its source and date: every footprint, before and after, is computed with the new table."""
    save_over(factor, version, **changes)
    journal.record("factor.edited", on=factor, by=by, changes={"code": factor.code})


@transaction.atomic
def hand_out(
    project: Project, *, by: User, moment: str, opens: date, closes: date, handed_out: int | None = None
) -> UsageRound:
    Project.objects.select_for_update().get(pk=project.pk)
    if UsageRound.objects.filter(project=project, moment=moment).exists():
        raise AlreadyAsked(
            _("Usages were already asked at this moment: %(moment)s.") % {"moment": Moment(moment).label}
        )
    asked = UsageRound.objects.create(
        project=project, opened_by=by, moment=moment, opens=opens, closes=closes, handed_out=handed_out
    )
    record("usages.handed_out", asked, by, changes={"moment": moment})
    return asked


@transaction.atomic
def change_round(asked: UsageRound, *, by: User, version: int, closes: date, handed_out: int | None) -> None:
    """Its dates move until it closes: opened again, the answers added could be told apart from those already read."""
    if asked.is_over() and closes != asked.closes:
        raise RoundClosed(_("This questionnaire is closed and its results are read: it does not open again."))
    save_over(asked, version, closes=closes, handed_out=handed_out)
    record("usages.changed", asked, by)


@transaction.atomic
def answer(
    asked: UsageRound,
    *,
    token: UUID,
    said: dict[str, Any],
    official: dict[str, float] | None = None,
    words: str = "",
    day: date | None = None,
) -> tuple[UsageAnswer, Footprint]:
    """Keep what an inhabitant said: no name, no address, no hour. The same form twice is one answer."""
    if not asked.is_open(day):
        raise RoundClosed(_("This questionnaire is closed. What you typed was not kept."))
    computed = footprint(usage_of(said), factors(table()))
    kept, _new = UsageAnswer.objects.get_or_create(
        pk=token,
        defaults={"round": asked, "said": said, "official": official or {}, "pair": pair_of(asked.project_id, words)},
    )
    return kept, computed


def usage_of(said: dict[str, Any]) -> Usage:
    names = ("km", "occupants", "surface", "persons", "heating", "meals")
    return Usage(**{name: said[name] for name in names if said.get(name) is not None})


def pair_of(project: int, words: str) -> str:
    """Words she chose, folded and mixed with the secret of the house: what is kept does not give them back."""
    folded = "".join(words.lower().split())
    if not folded:
        return ""
    mixed = hmac.new(settings.SECRET_KEY.encode(), f"usages:{project}:{folded}".encode(), sha256)
    return mixed.hexdigest()[:32]
