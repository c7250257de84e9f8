from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from levain.foundation import placeholders, typed
from levain.people.models import RoleCode

WRITTEN_TO = (
    RoleCode.BEARER,
    RoleCode.MEMBER,
    RoleCode.LOCAL_AUTHORITY,
    RoleCode.ADVISER,
    RoleCode.FACILITATOR,
    RoleCode.EXPERT,
    RoleCode.PARTNER,
)


class WordsForm(forms.Form):
    """The words of a letter; what stands in braces is filled for each person."""

    subject = forms.CharField(label=_("Subject of the letter"), max_length=150)
    text = forms.CharField(label=_("Text of the letter"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12}))

    def clean_subject(self):
        return self._known(typed.one_line(self.cleaned_data["subject"]))

    def clean_text(self):
        return self._known(self.cleaned_data["text"])

    def _known(self, text):
        if names := placeholders.unknown(text):
            said = {"name": names[0], "known": ", ".join(f"{{{name}}}" for name in placeholders.KNOWN)}
            raise ValidationError(_("Nothing replaces {%(name)s}. Use: %(known)s.") % said)
        return text


class CorrectionForm(WordsForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(WordsForm):
    codes = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=[(code.value, code.label.capitalize()) for code in WRITTEN_TO],
        widget=forms.CheckboxSelectMultiple,
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("codes", "subject", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
