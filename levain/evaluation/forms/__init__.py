"""What is typed in the evaluation."""

from levain.evaluation.forms.expectations import CompareForm, ExpectationForm
from levain.evaluation.forms.objectives import ObjectiveForm, RatingForm, WithdrawForm

__all__ = ["CompareForm", "ExpectationForm", "ObjectiveForm", "RatingForm", "WithdrawForm"]
