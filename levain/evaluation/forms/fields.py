"""Numbers and lists as people type them."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import WordsField

LARGEST = Decimal(10) ** 10


class NumberField(forms.CharField):
    """« 1 250,5 » is a number, and so is « −3 » where `least` allows it."""

    def __init__(self, *, least=None, most=LARGEST, **kwargs):
        self.least, self.most = least, most
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, **kwargs)

    def to_python(self, value):
        text = "".join(super().to_python(value).split()).replace("−", "-").replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(_("Write a number in figures, for example 1 250,5.")) from None
        if not number.is_finite() or abs(number) > self.most:
            raise forms.ValidationError(_("This number is too large. Check the unit."))
        if self.least is not None and number < self.least:
            raise forms.ValidationError(_("This number is too small: %(least)s or more.") % {"least": self.least})
        return number.quantize(Decimal("0.001"))

    def prepare_value(self, value):
        return plain(value) if isinstance(value, Decimal) else value

    def run_validators(self, value):
        """The bounds are checked above, where the number is read."""


def plain(value: Decimal | None) -> str:
    """A number without useless noughts, with a comma."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


class LinesField(WordsField):
    """One thing a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, at_most: int, longest: int = 300, **said):
        self.at_most, self.longest = at_most, longest
        super().__init__(max_length=at_most * (longest + 1), **said)

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > self.at_most:
            raise forms.ValidationError(_("%(n)d lines at most.") % {"n": self.at_most})
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(_("A line is too long: %(n)d signs at most.") % {"n": self.longest})
        return list(dict.fromkeys(lines))

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list | tuple) else value
