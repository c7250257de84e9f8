from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import Day, ForWhom, Line, LongText
from levain.support.models import Contact


class ContactForm(forms.Form):
    """A call or a visit, told in under a minute."""

    kind = forms.ChoiceField(label=_("It was"), choices=Contact.Kind.choices, widget=forms.RadioSelect)
    people = forms.ModelMultipleChoiceField(
        queryset=None, label=_("With whom?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = LongText(label=_("What was said"), limit=2000, rows=4)
    next = Line(label=_("What comes next"), limit=300, required=False)
    happened_on = Day(label=_("Day"), future=False, initial=timezone.localdate)
    audience = ForWhom()
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, team, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4
        self.fields["kind"].initial = Contact.Kind.CALL
        self.fields["people"].queryset = team
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]
