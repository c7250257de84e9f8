"""The place of each event, and one article of the charter at a time."""

from textwrap import shorten

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.evaluation.models import CharterAnswer, Place
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

    def places(self) -> dict[int, str]:
        return {int(name.removeprefix("event_")): place for name, place in self.cleaned_data.items()}


class CharterForm(forms.Form):
    article = forms.ChoiceField(label=_("Which article?"), choices=CharterAnswer.Article.choices)
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
