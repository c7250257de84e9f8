"""The questions that a request for correction opens, as one form."""

from levain.questionnaires.forms import StepForm
from levain.questionnaires.models import Question


class CorrectionStep(StepForm):
    """The questions named by the request that this person fills; whatever else is sent is not read."""

    def __init__(self, response, *, codes, parts=None, **said):
        self.codes = set(codes)
        super().__init__(response, None, parts=parts, **said)

    def _own_questions(self) -> list[Question]:
        outer = self.sheet.asked.outer
        return [one for one in outer if one.code in self.codes and one.is_for(self.parts)]

    def _on_this_page(self) -> list[Question]:
        return [one for one in self._own_questions()] + [
            inner for one in self._own_questions() for inner in self.sheet.asked.inner_of[one.pk]
        ]
