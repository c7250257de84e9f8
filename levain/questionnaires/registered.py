"""What this package says of its objects to the rest of the house."""

from levain.foundation import registry
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire


def say() -> None:
    registry.register(Questionnaire, visible=rules.can_preview, title=str)
