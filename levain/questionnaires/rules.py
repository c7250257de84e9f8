"""Who reads the questionnaires before they are sent."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.questionnaires.models import Questionnaire

STAFF = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR)


def can_read_questionnaires(user) -> Verdict:
    if user.is_authenticated and user.holds(*STAFF):
        return GRANTED
    return refused(_("The questionnaires are kept by the programme team."))


def can_preview(user, questionnaire: Questionnaire) -> Verdict:
    return can_read_questionnaires(user)
