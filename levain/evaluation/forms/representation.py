"""The share of a group among the inhabitants, with its source."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.fields import NumberField
from levain.projects.forms.records import DayField
from levain.projects.forms.words import LineField
from levain.projects.models import ANSWERS, Question


class ShareForm(forms.Form):
    group = forms.ChoiceField(label=_("Which group?"))
    percent = NumberField(label=_("Its share of the inhabitants, in %"), least=0, most=100)
    source = LineField(
        label=_("Source"), max_length=200, help_text=_("For example: INSEE, census of 2021, the commune.")
    )
    source_date = DayField(label=_("Date of the source"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [
            (Question(question).label, [(f"{question}:{answer}", label) for answer, label in answers.items()])
            for question, answers in ANSWERS.items()
            if question in (Question.AGE, Question.GENDER, Question.DISTANCE)
        ]

    def told(self) -> dict:
        question, answer = self.cleaned_data["group"].split(":")
        return {
            "question": question,
            "answer": answer,
            "share": self.cleaned_data["percent"] / 100,
            "source": self.cleaned_data["source"],
            "source_date": self.cleaned_data["source_date"],
        }
