"""What is typed in the evaluation."""

from levain.evaluation.forms.objectives import ObjectiveForm, RatingForm, WithdrawForm

__all__ = ["ObjectiveForm", "RatingForm", "WithdrawForm"]
