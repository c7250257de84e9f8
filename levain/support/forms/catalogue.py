from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.formulas import french
from levain.support.forms.fields import Line
from levain.support.models import Synonym
from levain.support.vocabularies import BENEFICIARIES, KINDS, STAGES, THEMES


class CatalogueForm(forms.Form):
    """What one looks for; everything stays in the address."""

    q = forms.CharField(label=_("In your words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    stage = forms.ChoiceField(label=_("Stage of the project"), required=False)
    beneficiary = forms.ChoiceField(label=_("Who asks"), required=False)

    CLOSED = {"kind": KINDS, "theme": THEMES, "stage": STAGES, "beneficiary": BENEFICIARIES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, vocabulary in self.CLOSED.items():
            self.fields[name].choices = [("", _("All")), *vocabulary.items()]

    @property
    def is_made_up(self) -> bool:
        """Whether a closed list was given a value that it does not hold."""
        return any(name in self.errors for name in self.CLOSED)


class SynonymSearchForm(forms.Form):
    q = forms.CharField(label=_("Find a row"), required=False, max_length=200)


class SynonymForm(forms.Form):
    """One row of the table. `version` is what the row was when the page was opened."""

    said = Line(
        label=_("What inhabitants say"),
        limit=300,
        help_text=_("Words or short phrases; put a comma between those that mean the same. 300 characters at most."),
    )
    means = Line(
        label=_("The words of the catalogue"),
        limit=300,
        help_text=_("Words found in the supports that answer. 300 characters at most."),
    )
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, synonym: Synonym | None = None, **kwargs):
        self.synonym = synonym
        if synonym:
            kwargs["initial"] = {"said": synonym.said, "means": synonym.means, "version": synonym.version}
        super().__init__(*args, **kwargs)

    def shown(self) -> bool:
        """Whether the effect of these very words was on the page when they were sent."""
        return self.cleaned_data["seen"] == self._words()

    def show(self) -> None:
        """The next sending of the same words saves them."""
        self.data = self.data.copy()
        self.data["seen"] = self._words()

    def _words(self) -> str:
        return sha256(f"{self.cleaned_data['said']}\n{self.cleaned_data['means']}".encode()).hexdigest()[:16]

    def told(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("said", "means")}

    def clean_said(self):
        said = self.cleaned_data["said"]
        _must_say_something(said)
        return said

    def clean_means(self):
        means = self.cleaned_data["means"]
        _must_say_something(means)
        return means

    def clean(self):
        """A row is changed where it stands; the very same row sent again is the same."""
        values = super().clean()
        there = Synonym.objects.filter(said=values.get("said", ""))
        there = there.exclude(pk=self.synonym.pk) if self.synonym else there.exclude(means=values.get("means", ""))
        if there.exists():
            self.add_error("said", _("These words are already in the table. Change the row that is there."))
        return values


def _must_say_something(text: str) -> None:
    for variant in text.split(","):
        if not french.tokens(variant):
            raise forms.ValidationError(
                _("“%(text)s” holds only small words such as “le” or “sur”: they tell nothing.")
                % {"text": variant.strip()}
            )
