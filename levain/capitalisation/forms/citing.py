"""Words that become evidence: selected, pressed sentence by sentence, or pasted and found."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.evidence import CodeFields, ConsentFields, LinkFields
from levain.capitalisation.forms.words import area, clean_words
from levain.capitalisation.models import SIDES, Finding
from levain.foundation import passages, pasting, registry
from levain.foundation.pasting import Place

AROUND = 60
NEAR = 3


class CiteForm(LinkFields, ConsentFields, CodeFields):
    """The words, what they are about, whose they are."""

    quote = forms.CharField(
        label=_("The words to keep"),
        help_text=_("Copied from the text: its spaces, quotation marks and apostrophes may differ."),
        max_length=4000,
        widget=area(3),
    )
    field = forms.ChoiceField(label=_("In which text"))
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    side = forms.ChoiceField(
        label=_("The side of who said it"), required=False, choices=[("", _("As the text says")), *SIDES]
    )
    speaker = forms.CharField(
        label=_("Name shown beside the words"),
        help_text=_("A first name or a pseudonym. Leave empty to show the side only."),
        max_length=120,
        required=False,
    )
    field_order = ("quote", "field", "start", "codes", "new_code", "side", "speaker", "consent", "finding", "stance")

    def __init__(self, *args, source: models.Model, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.source, self.cohort = source, cohort
        self.fields["field"].choices = list(registry.of(source).texts.items())
        if len(self.fields["field"].choices) == 1:
            self.fields["field"].widget = forms.HiddenInput()
        self.fields["codes"].offer(cohort)
        self.fields["finding"].queryset = Finding.objects.filter(cohort=cohort)

    def clean_speaker(self):
        return clean_words(self.cleaned_data["speaker"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("quote") and cleaned.get("field"):
            self._find(cleaned)
        return cleaned

    def _find(self, cleaned) -> None:
        """In the text named, or else in another of the same object; of several places, the person chooses."""
        names = [cleaned["field"], *(name for name, _label in self.fields["field"].choices)]
        for name in dict.fromkeys(names):
            text = passages.plain(str(getattr(self.source, name) or ""))
            found = pasting.places(text, cleaned["quote"])
            if found:
                break
        else:
            self.add_error("quote", NOT_THERE)
            return
        cleaned["field"] = name
        start = cleaned.get("start")
        known = start is not None and any(abs(place.start - start) <= NEAR for place in found)
        if len(found) > 1 and not known:
            self._ask_which(text, found)

    def _ask_which(self, text: str, found: list[Place]) -> None:
        self.fields["start"] = forms.ChoiceField(
            label=_("Where in the text?"),
            choices=[(place.start, _around(text, place)) for place in found],
            widget=forms.RadioSelect,
        )
        self._bound_fields_cache.pop("start", None)
        self.add_error("start", _("These words stand in several places: choose which."))


NOT_THERE = _("These words were not found in the text. Copy them exactly, or select them.")


def _around(text: str, place: Place) -> str:
    before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    return f"… {before}«\u00a0{text[place.start : place.end][:AROUND]}\u00a0»{after} …"
