"""What changes in the framework of a cohort, with the reason once it is in use."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation import method_sheets
from levain.evaluation.forms.objectives import area
from levain.evaluation.models import EvaluationQuestion, Framework, LogicLink
from levain.evaluation.services.framework_change import as_opened
from levain.formulas.methods import METHODS


class Explained(forms.Form):
    reason = forms.CharField(
        label=_("Why does the framework change?"),
        help_text=_("It is in use: what it was is kept, with this reason."),
        max_length=500,
        error_messages={"required": _("The framework is in use: say why it changes. What it was is kept.")},
    )

    def __init__(self, *args, framework: Framework, used: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework
        if not used:
            del self.fields["reason"]

    def why(self) -> str:
        return self.cleaned_data.get("reason", "")


class QuestionForm(Explained):
    field_order = ["text", "about", "criterion", "indicators", "methods", "reason"]
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("The question"), max_length=300, widget=area(2))
    about = forms.ChoiceField(label=_("About what?"), choices=EvaluationQuestion.About.choices)
    criterion = forms.ModelChoiceField(label=_("Under which criterion?"), queryset=None, empty_label=None)
    indicators = forms.ModelMultipleChoiceField(
        label=_("Which indicators document it?"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    methods = forms.CharField(
        label=_("By which methods?"), help_text=_("Their ids, with commas: M-GAS, M-GAP."), required=False
    )

    def __init__(self, *args, framework, question: EvaluationQuestion | None = None, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        self.fields["criterion"].queryset = framework.criteria.all()
        self.fields["indicators"].queryset = framework.indicators.all()
        self.fields["indicators"].label_from_instance = lambda one: f"{one.code} · {one.label}"
        if question:
            self.initial |= {
                "opened": as_opened(question),
                "text": question.text,
                "about": question.about,
                "criterion": question.criterion_id,
                "indicators": [one.pk for one in question.indicators.all()],
                "methods": ", ".join(question.methods),
            }

    def clean_methods(self):
        told = [one.strip().upper() for one in self.cleaned_data["methods"].split(",") if one.strip()]
        if unknown := [one for one in told if one not in METHODS and not method_sheets.sheet(one)]:
            words = _("These are not methods: %(unknown)s. The list of methods names them all.")
            raise forms.ValidationError(words % {"unknown": ", ".join(unknown)})
        return list(dict.fromkeys(told))


class AnswerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("What does the evaluation answer?"),
        help_text=_("What was found, on how many cases, and what it cannot say."),
        max_length=3000,
        widget=area(8),
    )


class LinkForm(Explained):
    field_order = ["source", "target", "assumption", "reason"]
    source = forms.ModelChoiceField(label=_("What leads to something?"), queryset=None)
    target = forms.ModelChoiceField(label=_("To what?"), queryset=None)
    assumption = forms.CharField(label=_("On what condition?"), max_length=300, required=False)

    def __init__(self, *args, framework, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        for name in ("source", "target"):
            self.fields[name].queryset = framework.logicnodes.all()
            self.fields[name].label_from_instance = lambda node: f"{node.code} · {node.text}"


class UnlinkForm(Explained):
    link = forms.ModelChoiceField(label=_("Which link is taken away?"), queryset=None)

    def __init__(self, *args, framework, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        self.fields["link"].queryset = LogicLink.objects.filter(source__framework=framework).select_related(
            "source", "target"
        )
        self.fields["link"].label_from_instance = lambda one: f"{one.source.code} → {one.target.code}"


class PlaceForm(Explained):
    field_order = ["indicator", "node", "reason"]
    indicator = forms.ModelChoiceField(label=_("Which indicator?"), queryset=None)
    node = forms.ModelChoiceField(
        label=_("Which box does it look at?"), queryset=None, required=False, empty_label=_("none")
    )

    def __init__(self, *args, framework, **kwargs):
        super().__init__(*args, framework=framework, **kwargs)
        self.fields["indicator"].queryset = framework.indicators.all()
        self.fields["indicator"].label_from_instance = lambda one: f"{one.code} · {one.label}"
        self.fields["node"].queryset = framework.logicnodes.all()
        self.fields["node"].label_from_instance = lambda node: f"{node.code} · {node.text}"
