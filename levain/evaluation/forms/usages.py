"""The short questionnaire of usages, asked of an inhabitant on a phone; the table of factors."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.fields import NumberField
from levain.evaluation.models import Moment, UsageFactor, UsageRound
from levain.formulas.usages import MEALS_A_WEEK
from levain.projects.forms.records import DayField
from levain.projects.forms.words import LineField

# What is asked first; the other ways of getting about are opened on demand.
SHARED = "car"
MOST_KM, MOST_SURFACE, MOST_PERSONS, MOST_MEALS = 100_000, 1_000, 20, 30
# The totals of the official test, in the words of its result page.
OFFICIAL = {
    "transport": _("Transport"),
    "alimentation": _("Food"),
    "logement": _("Housing"),
    "divers": _("Miscellaneous"),
    "services": _("Public and common services"),
}


class UsageForm(forms.Form):
    """`rows` is the table of factors: each way of getting about, each heating, each kind of meal."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, rows: list[UsageFactor], **kwargs):
        super().__init__(*args, **kwargs)
        Part = UsageFactor.Part
        self.modes = [row for row in rows if row.part == Part.TRANSPORT]
        self.dishes = [row for row in rows if row.part == Part.MEALS]
        for row in self.modes:
            self.fields[f"km_{row.code}"] = NumberField(label=row.label, required=False, least=0, most=MOST_KM)
        self.fields["occupants"] = NumberField(
            label=_("How many are you in the car, most often?"), required=False, least=1, most=9
        )
        self.fields["heating"] = forms.ChoiceField(
            label=_("What heats your home?"),
            choices=[
                ("", _("I do not know, or another one")),
                *((row.code, row.label) for row in rows if row.part == Part.HOUSING),
            ],
            required=False,
        )
        self.fields["surface"] = NumberField(
            label=_("Surface of your home, in m²"), required=False, least=5, most=MOST_SURFACE
        )
        self.fields["persons"] = NumberField(
            label=_("How many people live in it?"), required=False, least=1, most=MOST_PERSONS
        )
        for row in self.dishes:
            self.fields[f"meal_{row.code}"] = NumberField(label=row.label, required=False, least=0, most=MOST_MEALS)
        for name, label in OFFICIAL.items():
            self.fields[f"official_{name}"] = NumberField(label=label, required=False, least=0, most=100_000)
        self.fields["words"] = LineField(
            label=_("Three words of your own"),
            max_length=60,
            required=False,
            help_text=_("Write the same ones next time: your two answers can then be compared, without your name."),
        )

    def _group(self, prefix):
        return [self[name] for name in self.fields if name.startswith(prefix)]

    @property
    def shared_modes(self):
        return [self[f"km_{row.code}"] for row in self.modes if row.shared]

    @property
    def other_modes(self):
        return [self[f"km_{row.code}"] for row in self.modes if not row.shared]

    @property
    def meals(self):
        return self._group("meal_")

    @property
    def official_totals(self):
        return self._group("official_")

    def clean(self):
        values = super().clean()
        if not self.errors and not any(value for name, value in values.items() if name not in ("token", "words")):
            raise forms.ValidationError(_("Answer at least one question. None is compulsory."))
        return values

    def said(self) -> dict:
        """What the formula reads; a question left out stays out."""
        values = self.cleaned_data
        number = {
            name: float(values[name]) for name in ("occupants", "surface", "persons") if values[name] is not None
        }
        return {
            "km": {row.code: float(km) for row in self.modes if (km := values[f"km_{row.code}"]) is not None},
            "meals": {row.code: float(n) for row in self.dishes if (n := values[f"meal_{row.code}"]) is not None},
            **({"heating": values["heating"]} if values["heating"] else {}),
            **number,
        }

    def official(self) -> dict[str, float]:
        told = {name: self.cleaned_data[f"official_{name}"] for name in OFFICIAL}
        return {name: float(value) for name, value in told.items() if value is not None}

    meals_a_week = MEALS_A_WEEK


class RoundForm(forms.Form):
    moment = forms.ChoiceField(label=_("At which moment?"), choices=Moment.choices, widget=forms.RadioSelect)
    opens = DayField(label=_("Open from"))
    closes = DayField(label=_("Until"))
    handed_out = forms.IntegerField(
        label=_("How many people are asked?"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Sheets handed out, doors, letters. The share of those who answered is told beside the figures."),
    )

    def clean(self):
        values = super().clean()
        if values.get("opens") and values.get("closes") and values["closes"] < values["opens"]:
            self.add_error("closes", _("It closes before it opens."))
        return values


class ChangeRoundForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    closes = DayField(label=_("Until"))
    handed_out = forms.IntegerField(
        label=_("How many people are asked?"), required=False, min_value=1, max_value=100_000
    )

    def __init__(self, *args, asked: UsageRound, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_closes(self):
        if self.cleaned_data["closes"] < self.asked.opens:
            raise forms.ValidationError(_("It closes before it opens."))
        return self.cleaned_data["closes"]


class FactorForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    label = LineField(label=_("What it is"), max_length=100)
    value = forms.DecimalField(
        label=_("kgCO2e for one unit"), min_value=0, max_value=1000, decimal_places=5, max_digits=9, localize=True
    )
    source = LineField(label=_("Source"), max_length=200)
    source_date = DayField(label=_("Date of the source"))
