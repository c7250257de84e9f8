"""What is decided of words whose source has changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import area


class NewWordsForm(forms.Form):
    """The words of the source as it stands now: proposed when they are found, and mended by hand."""

    quote = forms.CharField(
        label=_("The words to keep from now on"),
        help_text=_("As they stand in the text today. The former words and the answer about them are kept."),
        max_length=4000,
        widget=area(3),
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def opened_at(self) -> int:
        return self.cleaned_data.get("version") or 0
