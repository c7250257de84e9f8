"""What a quoted person says, what the team writes down for her, the paraphrase, the letters."""

from datetime import timedelta

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.capitalisation.forms.words import area, clean_words
from levain.capitalisation.models import Evidence, Report, VoiceAnswer
from levain.capitalisation.services.asking import DAYS, LEAST_DAYS
from levain.capitalisation.services.voices import HERS, LONGEST

Consent = Evidence.Consent


class SaidForm(forms.Form):
    """One button, for one passage or for all; her words when she chooses others, her name in a shared mailbox."""

    choice = forms.ChoiceField(choices=[(one, one) for one in HERS])
    evidence = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    wording = forms.CharField(required=False)
    name = forms.CharField(required=False, max_length=120)
    sure = forms.BooleanField(required=False)

    def __init__(self, *args, asks_name=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_name = asks_name

    def clean_wording(self):
        return clean_words(self.cleaned_data["wording"])

    def clean_name(self):
        name = " ".join(clean_words(self.cleaned_data["name"]).split())
        if self.asks_name and not name:
            raise forms.ValidationError(_("Give your name: several people read this mailbox."))
        return name

    def clean(self):
        said = super().clean()
        if said.get("choice") == Consent.PARAPHRASE and "wording" in said:
            self._judge_wording(said["wording"])
        return said

    def _judge_wording(self, words):
        """Only when she chooses them: the box opens on the quotation, whatever its length."""
        if not words:
            self.add_error("wording", _("Write the words you choose: they will be shown instead of the quotation."))
        try:
            MaxLengthValidator(LONGEST)(words)
        except forms.ValidationError as fault:
            self.add_error("wording", fault)

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]


class RecordForm(forms.Form):
    """What the person told somebody of the team, with the day and the way she told it."""

    consent = forms.ChoiceField(
        label=_("What does the person quoted say?"),
        choices=[
            (Consent.AGREED, _("She agrees")),
            (Consent.PARAPHRASE, _("She chooses other words")),
            (Consent.REWRITE, _("She would rather have it told in other words")),
            (Consent.REFUSED, _("She refuses")),
        ],
        widget=forms.RadioSelect,
    )
    wording = forms.CharField(
        label=_("The words she chose"),
        help_text=_("Only if she chose other words: they are shown instead of the quotation."),
        max_length=LONGEST,
        required=False,
        widget=area(2),
    )
    how = forms.ChoiceField(
        label=_("How did she say it?"),
        choices=[
            (VoiceAnswer.How.SPOKEN, VoiceAnswer.How.SPOKEN.label),
            (VoiceAnswer.How.WRITTEN, VoiceAnswer.How.WRITTEN.label),
        ],
        widget=forms.RadioSelect,
    )
    said_on = forms.DateField(label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(
        label=_("Who said it"),
        help_text=_("If it is not the person named above: somebody who speaks for her service, for instance."),
        max_length=120,
        required=False,
    )

    def clean_wording(self):
        return clean_words(self.cleaned_data["wording"])

    def clean_name(self):
        return clean_words(self.cleaned_data["name"])

    def clean_said_on(self):
        day = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self):
        said = super().clean()
        if said.get("consent") == Consent.PARAPHRASE and "wording" in said and not said["wording"]:
            self.add_error("wording", _("Write the words the person chose."))
        return said


class LetterFields(forms.Form):
    deadline = forms.DateField(
        label=_("Until which day may they answer?"),
        help_text=_("Silence on that day is not an agreement: the team will tell the words otherwise."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    report = forms.ModelChoiceField(
        queryset=Report.objects.none(),
        required=False,
        label=_("For which report?"),
        help_text=_("Each person is told the name she would have in it."),
        empty_label=_("None yet: the side alone is told"),
    )

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        reports = Report.objects.filter(cohort=cohort)
        self.fields["report"].queryset = reports
        self.fields["report"].initial = reports.first()
        self.fields["deadline"].initial = timezone.localdate() + timedelta(days=DAYS)

    def clean_deadline(self):
        day, today = self.cleaned_data["deadline"], timezone.localdate()
        if not today + timedelta(days=LEAST_DAYS) <= day <= today + timedelta(days=120):
            raise forms.ValidationError(
                _("Give at least %(n)d days, and four months at most."), params={"n": LEAST_DAYS}
            )
        return day


class AskForm(LetterFields):
    """Those to write to: everyone whose words wait, unless one is left aside."""

    people = forms.MultipleChoiceField(
        label=_("To whom do we write?"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    field_order = ("people", "deadline", "report")

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(one.person.pk, self._said(one)) for one in waiting]
        self.fields["people"].initial = [one.person.pk for one in waiting]

    @staticmethod
    def _said(one):
        projects = ", ".join(dict.fromkeys(kept.project.name for kept in one.evidence if kept.project))
        numbers = ", ".join(str(kept.number) for kept in one.evidence)
        told = ngettext("evidence %(numbers)s", "pieces of evidence %(numbers)s", len(one.evidence))
        return " · ".join(part for part in (str(one.person), projects, told % {"numbers": numbers}) if part)


class MailForm(LetterFields):
    """Somebody without an account: a name, an address, and the passages that are hers."""

    evidence = forms.MultipleChoiceField(label=_("Whose words?"), widget=forms.CheckboxSelectMultiple, choices=())
    name = forms.CharField(label=_("Who said them"), max_length=120)
    email = forms.EmailField(label=_("Mail address of this person"))
    shared = forms.BooleanField(
        required=False,
        label=_("Several people read this mailbox"),
        help_text=_("The letter then quotes nothing, and whoever answers gives her name."),
    )
    field_order = ("evidence", "name", "email", "shared", "deadline", "report")

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [(one.pk, f"{one.number}. {one.words[:90]} ({one.who})") for one in others]

    def clean_name(self):
        return clean_words(self.cleaned_data["name"])


class ParaphraseForm(forms.Form):
    text = forms.CharField(
        label=_("What the person means, in your words"),
        help_text=_("Without the turn of phrase, the names, the places, the figures by which she would be known."),
        max_length=LONGEST,
        widget=area(4),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self):
        return clean_words(self.cleaned_data["text"])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why may these people be recognised?"),
        help_text=_("They agreed, or they act here in a public office that everyone knows. Say it in a sentence."),
        max_length=300,
    )

    def clean_reason(self):
        return clean_words(self.cleaned_data["reason"])


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name in this report"),
        help_text=_("A first name nobody has here, or what she does: “an elected member”."),
        max_length=60,
    )

    def clean_name(self):
        return clean_words(self.cleaned_data["name"])
