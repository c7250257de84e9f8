"""Where the project goes, and what holds after the accelerator."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.records import DayField, RecordForm
from levain.projects.forms.words import LineField, WordsField
from levain.projects.models import Afterwards, Horizon
from levain.projects.plans import PLANS


def words(label, *, limit, rows=4, **said):
    said = {"required": False} | said
    return WordsField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **said)


class HorizonForm(RecordForm):
    one_a_project = True
    ambition = words(
        _("What does the project want to become?"),
        limit=1500,
        help_text=_("In five years, for the whole territory: who lives differently, and how."),
    )
    plans = forms.MultipleChoiceField(
        label=_("Which plan or decision does it want to enter?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(plan.code, plan.name) for plan in PLANS.values()],
    )
    plans_how = words(_("How, and with whom?"), limit=1000, rows=3)
    next_step = LineField(
        label=_("What is the next step?"),
        max_length=300,
        required=False,
        help_text=_("One thing to do or to obtain. You can then make it an action or a need."),
    )

    class Meta:
        model = Horizon
        fields = ["ambition", "plans", "plans_how", "next_step"]


class AfterwardsForm(RecordForm):
    one_a_project = True
    agreement = words(
        _("What agreement holds with the local authority?"),
        limit=1000,
        rows=3,
        help_text=_("A deliberation, a convention, a lease: what is signed, or still to sign."),
    )
    agreement_on = DayField(label=_("Signed, or to be signed, on"), required=False)
    budget = words(_("What pays for the years to come?"), limit=1000, rows=3)
    takes_over = words(
        _("Who takes over?"), limit=1000, rows=3, help_text=_("From the adviser, and inside the collective.")
    )
    call_on = DayField(label=_("The call at six months"), required=False)

    class Meta:
        model = Afterwards
        fields = ["agreement", "agreement_on", "budget", "takes_over", "call_on"]


class CallForm(forms.Form):
    """What was said in the call at six months."""

    said = words(_("What was said?"), limit=2000, required=True)
    on = DayField(label=_("Day"), initial=timezone.localdate)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Tell the call once it was held."))
        return day
