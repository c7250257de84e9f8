from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.codebook import paths
from levain.capitalisation.forms.words import clean_words
from levain.capitalisation.models import Code, Evidence, Finding, FindingEvidence, Numbered
from levain.capitalisation.services.codes import code_called


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
        # A code merged while the form was open still says where its words go.
        in_use = Q(retired_at=None) | Q(merged_into__isnull=False)
        self.queryset = Code.objects.filter(Q(in_use, cohort=cohort) | Q(pk__in=[one.pk for one in held]))
        self.choices = [*paths(cohort), *kept]


class CodeFields(forms.Form):
    """The codes of the words, and one that comes to mind while reading."""

    codes = CodesField()
    new_code = forms.CharField(
        label=_("A code that is not there yet"),
        required=False,
        max_length=120,
        help_text=_("It is added to the codes of the session; say afterwards what it means."),
    )

    def clean_new_code(self):
        return clean_words(self.cleaned_data["new_code"])

    def chosen(self, by) -> list[Code]:
        """Takes both fields out of what was given; the new code is written."""
        codes, label = list(self.cleaned_data.pop("codes")), self.cleaned_data.pop("new_code")
        return [*codes, code_called(self.cohort, label, by=by)] if label else codes


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
        label=_("These words"),
        choices=[
            (FindingEvidence.Stance.SUPPORTS, _("support the finding")),
            (FindingEvidence.Stance.CONTRADICTS, _("contradict it")),
            (FindingEvidence.Stance.NUANCES, _("shade it")),
        ],
        initial=FindingEvidence.Stance.SUPPORTS,
    )


class LinkForm(LinkFields, CodeFields):
    """`seen`: the codes shown when she opened it, the only ones she may have taken away."""

    seen = forms.ModelMultipleChoiceField(
        queryset=Code.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    field_order = ("codes", "new_code", "finding", "stance")

    def __init__(self, *args, evidence, **kwargs):
        super().__init__(*args, **kwargs)
        self.cohort = evidence.cohort
        held = list(evidence.codes.all())
        self.fields["codes"].offer(evidence.cohort, held)
        self.fields["codes"].initial = self.fields["seen"].initial = [code.pk for code in held]
        self.fields["seen"].queryset = Code.objects.filter(cohort=evidence.cohort)
        self.fields["finding"].queryset = Finding.objects.filter(cohort=evidence.cohort)
