"""What a side expects, and how the sides put their expectations together."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.evaluation.forms.objectives import area
from levain.evaluation.models import Crossing, Expectation


class ExpectationForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("What do you expect of the project?"),
        help_text=_("One thing at a time, in your own words. What will be different, for whom?"),
        max_length=500,
        widget=area(2),
        error_messages={"required": _("Write what you expect.")},
    )

    def __init__(self, *args, expectation: Expectation | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        if expectation:
            self.initial |= {"text": expectation.text, "version": expectation.version}


class CompareForm(forms.Form):
    """The expectations are ticked in the lists themselves; `offered` are those nobody has put together yet."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    expectations = forms.ModelMultipleChoiceField(
        queryset=Expectation.objects.none(),
        error_messages={"required": _("Tick what speaks of the same thing, on each side.")},
    )
    kind = forms.ChoiceField(
        label=_("What do you find?"),
        widget=forms.RadioSelect,
        choices=[
            (Crossing.Kind.COMMON, _("Common ground: both sides want it")),
            (Crossing.Kind.TENSION, _("A tension: both speak of it and do not want the same")),
            (Crossing.Kind.BLIND, _("A blind spot: one side alone had seen it, and it is worth keeping")),
        ],
        error_messages={"required": _("Say whether it is common ground, a tension or a blind spot.")},
    )
    label = forms.CharField(
        label=_("In a few words, what is it about?"),
        max_length=200,
        error_messages={"required": _("Name it in a few words.")},
    )
    note = forms.CharField(
        label=_("What you said to each other about it"), max_length=1000, required=False, widget=area(2)
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()
        self.fields["expectations"].queryset = offered

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("expectations")) if self.is_bound else set()
