"""Words as people type or paste them."""

import unicodedata

from django import forms


class WordsField(forms.CharField):
    """Words as people type or paste them: one form for accents, one sign for the end of a line."""

    widget = forms.Textarea

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
