"""Who writes the register of effects, who gathers evidence, who gives the verdict."""

from django.utils.translation import gettext as _

from levain.evaluation.models import Effect, Proof
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import audiences_read, codes

WRITES = {
    RoleCode.ADVISER,
    RoleCode.BEARER,
    RoleCode.MEMBER,
    RoleCode.LOCAL_AUTHORITY,
    RoleCode.STATE_SERVICE,
    RoleCode.EVALUATOR,
}
JUDGES = {RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD}


def can_read_effects(user, project: Project) -> Verdict:
    if Audience.PROJECT in audiences_read(user, project):
        return GRANTED
    return refused(_("The effects are shown to the project's team and to those who support it."))


def can_read_effect(user, effect: Effect) -> Verdict:
    return can_read_effects(user, effect.project)


def can_write_effects(user, project: Project) -> Verdict:
    if codes(user, project) & WRITES:
        return GRANTED
    return refused(_("The project's team and those who support it write down effects."))


def can_edit_effect(user, effect: Effect) -> Verdict:
    return can_write_effects(user, effect.project)


def can_take_off(user, proof: Proof) -> Verdict:
    """Who left the project takes nothing off any more, not even what she brought."""
    hers = proof.added_by_id == user.pk and can_edit_effect(user, proof.effect)
    if hers or codes(user, proof.effect.project) & JUDGES:
        return GRANTED
    return refused(_("Whoever added this piece, or the support team, takes it off."))


def can_judge(user, effect: Effect) -> Verdict:
    """The verdict, and a strength lowered: those who evaluate, never the project alone."""
    if codes(user, effect.project) & JUDGES:
        return GRANTED
    return refused(_("The adviser, the evaluator or the national team gives the verdict."))
