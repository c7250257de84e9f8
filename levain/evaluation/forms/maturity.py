"""The levels of one look, the levels agreed, and what proves a sentence."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

NOT_YET = _("0, the first sentence does not hold yet")


def levels_of(line):
    return [("", _("choose")), (0, NOT_YET), *((step.level, f"{step.level}, {step.label}") for step in line.steps)]


class LevelsForm(forms.Form):
    """One level a dimension; `lines` are those of the page."""

    def __init__(self, *args, lines, look, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            held = next((one.answer for one in line.given if one.look == look), None)
            self.fields[f"level_{line.dimension.pk}"] = forms.TypedChoiceField(
                label=_("The level it has reached"),
                choices=levels_of(line),
                coerce=int,
                initial=held.level if held else "",
                error_messages={"required": _("Choose a level, 0 if the first sentence does not hold yet.")},
            )

    @property
    def rows(self):
        return [(line, self[f"level_{line.dimension.pk}"]) for line in self.lines]

    def levels(self) -> dict[int, int]:
        return {line.dimension.pk: self.cleaned_data[f"level_{line.dimension.pk}"] for line in self.lines}


class AgreeForm(forms.Form):
    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            pk, held = line.dimension.pk, line.agreement
            self.fields[f"level_{pk}"] = forms.TypedChoiceField(
                label=_("The level you agree on"),
                choices=levels_of(line),
                coerce=int,
                initial=held.level if held else line.proposed,
            )
            self.fields[f"reason_{pk}"] = forms.CharField(
                label=_("Why, if it is not what the evidence bears out"),
                max_length=1000,
                required=False,
                initial=held.reason if held else "",
            )
            self.fields[f"next_{pk}"] = forms.CharField(
                label=_("What would take it one level further"),
                max_length=300,
                required=False,
                initial=held.next_step if held else "",
            )

    @property
    def rows(self):
        return [
            (line, [self[f"{name}_{line.dimension.pk}"] for name in ("level", "reason", "next")])
            for line in self.lines
        ]

    def clean(self):
        values = super().clean()
        for line in self.lines:
            pk = line.dimension.pk
            if values.get(f"level_{pk}") not in (None, line.proposed) and not values.get(f"reason_{pk}"):
                self.add_error(f"reason_{pk}", _("Say why the level is not the one that the evidence bears out."))
        return values

    def told(self, line) -> tuple[int, str, str]:
        pk = line.dimension.pk
        return tuple(self.cleaned_data[f"{name}_{pk}"] for name in ("level", "reason", "next"))


class ProofForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    descriptor = forms.TypedChoiceField(label=_("Which sentence does it show to be true?"), coerce=int)
    text = forms.CharField(
        label=_("What shows it?"),
        help_text=_("A document, a date, a number, what somebody saw: something another person could check."),
        max_length=300,
        error_messages={"required": _("Say what shows it.")},
    )

    def __init__(self, *args, line, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        self.fields["descriptor"].choices = [
            (one.pk, f"{step.level}. {one.text}") for step in line.steps for one, _proofs in step.sentences
        ]
