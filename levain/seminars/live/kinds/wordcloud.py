"""A few words from each; the more often one is said, the larger it stands."""

from collections import Counter, defaultdict

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import one_line
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
        forms_of: defaultdict[str, Counter] = defaultdict(Counter)
        for text in given:
            forms_of[folded(text)][text.strip()] += 1
        # As it was most often written; by number, then by alphabet, so that nothing jumps about without a reason.
        counted = [(spelt.most_common(1)[0][0], spelt.total()) for spelt in forms_of.values()]
        counted = sorted(counted, key=lambda one: (-one[1], folded(one[0])))[:SHOWN]
        most = counted[0][1] if counted else 1
        words = [{"text": word, "n": n, "size": size_of(n, most)} for word, n in counted]
        return {"n": len(given), "words": words}


class WordForm(forms.Form):
    text = forms.CharField(label=_("Your word"), help_text=_("One word, or a few."), max_length=40)

    def clean_text(self):
        return one_line(self.cleaned_data["text"])


def folded(word: str) -> str:
    return word.strip(" .,;:!?«»\"'").casefold()


def size_of(n: int, most: int) -> int:
    """From 1 to 6: what is said once is small, what is said most is large."""
    return 1 + round((SIZES - 1) * (n - 1) / (most - 1)) if most > 1 else 2


register(WordCloud())
