"""Answer a survey: by its link, by a personal one, or on a sheet of paper that somebody types in."""

from hashlib import sha256

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from levain.evaluation.models import Invitee, Survey
from levain.evaluation.services import survey_prefill as prefill
from levain.evaluation.services import survey_storage as storage
from levain.foundation import journal
from levain.people.models import User
from levain.questionnaires.models import Response
from levain.questionnaires.services import Asked, Incomplete, Sheet, filling, missing

# A page sent twice within this time is one answer; the mark is not kept longer, nor beside the answer.
TWICE = 600


class NotOpen(Exception):
    """The survey takes no answer today."""


class AlreadyAnswered(Exception):
    """She answered; what she said no longer changes."""

    def __init__(self):
        super().__init__(_("Your answers are already handed in. Thank you."))


@transaction.atomic
def hand_in(survey: Survey, given: storage.Given, *, once: str, invitee: Invitee | None = None, paper: bool = False):
    """Keep one whole sheet without a name; the same page sent twice is kept once."""
    _check_open(survey, paper=paper)
    mark = sha256(f"{survey.pk}-{once}".encode()).hexdigest()
    if not cache.add(f"survey-{mark}", 1, TWICE):
        return
    if invitee is not None:
        _once(invitee)
    [response] = storage.keep_unnamed(survey, [given])
    if invitee is not None:
        storage.seal(invitee, response)


def _check_open(survey: Survey, *, paper: bool) -> None:
    current = Survey.objects.select_for_update().get(pk=survey.pk)
    if paper and current.state == Survey.State.OPEN:
        return
    if not current.takes_answers():
        raise NotOpen(_("This survey does not take answers today. Nothing was kept."))


def _once(invitee: Invitee) -> None:
    if not Invitee.objects.filter(pk=invitee.pk, answered=False).update(answered=True):
        raise AlreadyAnswered
    invitee.answered = True


@transaction.atomic
def begin(invitee: Invitee) -> Response:
    """The named answers of somebody, begun with what the house knows already."""
    held = Invitee.objects.select_for_update().get(pk=invitee.pk)
    if held.response:
        return held.response
    survey = invitee.survey
    lists = prefill.lists_for(invitee)
    response = filling.start(survey.revision, subject=survey, respondent=invitee.person, lists=lists)
    prefill.fill(invitee, response)
    held.response = invitee.response = response
    held.save(update_fields=["response"])
    return response


@transaction.atomic
def hand_in_named(invitee: Invitee, *, by: User | None, paper: bool = False) -> None:
    """Close what she wrote; what must be answered and is not is named."""
    survey = invitee.survey
    _check_open(survey, paper=paper)
    response = begin(invitee)
    sheet = Sheet.of(response, Asked(survey.revision, survey.moment))
    lacking = missing(response, sheet=sheet)
    if lacking:
        raise Incomplete(lacking)
    _once(invitee)
    filling.close(response, by=by, even_incomplete=True)
    journal.record("survey.answered", on=survey, by=by, place=invitee.project or survey.cohort)
