"""Freeze a revision; the drafts begun on an earlier one go on with it, and lose nothing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.questionnaires.models import Response, Revision
from levain.questionnaires.services.checking import Problem, problems
from levain.questionnaires.services.moving import move
from levain.questionnaires.services.reading import Asked


class NothingToAsk(Exception):
    """A questionnaire is published with one question at least."""


class WouldBreak(Exception):
    """Something in the draft stands in the way of publishing; `problems` says what, and where."""

    def __init__(self, problems: list[Problem]):
        super().__init__(_("Mend what is listed before you publish."))
        self.problems = problems


@transaction.atomic
def release(revision: Revision, *, by: User) -> int:
    """Publish what was composed, once nothing in it would break; gives the number of drafts that follow."""
    held = Revision.objects.select_for_update().get(pk=revision.pk)
    if held.published_at:
        return 0
    if blocking := [problem for problem in problems(held) if problem.blocking]:
        raise WouldBreak(blocking)
    moved = publish(held)
    journal.record("questionnaire.published", on=held.questionnaire, by=by, changes={"number": held.number})
    return moved


@transaction.atomic
def publish(revision: Revision, *, at: datetime | None = None) -> int:
    """Freeze a revision; from then on it is the one people answer. Gives the number of drafts moved to it."""
    if not revision.questions.exists():
        raise NothingToAsk(_("Add a question before you publish."))
    newest = Revision.objects.filter(questionnaire=revision.questionnaire_id).aggregate(last=Max("number"))["last"]
    revision.number = max(revision.number, newest + (revision.number < newest))
    revision.published_at = at or timezone.now()
    revision.save()
    return move_drafts(revision)


def move_drafts(revision: Revision) -> int:
    """Every open draft of an earlier revision goes on with this one; a closed answer is never touched."""
    asked = Asked(revision)
    drafts = Response.objects.drafts().filter(
        revision__questionnaire=revision.questionnaire_id, revision__number__lt=revision.number
    )
    drafts = list(drafts.select_related("revision__questionnaire").order_by("pk"))
    for draft in drafts:
        move(draft, revision, asked=asked)
    return len(drafts)
