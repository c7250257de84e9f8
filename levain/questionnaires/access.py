from levain.foundation.access import asks, declare
from levain.questionnaires import rules
from levain.questionnaires.models import Questionnaire

declare(
    {
        "questionnaires:questionnaires": asks(rules.can_read_questionnaires),
        "questionnaires:questionnaire": asks(rules.can_preview, of=Questionnaire, slug="slug"),
    }
)
