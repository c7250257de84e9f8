"""What one looks for in the corpus of a session."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import SIDES
from levain.foundation import registry
from levain.programmes.models import Cohort
from levain.projects.models import Project


class CorpusForm(forms.Form):
    """Words, and what narrows them; everything may be left empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"}))
    projet = forms.ModelChoiceField(
        label=_("Project"),
        required=False,
        queryset=Project.objects.none(),
        to_field_name="slug",
        empty_label=_("All"),
    )
    nature = forms.ChoiceField(label=_("Kind of text"), required=False)
    cote = forms.ChoiceField(label=_("Whose side"), required=False, choices=[("", _("All")), *SIDES])
    du = forms.DateField(label=_("Said from"), required=False, widget=forms.DateInput({"type": "date"}))
    au = forms.DateField(label=_("Said until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, data, *, cohort: Cohort):
        super().__init__(data)
        self.fields["projet"].queryset = Project.objects.filter(cohort=cohort)
        self.fields["nature"].choices = [("", _("All")), *kinds()]


def kinds() -> list[tuple[str, str]]:
    """The kinds of objects whose texts are cited: the name of each class, and its first text in words."""
    found = [one for one in registry.everything() if one.texts]
    named = [(one.model._meta.model_name or "", str(capfirst(next(iter(one.texts.values()))))) for one in found]
    return sorted(named, key=lambda pair: pair[1])
