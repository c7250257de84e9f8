"""Five questions about the call; the sentences of the barometer; when each is opened."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.usages import RoundForm
from levain.evaluation.models import EmergenceAsk, MissedInitiative
from levain.evaluation.services.accelerator import SCALE, STATEMENTS
from levain.projects.forms.words import LineField, WordsField

Ask = EmergenceAsk
MISSED = 3


class AskForm(forms.Form):
    when = forms.ChoiceField(label=_("When is it asked?"), choices=Ask.When.choices, widget=forms.RadioSelect)


class EmergenceForm(forms.Form):
    origin = forms.ChoiceField(label=_("What did the call do?"), choices=Ask.Origin.choices, widget=forms.RadioSelect)
    now = forms.ChoiceField(
        label=_("Where is your initiative now?"), choices=Ask.Now.choices, widget=forms.RadioSelect
    )
    helped = WordsField(
        label=_("What helped it most?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    hindered = WordsField(
        label=_("What stood in its way?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    again = forms.ChoiceField(
        label=_("Would you apply again, or advise somebody to?"), choices=Ask.Again.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, state: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.state = state
        if not state:
            return
        self.fields["origin"].label = _("In your territory, what did the call do?")
        self.fields["now"].label = _("Where are the initiatives you know now?")
        self.fields["helped"].label = _("What helped initiatives to apply?")
        self.fields["hindered"].label = _("What kept others from applying?")
        self.fields["again"].label = _("Would you advise it to an initiative?")
        for place in range(1, MISSED + 1):
            self.fields[f"what_{place}"] = LineField(
                label=_("An initiative that did not apply (%(n)s)") % {"n": place},
                max_length=200,
                required=False,
                help_text=_("Its aim and its place, without the name of anybody."),
            )
            self.fields[f"why_{place}"] = forms.ChoiceField(
                label=_("Why, as far as you know? (%(n)s)") % {"n": place},
                choices=[("", _("choose")), *MissedInitiative.Why.choices],
                required=False,
            )

    def clean(self):
        values = super().clean()
        for place in range(1, MISSED + 1) if self.state else ():
            if values.get(f"what_{place}") and not values.get(f"why_{place}"):
                self.add_error(f"why_{place}", _("Choose a reason, or take the initiative off."))
        return values

    def told(self) -> dict:
        values = self.cleaned_data
        places = range(1, MISSED + 1) if self.state else ()
        missed = [
            {"what": values[f"what_{place}"], "why": values[f"why_{place}"]}
            for place in places
            if values[f"what_{place}"]
        ]
        names = ("origin", "now", "helped", "hindered", "again")
        return {name: values[name] for name in names} | {"missed": missed}


class BarometerForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = [(str(place), words) for place, words in enumerate(SCALE, 1)]
        for name, words in STATEMENTS.items():
            self.fields[name] = forms.ChoiceField(
                label=words, choices=[*levels, ("", _("No opinion"))], required=False, widget=forms.RadioSelect
            )

    def levels(self) -> dict[str, int]:
        return {name: int(level) for name in STATEMENTS if (level := self.cleaned_data[name])}

    def clean(self):
        values = super().clean()
        if not self.errors and not any(values.get(name) for name in STATEMENTS):
            raise forms.ValidationError(_("Choose a level for one sentence at least."))
        return values


class WaveForm(RoundForm):
    """The same dates and count as for any questionnaire handed out."""

    def told(self) -> dict:
        told = dict(self.cleaned_data)
        told["invited"] = told.pop("handed_out")
        return told
