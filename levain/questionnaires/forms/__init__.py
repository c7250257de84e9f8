"""What people type: the step of a questionnaire, and the questionnaire itself when it is composed."""

from levain.questionnaires.forms.sitting import Sitting
from levain.questionnaires.forms.step import StepForm

__all__ = ["Sitting", "StepForm"]
