"""Forms open to anyone: what a program fills in by itself gives it away, without asking people for a riddle."""

from time import time
from uuid import uuid4

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed

SALT = "levain.projects.door"
# Nobody reads the page and writes in less; a page left open for a day is not suspect.
SECONDS = 3
MOST_LINKS = 2


def stamp(at: float | None = None) -> str:
    return signing.dumps(int(time() if at is None else at), salt=SALT)


class DoorForm(forms.Form):
    """`website` is not shown: whoever fills it in is no person. `opened` says when the page was asked for."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    guards = ("token", "opened", "website")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["opened"].initial = stamp

    def asked(self):
        """The fields a person sees, in their order."""
        return [bound for bound in self.visible_fields() if bound.name not in self.guards]

    def clean(self):
        told = super().clean()
        if told.pop("website", ""):
            raise forms.ValidationError(_("This was filled in by a program. Reload the page and write it again."))
        try:
            opened = signing.loads(told.pop("opened", ""), salt=SALT)
        except signing.BadSignature:
            # A page kept from before, or a program that did not open it: asked to send once more.
            self.data = self.data.copy()
            self.data["opened"] = stamp()
            raise forms.ValidationError(
                _("Wait a few seconds, then send it again. What you typed is kept.")
            ) from None
        if time() - opened < SECONDS:
            raise forms.ValidationError(_("Wait a few seconds, then send it again. What you typed is kept."))
        return told


def few_links(text: str) -> str:
    if typed.links_in(text) > MOST_LINKS:
        raise forms.ValidationError(_("Two links at most: leave the others out."))
    return text
