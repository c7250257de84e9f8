"""The place of each event, and one article of the charter at a time."""

from textwrap import shorten

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.evaluation.models import CharterAnswer, Place
from levain.evaluation.services.places import Change
from levain.projects.forms.words import LineField


class PlacesForm(forms.Form):
    """A list for each event that counts, the latest first."""

    def __init__(self, *args, events, told, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", _("not said yet")), *Place.choices]
        for event in events:
            self.fields[f"event_{event.pk}"] = forms.ChoiceField(
                label=f"{in_words(event.happened_on)}, {shorten(event.text, 70, placeholder='…')}",
                choices=choices,
                required=False,
                initial=told.get(event.pk, ""),
            )
            # What the page showed goes with what was chosen: another's answer meanwhile is not undone.
            self.fields[f"seen_{event.pk}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=told.get(event.pk, "")
            )

    def seen(self, told: dict[int, str]) -> dict[str, str]:
        """The hidden fields once the reader has been shown what is now told."""
        names = [name for name in self.fields if name.startswith("seen_")]
        return {name: told.get(int(name.removeprefix("seen_")), "") for name in names}

    def places(self) -> dict[int, Change]:
        said = self.cleaned_data
        pks = [int(name.removeprefix("event_")) for name in said if name.startswith("event_")]
        return {pk: Change(said[f"seen_{pk}"], said[f"event_{pk}"]) for pk in pks}


class CharterForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    article = forms.ChoiceField(widget=forms.HiddenInput, choices=CharterAnswer.Article.choices)
    kept = forms.ChoiceField(
        label=_("Is it kept?"),
        choices=CharterAnswer.Kept.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, in part or no.")},
    )
    proof = LineField(
        label=_("What shows it?"),
        max_length=300,
        required=False,
        help_text=_("Rules on the wall, minutes, a list of who came."),
    )

    def clean(self):
        values = super().clean()
        if values.get("kept") in (CharterAnswer.Kept.YES, CharterAnswer.Kept.PARTLY) and not values.get("proof"):
            self.add_error("proof", _("Say what shows it, or answer no."))
        return values
