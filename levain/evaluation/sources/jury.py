"""M-ALPHA: how far the jurors of the call agree, file by file and criterion by criterion."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.evaluation.periods import EVER, Period
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.selection import rules
from levain.selection.models import Call
from levain.selection.services.sheet import Sheet


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Six queries for a call, and none for a cohort that had none; what was computed is kept with the sheet.

    Of a period: the calls whose jury met inside it, whole.
    """
    for call in cohort.calls.order_by("pk"):
        if not period.holds(_day(call)):
            continue
        call.cohort = cohort
        sheet = Sheet(call)
        if not sheet.files:
            continue
        found = sheet.agreement
        yield Figure(
            f"{call.slug}-alpha",
            "M-ALPHA",
            subject=str(call),
            label=_("Agreement of the jury on the notes"),
            value=found["alpha_ordinal"],
            unit=_("alpha, 1 when all agree"),
            n=len(sheet.files),
            rows=[Row(call.get_absolute_url(), str(call))],
            parameters={
                "level": "ordinal",
                "notes": found["alpha_n"],
                "jurors": found["jurors"],
                "criteria": len(sheet.criteria),
            },
            interval=found["alpha_interval"],
            why_not="" if found["alpha_ordinal"] is not None else _("Too few notes to tell."),
            places=2,
            readable=partial(_reads, call=call),
        )


def _day(call: Call) -> date:
    """When the jury met; the nearest day known."""
    return call.jury_on or call.decisions_on or timezone.localdate(call.closes)


def _reads(user, *, call):
    return rules.can_read_sheet(user, call)
