from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import Day, ForWhom, Line, LongText
from levain.support.models import Facilitation, ProposalStep


class GestureForm(forms.Form):
    """What one did for a project, told in under a minute."""

    kind = forms.ChoiceField(label=_("It was"), choices=Facilitation.Kind.choices, widget=forms.RadioSelect)
    with_whom = Line(label=_("Between whom, or with whom?"), limit=300, required=False)
    text = LongText(label=_("What was done"), limit=2000, rows=3)
    obstacle = forms.ModelChoiceField(
        queryset=None, label=_("Around which obstacle?"), required=False, empty_label=_("No obstacle in particular")
    )
    need = forms.ModelChoiceField(
        queryset=None, label=_("For which need?"), required=False, empty_label=_("No need in particular")
    )
    unblocked = LongText(
        label=_("What it unblocked"),
        limit=1000,
        rows=2,
        required=False,
        help_text=_("You may say it later, when it is known. 1000 characters at most."),
    )
    happened_on = Day(label=_("Day"), future=False, initial=timezone.localdate)
    audience = ForWhom()
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, needs, obstacles, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["kind"].initial = Facilitation.Kind.INTRODUCTION
        self.fields["need"].queryset = needs
        self.fields["obstacle"].queryset = obstacles
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]


class UnblockedForm(forms.Form):
    words = LongText(label=_("What it unblocked"), limit=1000, rows=2)


class StepForm(forms.Form):
    kind = forms.ChoiceField(label=_("Where has the request got to?"), choices=ProposalStep.Kind.choices)
    on = Day(label=_("Day"), initial=timezone.localdate)
    words = Line(label=_("In a few words"), limit=300, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class OfferForm(forms.Form):
    """One support, several projects: each for one of its open needs."""

    why = LongText(label=_("Why do you offer it?"), limit=1000, rows=3)
    needs = forms.ModelMultipleChoiceField(
        queryset=None, label=_("For which needs?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, needs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = needs
        self.fields["needs"].label_from_instance = lambda need: f"{need.project} : {need}"


class MetForm(forms.Form):
    on = Day(label=_("When did you meet?"))
    words = Line(label=_("What came of it"), limit=300, required=False)
