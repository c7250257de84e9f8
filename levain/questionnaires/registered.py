"""What this package says of its objects to the rest of the house."""

from levain.foundation import registry
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire, Response


def say() -> None:
    registry.register(Questionnaire, visible=rules.can_preview, title=str)
    registry.register(Response, visible=rules.can_read_response, title=str, place=_place)


def _place(response):
    """Where the thing it is about lives."""
    said = registry.of(response.subject) if response.subject is not None else None
    return said.place(response.subject) if said else None
