"""Who says how mature a project is: bearers, local authority, support team, each before it reads the others'."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from levain.evaluation.models import Look, MaturityProof
from levain.evaluation.rules.objectives import can_read_objectives
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import codes

LOOKS = {
    Look.BEARER: {RoleCode.BEARER, RoleCode.MEMBER},
    Look.AUTHORITY: {RoleCode.LOCAL_AUTHORITY},
    Look.TEAM: {RoleCode.ADVISER},
}
AGREE = {RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY, RoleCode.ADVISER}


def looks_of(user, project: Project) -> set[str]:
    held = codes(user, project)
    return {look for look, roles in LOOKS.items() if held & roles}


def can_read_maturity(user, project: Project) -> Verdict:
    return can_read_objectives(user, project)


def sees_look(own: Collection[str], look: str, given: Collection[str]) -> bool:
    """A look sees its own levels, and the others' once it has given its own; who has none, or types for all, sees."""
    return look in own or Look.TEAM in own or set(own) <= set(given)


def can_give_levels(user, project: Project) -> Verdict:
    if looks_of(user, project):
        return GRANTED
    return refused(_("The bearers, the local authority and the support team say how mature the project is."))


def can_give_as(user, project: Project, look: str) -> Verdict:
    """For her own; the adviser types for all."""
    own = looks_of(user, project)
    if look in own or Look.TEAM in own:
        return GRANTED
    return refused(_("You do not speak for this side of the project."))


def can_agree_levels(user, project: Project) -> Verdict:
    if codes(user, project) & AGREE:
        return GRANTED
    return refused(_("The bearers, the local authority and the adviser record the level they agree on."))


def can_prove(user, project: Project) -> Verdict:
    if looks_of(user, project):
        return GRANTED
    return refused(_("Those who give the levels add what proves them."))


def can_remove_proof(user, proof: MaturityProof) -> Verdict:
    if proof.removed_on:
        return refused(_("This piece of evidence was already taken away."))
    return can_prove(user, proof.project)
