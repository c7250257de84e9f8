"""What somebody without an account types on a public page."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.projects.forms.words import WordsField
from levain.projects.models import NeighbourMessage


class AddressField(forms.EmailField):
    def __init__(self, **said):
        said.setdefault("label", _("Your mail address"))
        super().__init__(**said)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value):
        return typed.address(super().clean(value))


class MessageForm(forms.ModelForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What would you like to do?"), choices=NeighbourMessage.Kind, widget=forms.RadioSelect
    )
    text = WordsField(label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    email = AddressField(help_text=_("To confirm your message, then to answer you. Nobody in the project sees it."))

    class Meta:
        model = NeighbourMessage
        fields = ["kind", "text", "name", "email"]
        labels = {"name": _("Your name")}
        help_texts = {"name": _("As you wish to be called. The team reads it.")}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4

    def clean_name(self):
        return typed.one_line(self.cleaned_data["name"])


class FollowForm(forms.Form):
    email = AddressField(help_text=_("Once a week at most. One click stops it, and your address is erased."))


class ReplyForm(forms.Form):
    text = WordsField(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
