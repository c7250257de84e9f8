"""How do I arrive: one of a few skies, and a word for those who wish."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

WORDS_SHOWN = 24


class Weather(ActivityKind):
    code = "weather"
    words = True
    signs = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        skies = [(word, word.capitalize()) for word in activity.options]
        form.fields["value"] = forms.ChoiceField(label=activity.title, choices=skies, widget=forms.RadioSelect)
        form.fields["text"] = forms.CharField(label=_("A few words"), max_length=140, required=False)
        return form

    def merged(self, activity, stage):
        n, counts = counting.by_number(activity)
        offered = [(word, word) for word in activity.options]
        written = counting.shown(activity).exclude(text="").select_related("author", "project")[:WORDS_SHOWN]
        said = [{"text": each.text, "who": counting.who(each)} for each in written]
        return {"n": n, "lines": counting.shares(offered, counts, n), "said": said}


register(Weather())
