"""What those who write an application type beside its questions."""

from datetime import datetime
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.people.forms import AddressField, InvitationForm, NameField
from levain.people.models import RoleCode
from levain.projects.forms.words import WordsField
from levain.selection.forms.composing import Moment
from levain.selection.models import Application, Call

Channel = Application.Channel


class OnceForm(forms.Form):
    """The same token twice is one record."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class StartForm(OnceForm):
    pass


class KeepForm(forms.Form):
    email = AddressField(
        label=_("Your mail address"),
        help_text=_("We send a link there, good for seven days. For example: name@example.org"),
    )


class CommentForm(OnceForm):
    text = WordsField(label=_("Your remark"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3}))


# What each hand does, in words.
HANDS = {
    RoleCode.BEARER: _("Bear the project with you: write, invite, deposit"),
    RoleCode.MEMBER: _("Write the part of the collective"),
    RoleCode.LOCAL_AUTHORITY: _("Write the part of the local authority"),
    RoleCode.PARTNER: _("Read and comment"),
    RoleCode.OBSERVER: _("Read only"),
}


class InviteForm(InvitationForm):
    """Somebody let in by mail; what she may do is said in words rather than by the name of a role."""

    code = forms.ChoiceField(label=_("What may this person do?"), widget=forms.RadioSelect)

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, codes=codes, **kwargs)
        self.fields["code"].choices = [(code, HANDS[code]) for code in codes]


class TypeInForm(OnceForm):
    """An application that came on paper or by mail: how, when, and who bears it."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(Channel.PAPER.value, _("On paper")), (Channel.MAIL.value, _("By mail"))],
        widget=forms.RadioSelect,
    )
    received_at = Moment(label=_("When did it arrive?"), help_text=_("In the time zone of the call."))
    name = NameField(label=_("Who bears the project?"), required=False)
    email = AddressField(
        label=_("Her mail address"),
        help_text=_("She receives an invitation to read and complete what you type. Leave it empty if she has none."),
        required=False,
    )

    def __init__(self, *args, call: Call, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call

    def clean_received_at(self) -> datetime:
        return self.cleaned_data["received_at"].replace(tzinfo=self.call.zone)
