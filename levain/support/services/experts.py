"""The pool of experts: one's own sheet, and who fits a brief."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from levain.formulas.shortlist import ExpertRecord, Fit, shortlist
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import Role, RoleCode, User
from levain.projects.models import Project
from levain.support.models import Expert, Mission
from levain.support.services.missions import COUNTED
from levain.support.services.ranking import territories_around
from levain.territories.models import Territory


@transaction.atomic
def write_profile(user: User, *, version: int, territories: Iterable[Territory], **told: Any) -> Expert:
    """Write or change one's own sheet. Raises ChangedSince when it was changed elsewhere meanwhile."""
    expert, created = Expert.objects.get_or_create(user=user, defaults=told)
    if not created:
        save_over(expert, version, **told)
    expert.territories.set(territories)
    journal.record("expert.described", on=expert, by=user, role=RoleCode.EXPERT)
    return expert


def experts_around(project: Project) -> QuerySet[User]:
    """Those who hold the role of expert on this project, its cohort or its programme."""
    scopes = (project, project.cohort, project.cohort.programme)
    held = Role.objects.in_force().on(*scopes).filter(code=RoleCode.EXPERT)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")


def fitting(mission: Mission) -> list[tuple[Expert, Fit]]:
    """The experts of the pool who fit a brief, the best placed first; those already asked are left out."""
    today = timezone.localdate()
    held = Role.objects.in_force().filter(code=RoleCode.EXPERT)
    pool = (
        Expert.objects.filter(user__is_active=True, user__roles__in=held)
        .exclude(user__in=mission.offers.values("expert"))
        .distinct()
        .select_related("user")
        .prefetch_related("territories")
        .annotate(taken=Sum("user__missions__days", filter=Q(user__missions__state__in=COUNTED[:2])))
    )
    experts = {expert.pk: expert for expert in pool}
    taken = {expert.pk: getattr(expert, "taken") or 0 for expert in experts.values()}  # noqa: B009
    records = [_record(expert, today, taken[expert.pk]) for expert in experts.values()]
    around = territories_around(list(mission.project.communes.all()))
    found = shortlist(mission.brief, records, theme=mission.theme, territories=around, days=float(mission.days))
    return [(experts[fit.id], fit) for fit in found]


def _record(expert: Expert, today: date, taken: Decimal | int) -> ExpertRecord:
    return ExpertRecord(
        id=expert.pk,
        name=str(expert.user),
        can_do=expert.can_do,
        themes=frozenset(expert.themes),
        territories=frozenset(f"{place.kind}:{place.code}" for place in expert.territories.all()),
        free=expert.free_until is None or expert.free_until >= today,
        days_left=None if expert.days is None else float(expert.days - taken),
    )
