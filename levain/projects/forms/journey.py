"""A step of the journey."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.projects.forms.actions import DATE
from levain.projects.forms.versioned import VersionedForm
from levain.projects.models import Step


class StepForm(VersionedForm):
    class Meta:
        model = Step
        fields = ["title", "due"]
        labels = {"title": _("What will be reached?"), "due": _("For when?")}
        help_texts = {"title": _("A few words that everyone understands: “The garden is open”.")}
        widgets = {"due": DATE}

    def clean_title(self):
        return typed.one_line(self.cleaned_data["title"])


class NewStepForm(StepForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
