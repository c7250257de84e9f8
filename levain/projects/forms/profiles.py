"""Who took part: counts typed by the team, or one card that nobody signs."""

from uuid import uuid4

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from levain.projects.models import ANSWERS, LogbookEntry, Question
from levain.projects.services.profiles import MOST


class ProfilesForm(forms.Form):
    """A small number for each answer; what is left empty is not said."""

    def __init__(self, *args, event: LogbookEntry, **kwargs):
        super().__init__(*args, **kwargs)
        written = event.profiles.filter(by_card=False).values_list("question", "answer", "count")
        known = {(question, answer): count for question, answer, count in written}
        for question, answers in ANSWERS.items():
            for answer, label in answers.items():
                self.fields[f"{question.value}-{answer}"] = forms.IntegerField(
                    label=lazystr(label),
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    initial=known.get((question.value, answer)),
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "size": 4}),
                )

    def groups(self):
        """The fields of each question, in its order."""
        for question, answers in ANSWERS.items():
            yield question, [self[f"{question.value}-{answer}"] for answer in answers]

    def counts(self) -> dict[tuple[str, str], int]:
        return {tuple(name.split("-")): count for name, count in self.cleaned_data.items() if count}


class CardForm(forms.Form):
    """One answer a question, each of which may be left out."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    LABELS = {
        Question.AGE: _("Your age"),
        Question.GENDER: _("You are"),
        Question.FIRST: _("Is it your first time with this project?"),
        Question.HEARD: _("How did you hear of it?"),
        Question.DISTANCE: _("Where do you come from?"),
    }
    MINE = {"otherwise": _("I say it otherwise"), "mouth": _("somebody told me"), "no": _("I came before")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question, answers in ANSWERS.items():
            choices = [(answer, self.MINE.get(answer, label)) for answer, label in answers.items()]
            self.fields[question.value] = forms.ChoiceField(
                label=self.LABELS[question],
                required=False,
                choices=[*choices, ("", _("I would rather not say"))],
                widget=forms.RadioSelect,
                initial="",
            )

    def answers(self) -> dict[str, str]:
        return {question.value: self.cleaned_data[question.value] for question in Question}
