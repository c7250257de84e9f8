"""Who reads the directory, fills it, and has a person removed from it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import ContactPerson, Partner, Partnership, Project
from levain.projects.rules.access import THE_COLLECTIVE, audiences_read, readable
from levain.projects.rules.actions import can_add_action, can_read_actions


def can_read_partners(user, project: Project) -> Verdict:
    if can_read_actions(user, project):
        return GRANTED
    return refused(_("The directory is shown to the projects' teams and to those who support them."))


def can_read_partner(user, partner: Partner) -> Verdict:
    """Shared partners are the cohort's; the others, the project's that entered them."""
    if not user.is_authenticated or partner.audience not in audiences_read(user, partner.project):
        return refused(_("This partner is kept to the project that met it."))
    if partner.retired_on and not can_add_action(user, partner.project):
        return refused(_("This partner was taken out of the directory."))
    return GRANTED


def partners_read(user, project: Project) -> QuerySet[Partner]:
    """The partners, its own or shared, that she may read from a project: `can_read_partner`, for lists."""
    own = _own(user, project)
    shared = Q(project__cohort=project.cohort_id, retired_on=None) & readable(user)
    return Partner.objects.filter(own | shared) if user.is_authenticated else Partner.objects.none()


def own_partners_read(user, project: Project) -> QuerySet[Partner]:
    """Those of `partners_read` that the project entered itself."""
    return Partner.objects.filter(_own(user, project)) if user.is_authenticated else Partner.objects.none()


def _own(user, project: Project) -> Q:
    read = Q(project=project, audience__in=audiences_read(user, project))
    return read if can_add_action(user, project) else read & Q(retired_on=None)


def can_add_partner(user, project: Project) -> Verdict:
    if can_add_action(user, project):
        return GRANTED
    return refused(_("Only the project's team and its adviser fill the directory."))


def can_edit_partner(user, partner: Partner) -> Verdict:
    if can_add_action(user, partner.project):
        return GRANTED
    return refused(_("Only the project that entered this partner, and its adviser, change it."))


def can_read_person(user, person: ContactPerson) -> Verdict:
    return can_read_partner(user, person.partner)


def can_edit_person(user, person: ContactPerson) -> Verdict:
    return can_edit_partner(user, person.partner)


def can_remove_person(user, person: ContactPerson) -> Verdict:
    """Those who entered her, the adviser, and herself if she has an account at this address."""
    if user.is_authenticated and person.mail and user.email == person.mail.lower():
        return GRANTED
    return can_edit_partner(user, person.partner)


def can_unlink_partner(user, link: Partnership) -> Verdict:
    return can_add_partner(user, link.project)


def can_link_partner(user, partner: Partner) -> Verdict:
    """She reads it, and fills the directory of a project of the cohort it is shared with."""
    may = can_read_partner(user, partner)
    if not may or can_add_partner(user, partner.project):
        return may
    shared = partner.audience == Audience.COHORT
    fills = THE_COLLECTIVE | {RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER}
    mine = Project.objects.filter(cohort=partner.project.cohort_id, pk__in=user.scopes(Project, *fills))
    if shared and mine.exists():
        return GRANTED
    return refused(_("Only the project's team and its adviser fill the directory."))
