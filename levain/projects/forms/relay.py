"""To whom somebody's files go."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.people.forms import AddressField, NameField
from levain.people.models import User
from levain.projects.forms.words import WordsField
from levain.projects.services import candidates


class RelayForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Somebody else, below"),
    )
    email = AddressField(
        label=_("Otherwise, the mail address of the person"),
        required=False,
        help_text=_("She needs no account: one is opened for her, and she receives a letter."),
    )
    name = NameField(label=_("Her first and last name"), required=False)
    note = WordsField(
        label=_("A note for the one who takes over"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is under way, whom to call first, what must not be forgotten."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args, giver: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = candidates(giver)
        for name in ("email", "name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        told = super().clean()
        if told.get("to"):
            return told | {"email": "", "name": ""}
        for name, asked in (("email", _("Choose a person in the list, or give her address.")), ("name", NEEDED)):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, asked)
        return told


NEEDED = _("Give her name, so that the others know her.")
