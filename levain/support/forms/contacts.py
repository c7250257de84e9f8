from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import Day, ForWhom, Line, LongText
from levain.support.models import Contact


class ToldContactForm(forms.Form):
    """A call or a visit, told in under a minute: only what was said must be written."""

    kind = forms.ChoiceField(label=_("It was"), choices=Contact.Kind.choices, widget=forms.RadioSelect)
    people = forms.ModelMultipleChoiceField(
        queryset=None, label=_("With whom?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    with_whom = Line(
        label=_("Somebody else"), limit=300, required=False, help_text=_("The mayor, a technician, a neighbour…")
    )
    text = LongText(label=_("What was said"), limit=2000, rows=3)
    next = Line(label=_("What comes next"), limit=300, required=False)
    happened_on = Day(label=_("Day"), future=False, initial=timezone.localdate)
    audience = ForWhom()

    def __init__(self, *args, team, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Contact.Kind.CALL
        self.fields["people"].queryset = team
        self.fields["audience"].choices = [(audience.value, audience.label) for audience in offered]


class ContactForm(ToldContactForm):
    next_on = Day(
        label=_("For which day?"),
        required=False,
        past=False,
        help_text=_("With a day, it joins your actions and you are reminded of it."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4


class CorrectContactForm(ToldContactForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, contact: Contact) -> dict:
        told = {name: getattr(contact, name) for name in cls.base_fields if name != "people"}
        return told | {"people": contact.people.all()}
