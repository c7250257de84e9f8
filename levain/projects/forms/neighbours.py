"""What somebody without an account types on a public page."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.projects.forms.door import DoorForm, few_links
from levain.projects.forms.words import WordsField
from levain.projects.models import Hand, NeighbourMessage

FIRST_NAME = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class AddressField(forms.EmailField):
    def __init__(self, **said):
        said.setdefault("label", _("Your mail address"))
        super().__init__(**said)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value):
        value = super().clean(value)
        return typed.address(value) if value else ""


class MessageForm(DoorForm):
    kind = forms.ChoiceField(
        label=_("What would you like to do?"), choices=NeighbourMessage.Kind, widget=forms.RadioSelect
    )
    gives = forms.ChoiceField(
        label=_("If you give a hand, what do you offer?"),
        choices=[("", _("Another thing, or no hand")), *Hand.choices],
        required=False,
    )
    text = WordsField(label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As you wish to be called. The team reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(help_text=_("To confirm your message, then to answer you. Nobody in the project sees it."))
    may_publish = forms.BooleanField(
        label=_("The collective may show my message on this page, with its answer"),
        help_text=_("Without this mark, the team alone reads it. You may take it off later."),
        required=False,
    )
    public_name = forms.CharField(
        label=_("First name to show with it"),
        max_length=30,
        required=False,
        help_text=_("Leave it empty to be named nowhere."),
    )

    def clean_name(self):
        return typed.one_line(self.cleaned_data["name"])

    def clean_text(self):
        return few_links(self.cleaned_data["text"])

    def clean_public_name(self):
        name = typed.one_line(self.cleaned_data["public_name"])
        if name and not FIRST_NAME.fullmatch(name):
            raise forms.ValidationError(_("A first name alone, in one word: “Odile”, “Marie-Claude”."))
        return name


class FollowForm(forms.Form):
    email = AddressField(help_text=_("Once a week at most. One click stops it, and your address is erased."))


class ReplyForm(forms.Form):
    text = WordsField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))


class TakeForm(forms.Form):
    text = WordsField(
        label=_("A few words for the person"),
        help_text=_("When, where, whom to ask for. They leave by mail, without your address."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
