"""What the first screens show of the calls."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.programmes.models import Cohort
from levain.selection.models import Application


@dataclass(frozen=True)
class Decision:
    """Something that the national team has to decide: what, and where."""

    label: str
    detail: str
    url: str


def decisions(cohort: Cohort) -> list[Decision]:
    """The calls of a cohort that are closed and whose decisions are not published: one query."""
    undecided = Count("applications", filter=Q(applications__state__in=Application.UNDECIDED))
    closed = cohort.calls.filter(closes__lte=timezone.now(), released_at=None)
    return [
        Decision(
            _("Applications to decide on: %(n)d") % {"n": call.left} if call.left else _("Decisions to publish"),
            call.title,
            reverse("selection:applications", args=[call.slug]),
        )
        for call in closed.annotate(left=undecided).order_by("closes")
    ]
