"""What the project looks for."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.projects.forms.actions import DATE
from levain.projects.forms.versioned import VersionedForm
from levain.projects.models import HelpCall

MOST_HANDS = 500


class HelpCallForm(VersionedForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = HelpCall
        fields = ["hand", "title", "details", "when", "how_many", "until"]
        labels = {
            "hand": _("What are you looking for?"),
            "title": _("In a few words"),
            "details": _("What it is for, and what to know"),
            "when": _("When?"),
            "how_many": _("How many people, or things?"),
            "until": _("Until which day do you look for it?"),
        }
        help_texts = {
            "title": _("For example: two people who can sew."),
            "details": _("Everyone reads it: no telephone number, no address."),
            "when": _("For example: the first Saturday of the month, from ten to noon."),
            "how_many": _("Leave it empty if the number does not matter."),
            "until": _("The call leaves the page after that day."),
        }
        widgets = {"until": DATE, "details": forms.Textarea(attrs={"rows": 4}), "hand": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hand"].choices = HelpCall._meta.get_field("hand").choices
        self.fields["how_many"].min_value = 1
        self.fields["how_many"].widget.attrs |= {"min": 1, "max": MOST_HANDS}
        if self.instance.pk is None:
            self.fields["token"].initial = uuid4
        else:
            del self.fields["token"]

    def clean_title(self):
        return typed.one_line(self.cleaned_data["title"])

    def clean_when(self):
        return typed.one_line(self.cleaned_data["when"])

    def clean_details(self):
        details = self.cleaned_data["details"].replace("\r\n", "\n").replace("\r", "\n")
        if any(typed.cannot_be_shown(sign) for sign in details):
            raise forms.ValidationError(
                _("This text holds signs that cannot be shown. Type it again rather than pasting it.")
            )
        return details

    def clean_how_many(self):
        number = self.cleaned_data["how_many"]
        if number is not None and not 1 <= number <= MOST_HANDS:
            raise forms.ValidationError(_("A number from 1 to 500, or nothing."))
        return number

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("This day is past. Give a day to come."))
        if until > timezone.localdate().replace(month=1, day=1).replace(year=timezone.localdate().year + 2):
            raise forms.ValidationError(_("This day is far away. Give a day within a year or so."))
        return until
