"""What may be shown of a survey: one place asked by pages, charts, exports, the command line and reports (M-ANON)."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from levain.evaluation.models import EmergenceAsk, Framework, Survey
from levain.formulas import anonymity


def told(cohort) -> dict[str, int]:
    """The floors a cohort's own framework sets: one query, kept with the cohort."""
    if not hasattr(cohort, "_floors"):
        found = Framework.objects.filter(cohort=cohort).values_list("thresholds", flat=True).first()
        cohort._floors = found or {}
    return cohort._floors


def least(survey: Survey, *, public: bool = False) -> int:
    """How many answers a view of it needs: one when it is named and read by those it was answered for."""
    if survey.named and not public:
        return 1
    inhabitants = survey.audience == Survey.Audience.INHABITANTS
    name = "anonymity_inhabitants" if inhabitants else "anonymity_participants"
    return anonymity.floor(inhabitants=inhabitants, public=public, told=told(survey.cohort).get(name))


def closed_because(survey: Survey, answered: int, *, public: bool = False) -> str:
    """Why nothing of a survey is shown; empty when something may be.

    Results without a name wait for the count: read while answers come in, they would tell what the last one said.
    """
    if public and survey.named:
        return _("These answers bear names: they are not public.")
    if not survey.named and not survey.counted:
        return _("Results are shown once the answers are counted: before, each new one could be told apart.")
    floor = least(survey, public=public)
    if answered < floor:
        return _("%(n)d answered: under %(floor)d, nothing is shown.") % {"n": answered, "floor": floor}
    return ""


def still_open(asks: Collection[EmergenceAsk]) -> date | None:
    """Until when somebody of a voice may still answer; its results wait for that day, or for the last answer."""
    return max((ask.closes for ask in asks if not ask.is_over()), default=None)


def voice_shown(asks: Collection[EmergenceAsk]) -> bool:
    """Whether what one voice said of the call may be shown: enough answered, and nobody may any more."""
    return not still_open(asks) and sum(bool(ask.answered_on) for ask in asks) >= anonymity.FLOOR


def promise_told(survey: Survey) -> str:
    """What is promised to those who answer, in one sentence: the storage keeps it."""
    if survey.anonymous:
        words = _("It is anonymous: nothing is kept of who answers, nor when. Results are shown from %(n)d answers.")
    elif survey.named:
        words = _("It bears your name: the team and the people of your project read your answers.")
    else:
        words = _("It is confidential: we see that you answered, never what. Results are shown from %(n)d answers.")
    return words % {"n": least(survey)} if not survey.named else words
