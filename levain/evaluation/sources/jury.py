"""M-ALPHA: how far the jurors of the call agree, file by file and criterion by criterion."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from levain.evaluation.figures import Figure, Row
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.selection import rules
from levain.selection.services.sheet import Sheet


def figures(cohort: Cohort, projects: list[Project]) -> Iterator[Figure]:
    """Six queries for a call, and none for a cohort that had none; what was computed is kept with the sheet."""
    for call in cohort.calls.order_by("pk"):
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


def _reads(user, *, call):
    return rules.can_read_sheet(user, call)
