"""Freeze a revision; the drafts begun on an earlier one go on with it, and lose nothing."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.questionnaires.models import Response, Revision
from levain.questionnaires.services.moving import move
from levain.questionnaires.services.reading import Asked


class NothingToAsk(Exception):
    """A questionnaire is published with one question at least."""


@transaction.atomic
def publish(revision: Revision) -> int:
    """Freeze a revision; from then on it is the one people answer. Gives the number of drafts moved to it."""
    if not revision.questions.exists():
        raise NothingToAsk(_("Add a question before you publish."))
    revision.published_at = timezone.now()
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
