"""Who invites whom."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import (
    IN_THE_PROJECT,
    Project,
)
from levain.projects.rules.access import codes


def roles_invited(user, project: Project) -> list[str]:
    """The roles to which she may invite someone in this project."""
    held = codes(user, project)
    if held & {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}:
        return [*IN_THE_PROJECT]
    if RoleCode.BEARER in held:
        return [code for code in IN_THE_PROJECT if code != RoleCode.EXPERT]
    return []


def can_invite(user, project: Project) -> Verdict:
    if roles_invited(user, project):
        return GRANTED
    return refused(_("Only the project's bearers and its adviser invite people."))
