"""What is typed in the evaluation."""

from levain.evaluation.forms.agreements import ConversationForm, PaperSignatureForm, ViewsForm
from levain.evaluation.forms.expectations import CompareForm, ExpectationForm
from levain.evaluation.forms.matrix import (
    AnswerForm,
    LinkForm,
    PlaceForm,
    QuestionForm,
    UnlinkForm,
)
from levain.evaluation.forms.maturity import (
    AgreeForm,
    LevelsForm,
    ProofForm,
)
from levain.evaluation.forms.objectives import ObjectiveForm, RatingForm, WithdrawForm
from levain.evaluation.forms.surveys import CountForm, DatesForm, InviteForm, SurveyForm
from levain.evaluation.forms.ties import MemberForm, SheetForm, WaveForm

__all__ = [
    "AgreeForm",
    "AnswerForm",
    "CompareForm",
    "ConversationForm",
    "CountForm",
    "DatesForm",
    "ExpectationForm",
    "InviteForm",
    "LevelsForm",
    "LinkForm",
    "MemberForm",
    "ObjectiveForm",
    "PaperSignatureForm",
    "PlaceForm",
    "ProofForm",
    "QuestionForm",
    "RatingForm",
    "SheetForm",
    "SurveyForm",
    "UnlinkForm",
    "ViewsForm",
    "WaveForm",
    "WithdrawForm",
]
