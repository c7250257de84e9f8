"""Whom to ask to run a seminar, and for how long."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.people.forms import InvitationForm

HERE, SESSION = "here", "session"


class FacilitatorForm(InvitationForm):
    extent = forms.ChoiceField(
        label=_("For"),
        choices=[(HERE, _("this seminar alone")), (SESSION, _("all the seminars of the session"))],
        widget=forms.RadioSelect,
        initial=HERE,
    )

    def __init__(self, *args, session: bool, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["code"]
        if not session:
            del self.fields["extent"]

    def told(self) -> dict:
        given = self.cleaned_data
        return {
            "email": given["email"],
            "name": given.get("name", ""),
            "session": given.get("extent") == SESSION,
        }
