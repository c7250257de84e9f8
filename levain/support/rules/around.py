"""Contacts, obstacles and missions around a project."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project, ProjectTerritory
from levain.projects.rules import READS, WRITES, audiences_read, codes, in_cohort
from levain.support.models import (
    Contact,
    Obstacle,
)
from levain.support.rules.needs import SUPPORTING, SUPPORTS_ON_SITE, THE_PROJECT
from levain.territories.models import Territory


def can_read_contact(user, contact: Contact) -> Verdict:
    if contact.audience in audiences_read(user, contact.project):
        return GRANTED
    return refused(_("This contact was not written for you to read."))


def can_list_contacts(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("The contacts are shown to the project's team and to those who support it."))


def can_record_contact(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it record contacts."))


def _held_towards(user, codes_held) -> QuerySet[Project]:
    """The projects towards which she holds one of these codes: the same answer as `codes`, for a list."""
    covered = user.scopes(Territory, RoleCode.STATE_SERVICE)
    inside = ProjectTerritory.objects.filter(territory__outer_links__outer__in=covered).values("project")
    return Project.objects.filter(
        Q(pk__in=user.scopes(Project, *codes_held))
        | Q(cohort__in=user.scopes(Cohort, *codes_held))
        | Q(cohort__programme__in=user.scopes(Programme, *codes_held))
        | Q(pk__in=inside)
    )


def with_contacts_of(user) -> QuerySet[Project]:
    """The projects for which she records calls and visits."""
    return _held_towards(user, WRITES | SUPPORTS_ON_SITE)


def supported_by(user) -> QuerySet[Project]:
    """The projects that she supports: of her cohorts, or of her territory."""
    return _held_towards(user, SUPPORTS_ON_SITE)


def can_note_a_call(user) -> Verdict:
    if user.is_authenticated and user.holds(*(WRITES | SUPPORTS_ON_SITE)):
        return GRANTED
    return refused(_("Only the team of a project and those who support it record contacts."))


def can_correct_contact(user, contact: Contact) -> Verdict:
    if not user.is_authenticated or user.pk != contact.by_id:
        return refused(_("Only the person who recorded this contact corrects it."))
    return can_read_contact(user, contact) and can_record_contact(user, contact.project)


def can_read_obstacle(user, obstacle: Obstacle) -> Verdict:
    if obstacle.audience in audiences_read(user, obstacle.project):
        return GRANTED
    return refused(_("This obstacle was not written for you to read."))


def can_list_obstacles(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("The obstacles of a project are shown to its team, its cohort and those who support it."))


def can_name_obstacle(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it name its obstacles."))


def can_see_obstacles_across(user) -> Verdict:
    if user.is_authenticated and user.holds(*SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("The obstacles of several projects are shown to those who support them."))


def can_edit_obstacle(user, obstacle: Obstacle) -> Verdict:
    """Its author, and once she has left, whoever advises the project."""
    advises = bool(codes(user, obstacle.project) & SUPPORTING)
    if not user.is_authenticated or (user.pk != obstacle.recorded_by_id and not advises):
        return refused(_("Only the person who named this obstacle, or the adviser, changes its words."))
    return can_read_obstacle(user, obstacle) and can_name_obstacle(user, obstacle.project)


def can_lift(user, obstacle: Obstacle) -> Verdict:
    if not codes(user, obstacle.project) & (THE_PROJECT | SUPPORTS_ON_SITE):
        return refused(_("Only the project's team and those who support it say that an obstacle is lifted."))
    if obstacle.lifted_on:
        return refused(_("This obstacle is already lifted."))
    return can_read_obstacle(user, obstacle)
