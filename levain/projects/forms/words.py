"""Words as people type or paste them."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from levain.foundation import typed


class VisibleLength(MaxLengthValidator):
    """Characters are counted as they are seen."""

    def clean(self, value):
        return typed.visible_length(value)


class WordsField(forms.CharField):
    """Words as people type or paste them: one form for accents, one sign for the end of a line."""

    widget = forms.Textarea

    def __init__(self, **said):
        super().__init__(**said)
        if self.max_length is not None:
            kept = [check for check in self.validators if not isinstance(check, MaxLengthValidator)]
            self.validators = [*kept, VisibleLength(self.max_length)]

    def to_python(self, value):
        return unicodedata.normalize("NFC", super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value):
        super().validate(value)
        if any(typed.cannot_be_shown(sign) for sign in value):
            raise ValidationError(
                _("This text holds signs that cannot be shown. Type it again rather than pasting it."), code="signs"
            )


class LineField(WordsField):
    """One line of them."""

    widget = forms.TextInput

    def to_python(self, value):
        return " ".join(super().to_python(value).split())
