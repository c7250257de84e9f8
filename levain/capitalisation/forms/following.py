from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import FollowUp, PolicyLead
from levain.foundation import typed

FORMER_SHOWN = 100
UNANSWERED = "aucune"


def day():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SendForm(forms.Form):
    """To whom the lead goes: the letter waits in the outbox of the session until somebody lets it go."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    to = forms.CharField(label=_("To whom"), max_length=200, help_text=_("The office, the body or the function."))
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("That of the office rather than of one person. It is never shown in public."),
    )
    words = forms.CharField(
        label=_("A few words before the lead, if you wish"), max_length=2000, required=False, widget=area(4)
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["token"].initial = uuid4()

    def clean_to(self):
        return typed.one_line(self.cleaned_data["to"])

    def clean_email(self):
        return typed.address(self.cleaned_data["email"])

    def clean_words(self):
        return clean_words(self.cleaned_data["words"])


class FollowUpForm(WordsForm):
    """What was done, when, and what proves it."""

    address = forms.URLField(
        label=_("Where it can be read"),
        help_text=_("An address that begins with https://, if there is one."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = FollowUp
        fields = ["on", "state", "text", "proof"]
        labels = {
            "on": _("When"),
            "state": _("Where the lead stands"),
            "text": _("What was done, or what stands in the way"),
            "proof": _("What proves it"),
        }
        help_texts = {
            "proof": _("A letter, a deliberation, a note, with its date."),
        }
        widgets = {"on": day(), "text": area(4)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.fields["state"].choices = [("", _("To be chosen")), *FollowUp.State.choices]

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Write what has been done."))
        return self.cleaned_data["on"]

    def clean_address(self):
        address = self.cleaned_data["address"]
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("This address is not one of the web."))
        return address


class FormerField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.cohort.name} · {obj.number}. {obj.title}"


class TakeUpForm(forms.Form):
    """Which lead of a former session this one takes up again."""

    former = FormerField(
        queryset=PolicyLead.objects.none(),
        label=_("The former lead"),
        required=False,
        empty_label=_("None: this lead is new"),
    )

    def __init__(self, *args, lead, user, **kwargs):
        super().__init__(*args, **kwargs)
        former = PolicyLead.objects.visible_to(user).filter(cohort__starts__lt=lead.cohort.starts)
        kept = former.select_related("cohort").order_by("-cohort__starts", "number")[:FORMER_SHOWN]
        self.fields["former"].queryset = PolicyLead.objects.filter(pk__in=[one.pk for one in kept]).select_related(
            "cohort"
        )


class FollowedForm(forms.Form):
    """Which leads to show; French names, because they stand in the address."""

    annee = forms.ChoiceField(label=_("Year"), required=False)
    a = forms.ChoiceField(label=_("Addressee"), required=False)
    reponse = forms.ChoiceField(label=_("Answer"), required=False)

    def __init__(self, *args, years, addressees, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.says_optional = False  # a filter is
        self.fields["annee"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]
        self.fields["a"].choices = [("", _("All addressees")), *((one, one) for one in addressees)]
        self.fields["reponse"].choices = [
            ("", _("All answers")),
            *PolicyLead.Answer.choices,
            (UNANSWERED, _("no answer yet")),
        ]
