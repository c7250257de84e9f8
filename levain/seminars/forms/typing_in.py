"""Cards printed, and cards typed in: one line each, for whoever has a pile of them and a keyboard."""

from urllib.parse import urlencode

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from levain.seminars import typing_in
from levain.seminars.forms.once import Once
from levain.seminars.models import Activity
from levain.seminars.models.people import ANONYMOUS, TYPED
from levain.seminars.values import Unfit

MOST_CARDS, LONGEST = 200, 200_000
# What is the same for the whole pile, and stays from one pile to the next.
PILE = ("side", "project", "table")


class CopiesForm(forms.Form):
    n = forms.IntegerField(label=_("How many cards"), min_value=1, max_value=300)


class CardsForm(Once):
    """All the cards of a pile are kept, or none: each line that cannot be read is named."""

    side = forms.ChoiceField(label=_("Who wrote these cards"), choices=TYPED, initial=ANONYMOUS)
    project = forms.ModelChoiceField(None, label=_("Project"), required=False, to_field_name="slug")
    table = forms.IntegerField(label=_("Table"), min_value=1, max_value=99, required=False)
    cards = forms.CharField(
        label=_("The cards"),
        help_text=_("One card on each line."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true", "autofocus": True}),
    )

    def __init__(self, *args, activity: Activity, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        if activity.named:
            self.fields["project"].queryset = activity.seminar.cohort.projects.all()
        else:
            del self.fields["project"]
        self.read: list[list[typing_in.Said]] = []

    @cached_property
    def keys(self):
        return typing_in.keys(self.activity)

    @cached_property
    def example(self):
        return typing_in.example(self.activity)

    def clean_cards(self):
        if len(self.cleaned_data["cards"]) > LONGEST:
            raise forms.ValidationError(_("Type at most %(n)s cards at once.") % {"n": MOST_CARDS})
        lines = [(n, line) for n, line in enumerate(self.cleaned_data["cards"].splitlines(), start=1) if line.strip()]
        if len(lines) > MOST_CARDS:
            raise forms.ValidationError(_("Type at most %(n)s cards at once.") % {"n": MOST_CARDS})
        wrong = []
        for n, line in lines:
            try:
                self.read.append(typing_in.read(self.activity, line))
            except Unfit as error:
                said = _("Line %(n)s, “%(line)s”: %(mistake)s")
                wrong.append(said % {"n": n, "line": line.strip()[:40], "mistake": error})
        if wrong:
            raise forms.ValidationError(wrong[:20])
        return self.cleaned_data["cards"]

    def speaker(self) -> dict:
        return {name: self.cleaned_data[name] for name in PILE if self.cleaned_data.get(name)}

    def query(self) -> str:
        kept = {name: self.data[name] for name in PILE if self.data.get(name)}
        return urlencode(kept)
