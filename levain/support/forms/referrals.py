from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import Day, Line, LongText


class ReferForm(forms.Form):
    service = forms.ModelChoiceField(
        queryset=None,
        label=_("Who is asked?"),
        help_text=_("The State services of this territory, the nearest first, then the local authority."),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    question = LongText(label=_("Your question"), limit=2000, rows=4)
    hoped_by = Day(
        label=_("Reply hoped for by"),
        past=False,
        help_text=_("A date both sides can keep. The service and the project will see it."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["service"].queryset = services

    def clean_service(self):
        service = self.cleaned_data["service"]
        if not (service.has_agents or service.mailbox):
            raise forms.ValidationError(
                _("Nobody of this service would be told: first give the address of its mailbox, below.")
            )
        return service


class MailboxForm(forms.Form):
    mailbox = forms.EmailField(
        label=_("Address of its mailbox"),
        required=False,
        max_length=254,
        help_text=_("One that several people of the service read. It is never shown in public."),
    )


class ReplyForm(forms.Form):
    reply = LongText(label=_("Your reply"), limit=4000, rows=6)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LaterForm(forms.Form):
    """Not known yet: when a reply will come."""

    back_on = Day(label=_("I will reply by"), past=False)
    back_words = Line(label=_("A word for the project"), limit=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
