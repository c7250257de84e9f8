from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.codebook import paths
from levain.capitalisation.forms.words import area, clean_words
from levain.capitalisation.models import Code, Evidence, Finding, FindingEvidence, Numbered
from levain.foundation import registry


def numbered(thing: Numbered) -> str:
    return f"{thing.number}. {thing}"


class FindingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return numbered(obj)


class CodesField(forms.ModelMultipleChoiceField):
    """The nested codebook, each code under its parent."""

    def __init__(self, **said):
        super().__init__(
            queryset=Code.objects.none(),
            required=False,
            label=_("Codes"),
            help_text=_("What the words are about. Several if need be."),
            widget=forms.CheckboxSelectMultiple,
            **said,
        )

    def offer(self, cohort, held=()):
        """The codes in use of this session, and those the words already have."""
        held = list(held)
        kept = [(code.pk, code.label) for code in held if not code.in_use]
        self.queryset = Code.objects.filter(Q(cohort=cohort, retired_at=None) | Q(pk__in=[one.pk for one in held]))
        self.choices = [*paths(cohort), *kept]


class ConsentFields(forms.Form):
    """Whoever keeps the words does not answer for the person: she is asked, or they were said without a name."""

    consent = forms.ChoiceField(
        label=_("Whose words are they?"),
        choices=[
            (Evidence.Consent.PENDING, _("A person's: she will be asked")),
            (Evidence.Consent.ANONYMOUS, _("Nobody's by name: an anonymous answer or contribution")),
        ],
        initial=Evidence.Consent.PENDING,
        help_text=_("Without her agreement, the report that uses these words cannot be published."),
    )


class LinkFields(forms.Form):
    finding = FindingChoice(
        queryset=Finding.objects.none(),
        required=False,
        label=_("A finding it speaks to"),
        empty_label=_("None for now"),
    )
    stance = forms.ChoiceField(
        label=_("It"), choices=FindingEvidence.Stance.choices, initial=FindingEvidence.Stance.SUPPORTS
    )


class CiteForm(LinkFields, ConsentFields):
    """The words come selected, or are pasted and found."""

    quote = forms.CharField(
        label=_("The words to keep"),
        help_text=_("Copy them exactly as they stand in the text. Line ends do not count."),
        max_length=4000,
        widget=area(3),
    )
    field = forms.ChoiceField(label=_("In which text"))
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    speaker = forms.CharField(
        label=_("Name shown beside the words"),
        help_text=_("A first name or a pseudonym. Leave empty to show the side only."),
        max_length=120,
        required=False,
    )
    codes = CodesField()
    field_order = ("quote", "field", "start", "speaker", "consent", "codes", "finding", "stance")

    def __init__(self, *args, source, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = list(registry.of(source).texts.items())
        if len(self.fields["field"].choices) == 1:
            self.fields["field"].widget = forms.HiddenInput()
        self.fields["codes"].offer(cohort)
        self.fields["finding"].queryset = Finding.objects.filter(cohort=cohort)

    def clean_speaker(self):
        return clean_words(self.cleaned_data["speaker"])


class LinkForm(LinkFields):
    codes = CodesField()

    def __init__(self, *args, evidence, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].offer(evidence.cohort, evidence.codes.all())
        self.fields["finding"].queryset = Finding.objects.filter(cohort=evidence.cohort)
