"""To whom somebody's files go."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.people.forms import AddressField, NameField
from levain.people.models import User
from levain.projects.forms.words import WordsField
from levain.projects.services import candidates

ELSE = "else"


class RelayForm(forms.Form):
    to = forms.ChoiceField(label=_("Who takes over?"))
    email = AddressField(
        label=_("The mail address of somebody else"),
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
        self.near = {str(person.pk): person for person in candidates(giver)}
        named = [(key, str(person)) for key, person in self.near.items()]
        self.fields["to"].choices = [
            ("", _("Choose a person")),
            *named,
            (ELSE, _("Somebody else: give her address below")),
        ]
        for name in ("email", "name"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self):
        told = super().clean()
        if told.get("to") != ELSE:
            return told | {"to": self.near.get(told.get("to")), "email": "", "name": ""}
        told["to"] = None
        for name, asked in (("email", _("Give her mail address.")), ("name", NEEDED)):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, asked)
        return told


NEEDED = _("Give her name, so that the others know her.")
