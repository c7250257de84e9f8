"""Questions put to people, the revisions that fix their wording, and what was answered."""

from levain.questionnaires.models.answering import Answer, Response
from levain.questionnaires.models.question import Option, Question
from levain.questionnaires.models.questionnaire import APPLICATION, Immutable, Questionnaire, Revision, Section

__all__ = [
    "APPLICATION",
    "Answer",
    "Immutable",
    "Option",
    "Question",
    "Questionnaire",
    "Response",
    "Revision",
    "Section",
]
