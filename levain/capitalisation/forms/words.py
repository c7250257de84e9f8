"""What every text written here shares: one normal form, no hidden sign, a token or a version."""

import unicodedata
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import HIDDEN


def clean_words(text: str) -> str:
    """The same words in one normal form; refuses what cannot be seen."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if any((unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in HIDDEN for sign in text):
        raise forms.ValidationError(
            _("This text holds signs that cannot be shown. Type it again rather than pasting it.")
        )
    return text


def area(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(forms.ModelForm):
    """`token` makes one record of two posts; `version` refuses to write over what one has not read."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        self.fields["version"].initial = getattr(self.instance, "version", None)
        if self.instance.pk:
            del self.fields["token"]
        else:
            del self.fields["version"]

    def clean(self):
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                try:
                    cleaned[name] = clean_words(value)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def _post_clean(self):
        """A service writes: the object opened is left as it was."""

    def told(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def opened_at(self) -> int:
        return self.cleaned_data.get("version") or 0
