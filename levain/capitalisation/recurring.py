"""What comes back from one project to another: obstacles of one kind, codes given in several. Never scored."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from levain.capitalisation.models import Candidate, Evidence
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.support.models import Obstacle

# A kind of obstacle met by two projects is worth a look; a code, which is ours, by three.
PROJECTS_OF_OBSTACLES, PROJECTS_OF_CODES = 2, 3


@dataclass
class Recurrence:
    """Something met in several projects, with what was written of it in each; `decided` when it was, and why."""

    key: str
    label: str
    projects: dict[int, Project] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    decided: Candidate | None = None

    @property
    def names(self) -> list[str]:
        return sorted(project.name for project in self.projects.values())

    @property
    def lifted(self) -> int:
        return sum(one.lifted_on is not None for one in self.obstacles)

    @property
    def needs(self) -> int:
        """How many needs these obstacles block."""
        return len({need.pk for one in self.obstacles for need in one.needs.all()})

    @property
    def grown(self) -> bool:
        """Whether more projects meet it than when it was decided: it is looked at again."""
        return self.decided is not None and len(self.projects) > self.decided.projects

    @property
    def waits(self) -> bool:
        return self.decided is None or self.grown


def recurrences(cohort: Cohort, user: Any) -> list[Recurrence]:
    """From what she may read, those met by most projects first; in a fixed number of queries."""
    found = [*_obstacles(cohort, user), *_codes(cohort)]
    decided = {one.key: one for one in Candidate.objects.filter(cohort=cohort).select_related("finding", "by")}
    for one in found:
        one.decided = decided.get(one.key)
    return sorted(found, key=lambda one: (-len(one.projects), one.label))


def recurrence(cohort: Cohort, user: Any, key: str) -> Recurrence | None:
    return next((one for one in recurrences(cohort, user) if one.key == key), None)


def _obstacles(cohort: Cohort, user: Any) -> list[Recurrence]:
    met: dict[str, Recurrence] = {}
    rows = Obstacle.objects.visible_to(user).filter(project__cohort=cohort).exclude(kind=Obstacle.Kind.OTHER)
    for obstacle in rows.select_related("project").prefetch_related("needs").order_by("recorded_on", "pk"):
        label = _("Obstacle: %(kind)s") % {"kind": obstacle.get_kind_display()}
        one = met.setdefault(obstacle.kind, Recurrence(f"obstacle:{obstacle.kind}", label))
        one.projects[obstacle.project_id] = obstacle.project
        one.obstacles.append(obstacle)
    return [one for one in met.values() if len(one.projects) >= PROJECTS_OF_OBSTACLES]


def _codes(cohort: Cohort) -> list[Recurrence]:
    given = Evidence.codes.through.objects.filter(evidence__cohort=cohort, evidence__project__isnull=False)
    counted = given.order_by().values("code").annotate(n=Count("evidence__project", distinct=True))
    several = [row["code"] for row in counted if row["n"] >= PROJECTS_OF_CODES]
    met: dict[int, Recurrence] = {}
    rows = given.filter(code__in=several).select_related("code", "evidence__passage", "evidence__project")
    seen: dict[int, set[int]] = defaultdict(set)
    for row in rows.order_by("evidence__number"):
        label = _("Code: %(label)s") % {"label": row.code.label}
        one = met.setdefault(row.code_id, Recurrence(f"code:{row.code.slug}"[:60], label))
        one.projects[row.evidence.project_id] = row.evidence.project
        if row.evidence_id not in seen[row.code_id]:
            seen[row.code_id].add(row.evidence_id)
            one.evidence.append(row.evidence)
    return list(met.values())
