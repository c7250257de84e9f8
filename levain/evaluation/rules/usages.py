"""Who hands out the questionnaire of usages, who reads its figures, who keeps the table of factors."""

from django.utils.translation import gettext as _

from levain.evaluation.models import UsageFactor, UsageRound
from levain.evaluation.rules.framework import STAFF
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import audiences_read, codes

HANDS_OUT = {RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.ADVISER, RoleCode.EVALUATOR}


def can_read_usages(user, project: Project) -> Verdict:
    if Audience.PROJECT in audiences_read(user, project):
        return GRANTED
    return refused(_("The figures of usages are shown to the project's team and to those who support it."))


def can_hand_out(user, project: Project) -> Verdict:
    if codes(user, project) & HANDS_OUT:
        return GRANTED
    return refused(_("The project's team, its adviser and the evaluator hand out the questionnaire."))


def can_change_round(user, asked: UsageRound) -> Verdict:
    return can_hand_out(user, asked.project)


def can_edit_factor(user, factor: UsageFactor | None = None) -> Verdict:
    if user.is_authenticated and user.holds(*STAFF):
        return GRANTED
    return refused(_("The programme team keeps the table of factors."))
