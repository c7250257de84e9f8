from uuid import uuid4

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from levain.foundation import typed
from levain.people.models import RoleCode, User


class AddressField(forms.EmailField):
    def __init__(self, **said):
        said.setdefault("label", _("Mail address"))
        said.setdefault("help_text", _("For example: name@example.org"))
        said.setdefault("max_length", 254)
        super().__init__(**said)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value):
        value = super().clean(value)
        return typed.address(value) if value else value


class NameField(forms.CharField):
    def __init__(self, **said):
        said.setdefault("label", _("First and last name"))
        super().__init__(max_length=120, **said)
        self.widget.attrs["autocomplete"] = "name"

    def clean(self, value):
        return typed.one_line(super().clean(value))


class SignInForm(RequestLoginCodeForm):
    email = AddressField(label=_("Your mail address"))


class CodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six figures. The code is good for fifteen minutes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AccountForm(forms.Form):
    name = NameField()
    language = forms.ChoiceField(label=_("Language of the pages and of the mails"), choices=settings.LANGUAGES)


class AcceptForm(forms.Form):
    name = NameField(help_text=_("As you want the others to read it."))


class InvitationForm(forms.Form):
    """Who is invited, at which address, in which role; the caller says which roles may be offered."""

    email = AddressField(label=_("Mail address of the person"))
    name = NameField(label=_("First and last name"), required=False)
    code = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, codes=RoleCode.values, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["name"].widget.attrs["autocomplete"] = "off"
        self.fields["code"].choices = [(code, RoleCode(code).label.capitalize()) for code in codes]


class DemonstrationForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.filter(fictional=True, is_active=True))


class KeyForm(forms.Form):
    """A key for a program: what it is for, the role it reads in, for how long."""

    name = forms.CharField(
        label=_("What this key is for"), help_text=_("For example: the map of our department"), max_length=120
    )
    role = forms.ChoiceField(label=_("The role it reads in"))
    days = forms.TypedChoiceField(
        label=_("How long it opens"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("One year"))],
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, roles, **said):
        super().__init__(*args, **said)
        self.fields["token"].initial = uuid4
        self.fields["role"].choices = roles

    def clean_name(self):
        return typed.one_line(self.cleaned_data["name"])
