"""Which published questionnaires may be asked at a seminar: those made for it, and those the team composed."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from levain.questionnaires.models import Questionnaire, Revision

BEFORE, AT_THE_END = "seminar_expectations", "seminar_participant"
# Published for something else, as their audience says: the call, the support, the evaluation of the year.
OF_ANOTHER_USE = {
    "application",
    "bearers",
    "inhabitant",
    "local_authority_or_state_service",
    "project_bearer",
}


def questionnaires(use: str, *, kept: int | None = None, **published: bool) -> QuerySet[Questionnaire]:
    """`use`: before the day, or at the end; `kept`: the one already chosen, whatever it is."""
    revisions = Revision.objects.filter(questionnaire=OuterRef("pk"), published_at__isnull=False, **published)
    others = OF_ANOTHER_USE | ({BEFORE, AT_THE_END} - {use})
    found = Questionnaire.objects.filter(Exists(revisions))
    return found.filter(~Q(audience__in=others) | Q(pk=kept))
