"""What is typed on a phone is kept there until it leaves; a phone may be shared."""

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from levain.people.models import User


def writer_key(user: User) -> str:
    """Names a person to her own browser, and to nobody else."""
    return salted_hmac("levain.projects.draft", str(user.pk)).hexdigest()[:20]


class DraftedForm(forms.Form):
    """`writer` names who opened the page: what waits on a shared phone is never sent in another's name."""

    writer = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.writer = writer_key(by)
        self.fields["writer"].initial = self.writer

    def clean_writer(self):
        writer = self.cleaned_data["writer"]
        if writer and writer != self.writer:
            raise forms.ValidationError(
                _("This text was begun by another person on this device. Nothing was written in your name.")
            )
        return writer
