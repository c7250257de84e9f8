import re
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation.forms import UploadField
from levain.support.forms.fields import Day, Line, LongText
from levain.support.forms.support import PlacesField
from levain.support.models import Expert
from levain.support.vocabularies import THEMES

LEVELS = [(5, _("5, it changed what we do")), (4, "4"), (3, _("3, useful")), (2, "2"), (1, _("1, of no use"))]


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


def _days(**said) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Number of days"),
        help_text=_("Half days count: 2.5"),
        min_value=Decimal("0.5"),
        max_value=Decimal(60),
        decimal_places=1,
        localize=True,
        **said,
    )


class EnvelopeForm(forms.Form):
    days = forms.DecimalField(
        label=_("Days of expertise of the cohort"),
        help_text=_("For all the projects together. Half days count: 2.5. Empty: the days are not counted."),
        min_value=Decimal(0),
        max_value=Decimal("99999.5"),
        decimal_places=1,
        required=False,
        localize=True,
    )


class BriefForm(forms.Form):
    brief = LongText(
        label=_("What is asked of the expert"),
        limit=2000,
        rows=5,
        help_text=_("The question, what is already there, what should come out of it. 2000 characters at most."),
    )
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("None in particular")), *THEMES.items()]
    )
    days = _days()
    need = forms.ModelChoiceField(
        queryset=None, label=_("For which need?"), required=False, empty_label=_("No need in particular")
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["need"].queryset = needs


class RecordForm(forms.Form):
    """A mission agreed by telephone."""

    brief = LongText(label=_("What is asked of the expert"), limit=2000, rows=4)
    expert = forms.ModelChoiceField(queryset=None, label=_("Expert"), empty_label=_("Choose a person"))
    days = _days()
    visits = Days(label=_("Days on site"), help_text=_("As 03/09/2027, 11/09/2027"), required=False)
    deliverable = LongText(label=_("What it gave"), limit=2000, rows=2, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["expert"].queryset = experts


class AgreementForm(forms.Form):
    """Among those who said that they are ready."""

    expert = forms.ModelChoiceField(queryset=None, label=_("With whom?"), widget=forms.RadioSelect, empty_label=None)
    days = _days()
    visits = Days(label=_("Days on site"), help_text=_("As 03/09/2027, 11/09/2027"), required=False)

    def __init__(self, *args, ready, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = ready


class VisitsForm(forms.Form):
    visits = Days(label=_("Days on site"), help_text=_("As 03/09/2027, 11/09/2027"), required=False)


class OfferAnswerForm(forms.Form):
    words = Line(label=_("A word to the adviser"), limit=300, required=False)


class DeliverableForm(forms.Form):
    deliverable = LongText(label=_("What the mission gives"), limit=2000, rows=4)
    upload = UploadField(label=_("The document, if there is one"), required=False)


class AppraisalForm(forms.Form):
    usefulness = forms.TypedChoiceField(
        label=_("How useful was it?"), choices=LEVELS, coerce=int, widget=forms.RadioSelect
    )
    words = LongText(label=_("In a few words"), limit=2000, rows=3)


class CancelForm(forms.Form):
    why = Line(label=_("Why will it not take place?"), limit=300)


class ExpertForm(forms.Form):
    """One's own sheet in the pool."""

    can_do = LongText(label=_("What can you do for a project?"), limit=2000, rows=4)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=list(THEMES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    places = PlacesField(
        label=_("Where do you go?"),
        required=False,
        help_text=_("One place a line: a region, a department. Empty if you go everywhere."),
    )
    days = _days(required=False)
    free_from = Day(label=_("Free from"), required=False)
    free_until = Day(label=_("Free until"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    FIELDS = ("can_do", "themes", "days", "free_from", "free_until")

    def __init__(self, *args, expert: Expert | None = None, **kwargs):
        if expert:
            kwargs["initial"] = {name: getattr(expert, name) for name in self.FIELDS}
            kwargs["initial"] |= {"places": list(expert.territories.all()), "version": expert.version}
        super().__init__(*args, **kwargs)
        self.fields["days"].label = _("How many days can you give?")

    def clean(self):
        values = super().clean()
        if values.get("free_from") and values.get("free_until") and values["free_until"] < values["free_from"]:
            self.add_error("free_until", _("The end cannot come before the beginning: check both dates."))
        return values

    def told(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FIELDS} | {"territories": self.cleaned_data["places"]}
