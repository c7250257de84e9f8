"""What a person holds towards a project, and what that lets her read."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import (
    Project,
    ProjectTerritory,
    in_any,
)
from levain.territories.models import Territory

THE_COLLECTIVE = {RoleCode.BEARER, RoleCode.MEMBER}


READS = {
    Audience.COLLECTIVE: THE_COLLECTIVE | {RoleCode.ADVISER},
    Audience.PROJECT: THE_COLLECTIVE
    | {RoleCode.OBSERVER, RoleCode.LOCAL_AUTHORITY, RoleCode.STATE_SERVICE}
    | {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR},
}


WRITES = THE_COLLECTIVE | {RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER, RoleCode.OBSERVER, RoleCode.ADVISER}


def codes(user, project: Project) -> set[str]:
    """Every role code she holds towards a project: on it, on its cohort or programme, or on its territory."""
    if not user.is_authenticated:
        return set()
    known = user.__dict__.setdefault("_codes_by_project", {})
    if project.pk not in known:
        held = user.codes_on(project)
        held |= user.codes_on(project.cohort, project.cohort.programme)
        if RoleCode.STATE_SERVICE not in held and _covers(user, project):
            held.add(RoleCode.STATE_SERVICE)
        known[project.pk] = held
    return known[project.pk]


def _covers(user, project: Project) -> bool:
    covered = user.scopes(Territory, RoleCode.STATE_SERVICE)
    known = vars(project).get(f"covered_by_{user.pk}")
    if not covered or known is not None:
        return bool(covered and known)
    return ProjectTerritory.objects.filter(project=project, territory__outer_links__outer__in=covered).exists()


def with_cover(projects: QuerySet[Project], user) -> QuerySet[Project]:
    """The same projects, read with whether her State service covers their territory: one query fewer for her."""
    covered = user.scopes(Territory, RoleCode.STATE_SERVICE) if user.is_authenticated else []
    if not covered:
        return projects
    there = ProjectTerritory.objects.filter(project=OuterRef("pk"), territory__outer_links__outer__in=covered)
    return projects.annotate(**{f"covered_by_{user.pk}": Exists(there)})


def in_cohort(user, cohort: Cohort) -> bool:
    """Whether she takes part in this cohort, through any project, the cohort itself, or a territory of it."""
    if not user.is_authenticated:
        return False
    if user.codes_on(cohort, cohort.programme):
        return True
    return cohort.pk in _cohorts_by_project(user)


def _cohorts_by_project(user) -> set[int]:
    known = user.__dict__.get("_cohorts_by_project")
    if known is None:
        known = set(Project.objects.followed_by(user).values_list("cohort_id", flat=True))
        user.__dict__["_cohorts_by_project"] = known
    return known


def audiences_read(user, project: Project) -> set[str]:
    """The audiences of this project whose writings she may read."""
    held = codes(user, project)
    read: set[str] = {audience for audience, readers in READS.items() if held & readers}
    if held or in_cohort(user, project.cohort):
        read.add(Audience.COHORT)
    if read or project.published:
        read.add(Audience.PUBLIC)
    return read


def readable(user, path: str = "project") -> Q:
    """The filter of what she may read among things that have a project (at `path`) and an audience.

    The same rule as `audiences_read`, for lists over many projects.
    """
    may = Q(audience=Audience.PUBLIC, **{f"{path}__published": True})
    if not user.is_authenticated:
        return may
    may |= Q(audience__in=[Audience.COHORT, Audience.PUBLIC]) & in_her_cohorts(user, f"{path}__cohort")
    for audience, readers in READS.items():
        own = in_any(
            {
                path: user.scopes(Project, *readers),
                f"{path}__cohort": user.scopes(Cohort, *readers),
                f"{path}__cohort__programme": user.scopes(Programme, *readers),
            }
        )
        if RoleCode.STATE_SERVICE in readers and user.scopes(Territory, RoleCode.STATE_SERVICE):
            own |= Q(**{f"{path}__in": Project.objects.followed_by(user).filter(_in_territory(user))})
        may |= Q(audience=audience) & own
    return may


def in_her_cohorts(user, path: str) -> Q:
    """The filter of what has a cohort (at `path`) in which she takes part: `in_cohort`, for lists."""
    followed = Project.objects.followed_by(user).order_by().values("cohort")
    held = in_any({path: user.scopes(Cohort), f"{path}__programme": user.scopes(Programme)})
    return held | Q(**{f"{path}__in": followed})


def _in_territory(user) -> Q:
    covered = user.scopes(Territory, RoleCode.STATE_SERVICE)
    return Q(territories__territory__outer_links__outer__in=covered)


def can_open_space(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("This space is open to the project's team and to those who support it."))


def can_read_public_page(user, project: Project) -> Verdict:
    if project.published or codes(user, project):
        return GRANTED
    return refused(_("This project has not published its page yet."))
