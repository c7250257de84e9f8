"""A line of the budget: an amount as people write it, in euros."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levain.projects.forms.records import DayField, RecordForm
from levain.projects.forms.words import LineField
from levain.projects.models import BudgetLine
from levain.projects.models.budget import LARGEST, SMALLEST

AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")


class EurosField(forms.CharField):
    """« 1 250,50 € » is an amount; « -3 » and « 10 milliards » are not."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, **kwargs)

    def to_python(self, value):
        text = re.sub(r"[\s€]", "", super().to_python(value))
        if not text:
            return None
        if text.startswith(("-", "−", "–")):
            raise forms.ValidationError(_("An amount is never below zero. Write what it costs or brings."))
        if not AMOUNT.fullmatch(text):
            raise forms.ValidationError(_("Write the amount in figures, for example 1 250,50."))
        amount = Decimal(text.replace(",", "."))
        if not SMALLEST <= amount <= LARGEST:
            raise forms.ValidationError(_("This amount is out of bounds: between 0,01 € and 50 million."))
        return amount

    def prepare_value(self, value):
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value

    def run_validators(self, value):
        """The bounds are checked above, where the amount is read."""


class BudgetLineForm(RecordForm):
    label = LineField(label=_("What is it?"), max_length=150)
    amount = EurosField(label=_("Amount, in euros"), help_text=_("For example: 1 250,50."))
    on = DayField(label=_("Date"), required=False)
    who = LineField(label=_("Paid to"), max_length=150, required=False)

    class Meta:
        model = BudgetLine
        fields = ["label", "amount", "state", "on", "who"]
        labels = {"state": _("Where does it stand?")}
        widgets = {"state": forms.RadioSelect}

    def __init__(self, *args, side, **kwargs):
        super().__init__(*args, **kwargs)
        self.side = side
        spent = side == BudgetLine.Side.EXPENSE
        states = BudgetLine.OF_EXPENSES if spent else BudgetLine.OF_RESOURCES
        self.fields["state"].choices = [(state.value, state.label.capitalize()) for state in states]
        if not spent:
            self.fields["who"].label = pgettext_lazy("money", "From whom")

    def told(self):
        told = super().told()
        return told | {"side": self.side} if self.instance.pk is None else told
