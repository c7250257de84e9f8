"""Who reads the questionnaires before they are sent."""

from django.utils.translation import gettext as _

from levain.foundation import registry
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.questionnaires.models import Question, Questionnaire, Response, Section

STAFF = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR)
COMPOSE = STAFF


def can_read_questionnaires(user) -> Verdict:
    if user.is_authenticated and user.holds(*STAFF):
        return GRANTED
    return refused(_("The questionnaires are kept by the programme team."))


def can_preview(user, questionnaire: Questionnaire) -> Verdict:
    return can_read_questionnaires(user)


def can_begin(user) -> Verdict:
    if user.is_authenticated and user.holds(*COMPOSE):
        return GRANTED
    return refused(_("The questionnaires are composed by the programme team."))


def can_take_personal_data(user, questionnaire: Questionnaire) -> Verdict:
    """An evaluator works without them; the team that answers for the programme may need to call people back."""
    if user.is_authenticated and user.holds(RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER):
        return GRANTED
    return refused(_("Personal data leave with the national team or the adviser alone."))


def can_compose(user, questionnaire: Questionnaire) -> Verdict:
    return can_begin(user)


def can_compose_part(user, part: Section | Question) -> Verdict:
    return can_compose(user, part.revision.questionnaire)


_own: set[type | None] = set()


def hands_out_its_own(model: type) -> None:
    """Said by what keeps a floor of its own: answers without a name about it leave through its pages alone."""
    _own.add(model)


def can_read_response(user, response: Response) -> Verdict:
    """Who may see what it is about, and who gave it; a response about nothing is read by the team."""
    kind = response.subject_type
    if response.anonymous and kind is not None and kind.model_class() in _own:
        return refused(_("These answers are read in the results of their survey, counted together."))
    if response.respondent_id and response.respondent_id == user.pk:
        return GRANTED
    if response.subject is not None:
        return registry.may_see(user, response.subject)
    return can_read_questionnaires(user)
