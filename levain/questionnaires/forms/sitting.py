"""Answers that live in the page alone until they are handed in: nothing is kept of what somebody began."""

import secrets
from typing import Any

from django.core import signing

from levain.questionnaires.forms.step import StepForm
from levain.questionnaires.models import Answer, Response
from levain.questionnaires.services.filling import Missing, missing
from levain.questionnaires.services.reading import Asked, Sheet, blank

LONGEST = 200_000


class Sitting:
    """The answers travel from step to step in the page, signed so that they come back as they left.

    `response` is not saved; `salt` is of what is answered, so that a page of another is refused. `once` is the same
    from the first step to the last: a page sent twice is known by it.
    """

    def __init__(self, response: Response, text: str, *, salt: str, moment: str = ""):
        self.salt = salt
        try:
            self.once, kept = signing.loads(text[:LONGEST], salt=salt) if text else ("", [])
        except (signing.BadSignature, ValueError):
            self.once, kept = "", []
        self.once = self.once or secrets.token_hex(8)
        answers = {(code, row): Answer(code=code, row=row, value=value) for code, row, value in kept}
        self.sheet = Sheet(response, Asked(response.revision, moment), answers, [])

    @property
    def sections(self):
        """Those whose condition holds, from what was answered so far."""
        return [one for one in self.sheet.asked.sections if one is None or self.sheet.holds(one.condition)]

    @property
    def text(self) -> str:
        kept = [(code, row, one.value) for (code, row), one in self.sheet.answers.items() if one.value is not None]
        return signing.dumps((self.once, kept), salt=self.salt, compress=True)

    def form(self, step: int, data: Any = None, *, strict: bool = False) -> StepForm:
        return StepForm(
            self.sheet.response, self.sections[step], data=data, sheet=self.sheet, strict=strict and data is not None
        )

    def keep(self, form: StepForm) -> None:
        for deed in form.deeds():
            self.sheet.answers[deed.question.code, deed.row] = Answer(
                code=deed.question.code, row=deed.row, value=deed.value
            )
        self.sheet.typed = {}

    @property
    def missing(self) -> list[Missing]:
        return missing(self.sheet.response, sheet=self.sheet)

    @property
    def given(self) -> dict[tuple[str, int], Any]:
        """What was answered to what is asked now."""
        asked = self.sheet.asked.by_code
        return {
            (code, row): answer.value
            for (code, row), answer in self.sheet.answers.items()
            if not blank(answer.value) and code in asked and self.sheet.is_asked(asked[code], row)
        }
