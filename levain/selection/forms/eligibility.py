"""A few questions before applying: each answer is explained, none closes the door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.selection.forms.composing import YES_NO

UNKNOWN = "?"
ANSWERS = [*YES_NO, (UNKNOWN, _("We do not know yet"))]


class EligibilityForm(forms.Form):
    def __init__(self, *args, questions: list[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions, 1):
            self.fields[f"e{number}"] = forms.ChoiceField(
                label=question["text"], choices=ANSWERS, widget=forms.RadioSelect
            )

    def explained(self) -> list[dict]:
        """The questions whose answer is not the one hoped for, or not known, each with what we say of it."""
        given = [self.cleaned_data[f"e{number}"] for number in range(1, len(self.questions) + 1)]
        return [
            {"text": question["text"], "unknown": answer == UNKNOWN, "if_not": question["if_not"]}
            for question, answer in zip(self.questions, given, strict=True)
            if answer != question["expects"]
        ]
