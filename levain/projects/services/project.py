"""Open a project, say who is in it."""

from datetime import date
from itertools import chain, count

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import Organisation, Role, RoleCode, User
from levain.programmes.models import Cohort
from levain.projects.models import Project, ProjectTerritory
from levain.projects.rules import THE_COLLECTIVE, codes
from levain.territories.models import Territory


class NoSeatLeft(Exception):
    """The cohort already has all the projects it can support."""


def role_in(user: User, project: Project) -> str:
    """The role in which she acts here, for the journal: the closest to the project first."""
    held = codes(user, project)
    return next((code for code in RoleCode.values if code in held), "")


def team(project: Project, *roles: str) -> list[User]:
    """The active people who hold one of these roles on the project itself (the collective by default)."""
    held = Role.objects.in_force().on(project).filter(code__in=roles or THE_COLLECTIVE)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


def teams(projects: list[Project], *roles: str) -> dict[int, list[User]]:
    """The same for several projects, by project: one query."""
    found: dict[int, list[User]] = {project.pk: [] for project in projects}
    held = Role.objects.in_force().on(*projects).filter(code__in=roles or THE_COLLECTIVE, user__is_active=True)
    for role in held.select_related("user").order_by("user__pk"):
        if role.user not in found[role.scope_id]:
            found[role.scope_id].append(role.user)
    return found


def advisers(project: Project) -> list[User]:
    """Those who support the project's cohort day to day."""
    held = Role.objects.in_force().on(project.cohort, project.cohort.programme).filter(code=RoleCode.ADVISER)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct())


@transaction.atomic
def open_project(
    cohort: Cohort,
    *,
    name: str,
    communes: list[Territory],
    collective: Organisation,
    local_authority: Organisation,
    by: User,
    slug: str = "",
    **story,
) -> Project:
    """Give a project its space in a cohort; refuses more projects than the cohort has seats."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.projects.filter(left_on=None).count() >= cohort.seats:
        raise NoSeatLeft(
            _("This cohort supports %(seats)d projects and they are all chosen.") % {"seats": cohort.seats}
        )
    project = Project.objects.create(
        cohort=cohort,
        slug=slug or _free_slug(name),
        name=name,
        collective=collective,
        local_authority=local_authority,
        **story,
    )
    ProjectTerritory.objects.bulk_create(ProjectTerritory(project=project, territory=commune) for commune in communes)
    journal.record("project.opened", on=project, by=by, place=project)
    return project


@transaction.atomic
def leave_cohort(project: Project, *, by: User, on: date | None = None) -> None:
    """A project gives up its seat: its space and its words stay, another project may take the seat."""
    if Project.objects.filter(pk=project.pk, left_on=None).update(left_on=on or timezone.localdate()):
        journal.record("project.left", on=project, by=by, place=project)


def _free_slug(name: str) -> str:
    """The name as an address; two projects of one name get two addresses."""
    base = slugify(name)[:44].strip("-") or "projet"
    taken = set(Project.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)
