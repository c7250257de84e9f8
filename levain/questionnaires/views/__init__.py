from levain.questionnaires.views.answers import (
    answers,
    answers_csv,
    answers_personal,
    answers_schema,
    answers_xlsx,
)
from levain.questionnaires.views.composing import (
    arrange,
    begin,
    compose,
    new_question,
    new_section,
    open_draft,
    promise,
    publish,
    question,
    section,
)
from levain.questionnaires.views.exchange import export_xlsform, import_xlsform
from levain.questionnaires.views.parts import (
    question_condition,
    question_translation,
    section_condition,
    section_translation,
)
from levain.questionnaires.views.preview import preview
from levain.questionnaires.views.reading import questionnaire, questionnaires

__all__ = [
    "answers",
    "answers_csv",
    "answers_personal",
    "answers_schema",
    "answers_xlsx",
    "arrange",
    "begin",
    "compose",
    "export_xlsform",
    "import_xlsform",
    "new_question",
    "new_section",
    "open_draft",
    "preview",
    "promise",
    "publish",
    "question",
    "question_condition",
    "question_translation",
    "questionnaire",
    "questionnaires",
    "section",
    "section_condition",
    "section_translation",
]
