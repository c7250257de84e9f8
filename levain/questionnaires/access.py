from levain.foundation.access import asks, declare
from levain.questionnaires import rules
from levain.questionnaires.models import Question, Questionnaire, Section

WHOLE = {"of": Questionnaire, "slug": "slug"}
SECTION = {"of": Section, "slug": "revision.questionnaire.slug", "code": "code"}
QUESTION = {"of": Question, "slug": "revision.questionnaire.slug", "code": "code"}

declare(
    {
        "questionnaires:questionnaires": asks(rules.can_read_questionnaires),
        "questionnaires:questionnaire": asks(rules.can_preview, **WHOLE),
        "questionnaires:preview": asks(rules.can_preview, **WHOLE),
        "questionnaires:answers": asks(rules.can_preview, **WHOLE),
        "questionnaires:answers_csv": asks(rules.can_preview, **WHOLE),
        "questionnaires:answers_xlsx": asks(rules.can_preview, **WHOLE),
        "questionnaires:answers_schema": asks(rules.can_preview, **WHOLE),
        "questionnaires:answers_personal": asks(rules.can_take_personal_data, post_only=True, **WHOLE),
        "questionnaires:begin": asks(rules.can_begin),
        "questionnaires:import_xlsform": asks(rules.can_begin),
        "questionnaires:export_xlsform": asks(rules.can_preview, **WHOLE),
        "questionnaires:open_draft": asks(rules.can_compose, post_only=True, **WHOLE),
        "questionnaires:compose": asks(rules.can_compose, **WHOLE),
        "questionnaires:promise": asks(rules.can_compose, **WHOLE),
        "questionnaires:arrange": asks(rules.can_compose, post_only=True, **WHOLE),
        "questionnaires:publish": asks(rules.can_compose, **WHOLE),
        "questionnaires:new_section": asks(rules.can_compose, **WHOLE),
        "questionnaires:section": asks(rules.can_compose_part, **SECTION),
        "questionnaires:section_condition": asks(rules.can_compose_part, **SECTION),
        "questionnaires:section_translation": asks(rules.can_compose_part, **SECTION),
        "questionnaires:new_question": asks(rules.can_compose, **WHOLE),
        "questionnaires:question": asks(rules.can_compose_part, **QUESTION),
        "questionnaires:question_condition": asks(rules.can_compose_part, **QUESTION),
        "questionnaires:question_translation": asks(rules.can_compose_part, **QUESTION),
    }
)
