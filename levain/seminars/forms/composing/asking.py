"""Activities by which the room answers one thing: weather report, poll, scale, word cloud, questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.forms.composing.base import ComposeForm, LinesField
from levain.seminars.models import Activity

Kind = Activity.Kind


class WeatherForm(ComposeForm):
    kind = Kind.WEATHER
    begins = {"title": _("How I arrive"), "minutes": 5}

    options = LinesField(
        label=_("The weathers, from fair to foul"), help_text=_("One on each line."), least=2, most=7
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = (_("sunny"), _("bright spells"), _("cloudy"), _("foggy"), _("stormy"))
        self.initial.setdefault("options", "\n".join(str(word) for word in words))

    def read(self, activity):
        return super().read(activity) | {"options": "\n".join(activity.options)}

    def made(self):
        return {"options": self.cleaned_data["options"]}


class PollForm(ComposeForm):
    kind = Kind.POLL
    begins = {"minutes": 5}

    options = LinesField(label=_("Answers"), help_text=_("One on each line."), least=2, most=12)
    several = forms.BooleanField(label=_("People may choose several answers"), required=False)

    def read(self, activity):
        several = bool(activity.setup.get("several"))
        return super().read(activity) | {"options": "\n".join(activity.options), "several": several}

    def made(self):
        return {"options": self.cleaned_data["options"], "setup": {"several": self.cleaned_data["several"] or None}}


class ScaleForm(ComposeForm):
    kind = Kind.SCALE
    begins = {"minutes": 4, "low": 1, "high": 5}

    low = forms.TypedChoiceField(label=_("The scale begins at"), coerce=int, choices=[(0, 0), (1, 1)])
    high = forms.IntegerField(label=_("It ends at"), min_value=2, max_value=10)
    low_words = forms.CharField(label=_("Words for the lowest level"), max_length=60, required=False)
    high_words = forms.CharField(label=_("Words for the highest level"), max_length=60, required=False)

    def read(self, activity):
        setup = activity.setup
        words = setup.get("labels") or {}
        return super().read(activity) | {
            "low": setup.get("min", 1),
            "high": setup.get("max", 5),
            "low_words": words.get("min", ""),
            "high_words": words.get("max", ""),
        }

    def made(self):
        typed = self.cleaned_data
        words = {"min": typed["low_words"], "max": typed["high_words"]}
        words = {end: said for end, said in words.items() if said}
        return {"setup": {"min": typed["low"], "max": typed["high"], "labels": words or None}}


class WordCloudForm(ComposeForm):
    kind = Kind.WORDCLOUD
    begins = {"minutes": 6, "words_each": 3}

    words_each = forms.IntegerField(label=_("How many words each person gives"), min_value=1, max_value=5)

    def read(self, activity):
        return super().read(activity) | {"words_each": activity.setup.get("words_each", 3)}

    def made(self):
        return {"setup": {"words_each": self.cleaned_data["words_each"]}}


class QuestionsForm(ComposeForm):
    kind = Kind.QUESTIONS
    begins = {"title": _("Your questions"), "minutes": 15}
