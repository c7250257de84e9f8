"""A criterion, a box or an indicator of a cohort's framework, with the reason once it is in use."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation import method_sheets
from levain.evaluation.forms.matrix import Explained
from levain.evaluation.forms.objectives import area
from levain.evaluation.models import Criterion, Framework, Indicator, LogicNode
from levain.evaluation.services.framework_change import WORDS, as_opened
from levain.formulas.methods import METHODS


class PartForm(Explained):
    """`said` is what the service writes; a part that is changed fills the form."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, framework: Framework, part=None, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        if part:
            told = {name.removesuffix("_id"): getattr(part, name) for name in WORDS[type(part)]}
            self.initial |= told | {"opened": as_opened(part)}

    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("opened", "reason")}


class CriterionForm(PartForm):
    field_order = ["label", "gloss", "source", "reason"]
    label = forms.CharField(label=_("The criterion"), max_length=100)
    gloss = forms.CharField(label=_("What it asks"), max_length=300, required=False, widget=area(2))
    source = forms.CharField(label=_("Where it comes from"), max_length=200, required=False)


class BoxForm(PartForm):
    field_order = ["text", "kind", "directness", "reason"]
    text = forms.CharField(label=_("What is in the box"), max_length=300, widget=area(2))
    kind = forms.ChoiceField(label=_("At which step?"), choices=LogicNode.Kind.choices)
    directness = forms.ChoiceField(
        label=_("Direct or indirect?"),
        help_text=_("For outcomes and impacts."),
        choices=[("", _("not said")), *LogicNode.Directness.choices],
        required=False,
    )


class IndicatorOfFrameworkForm(PartForm):
    field_order = [
        *("label", "unit", "kind", "better", "impact", "criterion", "source", "moments", "method", "reason"),
    ]
    label = forms.CharField(label=_("The indicator"), max_length=200)
    unit = forms.CharField(label=_("In what unit?"), help_text=_("People, euros, level from 1 to 5…"), max_length=100)
    kind = forms.ChoiceField(label=_("What kind of value?"), choices=Indicator.Kind.choices)
    better = forms.ChoiceField(label=_("In which direction is it better?"), choices=Indicator.Better.choices)
    impact = forms.ChoiceField(label=_("What does it tell of?"), choices=Indicator.Impact.choices)
    criterion = forms.ModelChoiceField(label=_("Under which criterion?"), queryset=None, empty_label=None)
    source = forms.CharField(label=_("From what source?"), max_length=200)
    moments = forms.MultipleChoiceField(
        label=_("At which moments?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    method = forms.CharField(label=_("By which method?"), help_text=_("Its id: M-OH."), max_length=12)

    def __init__(self, *args, framework: Framework, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        self.fields["criterion"].queryset = framework.criteria.all()
        self.fields["moments"].choices = [(one["id"], one["label_fr"]) for one in framework.moments]

    def clean_method(self):
        told = self.cleaned_data["method"].strip().upper()
        if told not in METHODS and not method_sheets.sheet(told):
            raise forms.ValidationError(
                _("“%(method)s” is not a method. The list of methods names them all.") % {"method": told}
            )
        return told


FORMS = {
    "critere": (Criterion, CriterionForm),
    "boite": (LogicNode, BoxForm),
    "indicateur": (Indicator, IndicatorOfFrameworkForm),
}
