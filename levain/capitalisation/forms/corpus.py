"""What one looks for in the corpus of a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.kinds_of_text import KINDS
from levain.capitalisation.models.evidence import SIDE_NAMES
from levain.programmes.models import Cohort, Phase
from levain.projects.models import Project


class PhaseChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.name_after


class CorpusForm(forms.Form):
    """Words, and what narrows them; everything may be left empty."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        help_text=_("All of them are looked for, accents and plurals aside. “Between quotes”, in that order."),
        widget=forms.TextInput({"type": "search"}),
    )
    projet = forms.ModelChoiceField(
        label=_("Project"),
        required=False,
        queryset=Project.objects.none(),
        to_field_name="slug",
        empty_label=_("All"),
    )
    nature = forms.ChoiceField(
        label=_("Kind of text"),
        required=False,
        choices=[("", _("All")), *((name, of[0]) for name, of in KINDS.items())],
    )
    cote = forms.ChoiceField(label=_("Whose side"), required=False, choices=[("", _("All")), *SIDE_NAMES.items()])
    temps = PhaseChoice(
        label=_("Moment of the session"), required=False, queryset=Phase.objects.none(), empty_label=_("All")
    )
    du = forms.DateField(label=_("Said from"), required=False, widget=forms.DateInput({"type": "date"}))
    au = forms.DateField(label=_("Said until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data, *, cohort: Cohort):
        super().__init__(data)
        for field in self.fields.values():
            field.says_optional = False  # a filter is
        self.fields["projet"].queryset = Project.objects.filter(cohort=cohort)
        self.fields["temps"].queryset = Phase.objects.filter(cohort=cohort)

    def days(self) -> tuple:
        """The first and the last day wanted: those of the phase, unless days narrow it."""
        phase, since, until = (self.cleaned_data[name] for name in ("temps", "du", "au"))
        first = max((day for day in (since, phase and phase.starts) if day), default=None)
        last = min((day for day in (until, phase and phase.ends) if day), default=None)
        return first, last
