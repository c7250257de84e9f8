import re
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import LongText


class Days(forms.CharField):
    """Several dates on one line."""

    def to_python(self, value) -> list[date]:
        return [self._day(word) for word in re.split(r"[,;\s]+", super().to_python(value) or "") if word]

    def _day(self, word: str) -> date:
        for form in ("%d/%m/%Y", "%Y-%m-%d"):
            try:
                return datetime.strptime(word, form).date()
            except ValueError:
                continue
        raise forms.ValidationError(_("“%(word)s” is not a date. Write it as 31/12/2027.") % {"word": word[:40]})


class MissionForm(forms.Form):
    brief = LongText(label=_("What is asked of the expert"), limit=2000, rows=4)
    expert = forms.ModelChoiceField(queryset=None, label=_("Expert"), empty_label=_("Choose a person"))
    days = forms.DecimalField(
        label=_("Number of days"),
        help_text=_("Half days count: 2.5"),
        min_value=Decimal("0.5"),
        max_value=Decimal(60),
        decimal_places=1,
        localize=True,
    )
    visits = Days(label=_("Days on site"), help_text=_("As 03/09/2027, 11/09/2027"), required=False)
    deliverable = LongText(label=_("What it gave"), limit=2000, rows=2, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["expert"].queryset = experts
