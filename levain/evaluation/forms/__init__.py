"""What is typed in the evaluation."""

from levain.evaluation.forms.expectations import CompareForm, ExpectationForm
from levain.evaluation.forms.objectives import ObjectiveForm, RatingForm, WithdrawForm
from levain.evaluation.forms.ties import MemberForm, SheetForm, WaveForm

__all__ = [
    "CompareForm",
    "ExpectationForm",
    "MemberForm",
    "ObjectiveForm",
    "RatingForm",
    "SheetForm",
    "WaveForm",
    "WithdrawForm",
]
