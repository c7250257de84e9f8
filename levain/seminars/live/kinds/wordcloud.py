"""A few words from each; the more often one is said, the larger it stands."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import one_line
from levain.seminars import reading
from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register

SHOWN = 60
SIZES = 6


class WordCloud(ActivityKind):
    code = "wordcloud"
    many = True
    at_most = 5
    words = True

    def form(self, activity, data=None):
        return WordForm(data)

    def merged(self, activity, stage):
        given = list(counting.shown(activity).exclude(text="").values_list("text", flat=True))
        counted = reading.words_counted(given)[:SHOWN]
        most = counted[0][1] if counted else 1
        words = [{"text": word, "n": n, "size": size_of(n, most)} for word, n in counted]
        return {"n": len(given), "words": words}


class WordForm(forms.Form):
    text = forms.CharField(label=_("Your word"), help_text=_("One word, or a few."), max_length=40)

    def clean_text(self):
        return one_line(self.cleaned_data["text"])


def size_of(n: int, most: int) -> int:
    """From 1 to 6: what is said once is small, what is said most is large."""
    return 1 + round((SIZES - 1) * (n - 1) / (most - 1)) if most > 1 else 2


register(WordCloud())
