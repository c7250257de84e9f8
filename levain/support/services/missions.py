"""A few days of an expert for a project."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from levain.foundation import journal
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import role_in, team
from levain.support.models import Mission


@transaction.atomic
def record_mission(
    project: Project,
    *,
    by: User,
    brief: str,
    expert: User,
    days: Decimal,
    visits: Iterable[date] = (),
    deliverable: str = "",
    appraisal_bearer: str = "",
    appraisal_expert: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Mission:
    """Write down a mission: what was asked, of whom, for how many days, what it gave and how each side judged it."""
    said = {
        "project": project,
        "brief": brief,
        "expert": expert,
        "days": days,
        "visits": [day.isoformat() for day in sorted(visits)],
        "deliverable": deliverable,
        "appraisal_bearer": appraisal_bearer,
        "appraisal_expert": appraisal_expert,
        "added_on": on or timezone.localdate(),
    }
    if token is None:
        mission, created = Mission.objects.create(**said), True
    else:
        mission, created = Mission.objects.get_or_create(token=token, defaults=said)
    if created:
        journal.record(
            "mission.added",
            on=mission,
            by=by,
            role=role_in(by, project),
            place=project,
            changes={"days": str(days)},
            tell=[expert, *team(project)],
        )
    return mission
