"""What this package says of its objects to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire, Response


def say() -> None:
    registry.register(Questionnaire, visible=rules.can_preview, title=str)
    registry.word(
        **{
            "questionnaire.brought_in": _("%(actor)s brought in a questionnaire: %(object)s"),
            "questionnaire.begun": _("%(actor)s began a questionnaire: %(object)s"),
            "questionnaire.reopened": _("%(actor)s began a new version of a questionnaire: %(object)s"),
            "questionnaire.reworded": _("%(actor)s changed what stands above a questionnaire: %(object)s"),
            "questionnaire.composed": _("%(actor)s composed a questionnaire: %(object)s"),
            "questionnaire.published": _("%(actor)s published a version of a questionnaire: %(object)s"),
            "questionnaire.exported": _("%(actor)s took away answers: %(object)s"),
        }
    )
    registry.register(Response, visible=rules.can_read_response, title=str, place=_place)


def _place(response):
    """Where the thing it is about lives."""
    said = registry.of(response.subject) if response.subject is not None else None
    return said.place(response.subject) if said else None
