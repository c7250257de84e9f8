"""The rights of many people on many projects, read ahead for the rules that the digest asks."""

from collections import defaultdict
from typing import Any

from django.db import models

from levain.foundation import registry
from levain.people.holders import read_roles_ahead
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import ACROSS_PROJECTS, IN_THE_PROJECT, Project, ProjectTerritory
from levain.territories.models import Territory


def insiders(project: Project, people: list[int]) -> set[int]:
    """Those, of these people, for whom it is one of their projects: its team, its adviser."""
    held = Role.objects.in_force().filter(user__in=people)
    own = held.on(project)
    advises = held.on(project.cohort, project.cohort.programme).filter(code=RoleCode.ADVISER)
    return set((own | advises).values_list("user_id", flat=True))


def read_rights(asked: list[tuple[Any, models.Model]]) -> None:
    """Fill what `rules.codes` and `rules.in_cohort` remember of each person, in five queries at most."""
    people = list({id(person): person for person, _obj in asked}.values())
    read_roles_ahead(people)
    lands = _scopes(people, Territory)
    covered: dict[int, set[tuple[int, int]]] = defaultdict(set)
    if lands:
        links = ProjectTerritory.objects.filter(territory__outer_links__outer__in=lands)
        for outer, project, cohort in links.values_list(
            "territory__outer_links__outer", "project_id", "project__cohort_id"
        ):
            covered[outer].add((project, cohort))
    hers = {
        person.pk: {pair for land in person.scopes(Territory, RoleCode.STATE_SERVICE) for pair in covered[land]}
        for person in people
    }
    # One person asks for hers in one query, and only if a rule needs them.
    if len(people) > 1:
        _know_cohorts(people, hers)
    for person, obj in asked:
        _know_codes(person, obj, {project for project, _cohort in hers[person.pk]})


def _know_cohorts(people: list[Any], hers: dict[int, set[tuple[int, int]]]) -> None:
    cohort_of = _by(Project.objects.filter(pk__in=_scopes(people, Project)), "pk", "cohort_id")
    in_programme = _by(Project.objects.filter(cohort__programme__in=_scopes(people, Programme)), *ON_PROGRAMME)
    for person in people:
        person.__dict__["_cohorts_by_project"] = (
            {cohort for _project, cohort in hers[person.pk]}
            | {c for pk in person.scopes(Project, *IN_THE_PROJECT, RoleCode.STATE_SERVICE) for c in cohort_of[pk]}
            | set(person.scopes(Cohort, *ACROSS_PROJECTS))
            | {cohort for pk in person.scopes(Programme, *ACROSS_PROJECTS) for cohort in in_programme[pk]}
        )


ON_PROGRAMME = ("cohort__programme_id", "cohort_id")


def _scopes(people: list[Any], model: type[models.Model]) -> set[int]:
    return {pk for person in people for pk in person.scopes(model)}


def _by(rows: models.QuerySet, key: str, value: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in rows.order_by().values_list(key, value).distinct():
        found[one].add(other)
    return found


def _know_codes(person: Any, obj: models.Model, covered: set[int]) -> None:
    said = registry.of(obj)
    project = said.place(obj) if said else None
    if not isinstance(project, Project):
        return
    known = person.__dict__.setdefault("_codes_by_project", {})
    if project.pk not in known:
        held = person.codes_on(project) | person.codes_on(project.cohort, project.cohort.programme)
        known[project.pk] = held | ({RoleCode.STATE_SERVICE} if project.pk in covered else set())
