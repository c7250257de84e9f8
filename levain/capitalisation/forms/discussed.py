from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.learning import Boxes
from levain.capitalisation.forms.words import WordsForm, area
from levain.capitalisation.models import Evidence, Objection


class EvidenceBoxes(Boxes):
    def label_from_instance(self, obj):
        return f"{obj.number}. {obj.words[:90]}"


class ObjectionForm(WordsForm):
    """Who holds what against it, and what is answered."""

    who = forms.CharField(label=_("Who objects"), max_length=200, help_text=_("A name, a function or a body."))
    evidence = EvidenceBoxes(
        queryset=Evidence.objects.none(),
        label=_("Passages that speak for the objection"),
        required=False,
    )
    field_order = ("who", "side", "on", "text", "answer", "evidence")

    class Meta:
        model = Objection
        fields = ["side", "on", "text", "answer"]
        labels = {
            "side": _("On which side"),
            "on": _("When"),
            "text": _("The objection"),
            "answer": _("What is answered"),
        }
        help_texts = {"answer": _("Leave empty as long as nobody has answered.")}
        widgets = {
            "text": area(4),
            "answer": area(3),
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = contrary(cohort)
        self.fields["on"].initial = timezone.localdate()


def contrary(cohort):
    """The passages that contradict or shade something: those an objection can lean on."""
    against = Evidence.objects.filter(cohort=cohort, links__stance__in=("contradicts", "nuances"))
    return against.select_related("passage").distinct()
