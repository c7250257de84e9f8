"""How do I arrive: one of a few skies, and a word for those who wish."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

WORDS_SHOWN = 24


class Weather(ActivityKind):
    code = "weather"
    words = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        skies = [(word, word.capitalize()) for word in activity.options]
        form.fields["value"] = forms.ChoiceField(label=activity.title, choices=skies, widget=forms.RadioSelect)
        form.fields["text"] = forms.CharField(label=_("A few words"), max_length=140, required=False)
        return form

    def merged(self, activity, stage):
        n, counts = counting.by_number(activity)
        offered = [(word, word) for word in activity.options]
        said = counting.shown(activity).exclude(text="").values_list("text", flat=True)[:WORDS_SHOWN]
        return {"n": n, "lines": counting.shares(offered, counts, n), "said": list(said)}


register(Weather())
