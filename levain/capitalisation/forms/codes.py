"""The entries of a codebook, their merge and their split."""

from django import forms
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.codebook import paths
from levain.capitalisation.forms.words import WordsForm, area, clean_words
from levain.capitalisation.models import Code, Memo
from levain.capitalisation.services import Part
from levain.capitalisation.services.codes import book
from levain.foundation.forms import UploadField

MOST_PARTS = 3
MOST_SORTED = 20


class CodeChoice(forms.ModelChoiceField):
    """A code of one codebook, told with those it stands under."""

    def __init__(self, *, cohort, but=None, **said):
        offered = book(cohort).filter(retired_at=None)
        super().__init__(queryset=offered.exclude(pk=but.pk) if but else offered, **said)
        self.choices = [*([("", self.empty_label)] if self.empty_label else []), *paths(cohort, but=but)]


class CodeForm(WordsForm):
    """What a code means: who codes after us must choose as we would."""

    class Meta:
        model = Code
        fields = ["label", "definition", "include", "exclude", "example"]
        labels = {
            "label": _("Name of the code"),
            "definition": _("What it means"),
            "include": _("What it takes in"),
            "exclude": _("What it leaves out"),
            "example": _("An example"),
        }
        help_texts = {
            "definition": _("In a sentence: another person must choose the same passages as you."),
            "exclude": _("What looks like it and goes elsewhere. Name the other code."),
            "example": _("Words that show it, invented or already published. Names of people stay out."),
        }
        widgets = {name: area(2) for name in ("definition", "include", "exclude", "example")}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        code = self.instance if self.instance.pk else None
        self.fields["parent"] = CodeChoice(
            cohort=cohort, but=code, required=False, label=_("Under which code"), empty_label=_("At the top")
        )
        if code:
            self.fields["parent"].initial = code.parent_id
        self.order_fields(["label", "parent"])


class ChangeForm(forms.Form):
    """A change of the codebook, with its reason, of the version one has read."""

    why = forms.CharField(label=_("Why"), required=False, max_length=1000, widget=area(2))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = code.version

    def clean_why(self):
        return clean_words(self.cleaned_data["why"])

    @property
    def opened_at(self) -> int:
        return self.cleaned_data.get("version") or 0


class MergeForm(ChangeForm):
    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, code=code, **kwargs)
        self.fields["into"] = CodeChoice(
            cohort=code.cohort, but=code, label=_("Into which code"), empty_label=_("To be chosen")
        )
        self.order_fields(["into"])


class SplitForm(ChangeForm):
    """Where the new codes stand, what they are, then for each piece of evidence the one it goes to."""

    place = forms.ChoiceField(
        label=_("Where the new codes stand"),
        choices=[("under", _("Under this code, which stays as their heading")), ("beside", _("Beside this code"))],
        initial="under",
        widget=forms.RadioSelect,
        help_text=_("Beside it, the former code is retired when no words are left in it."),
    )

    def __init__(self, *args, code, evidence, **kwargs):
        super().__init__(*args, code=code, **kwargs)
        self.evidence = list(evidence[:MOST_SORTED])
        for place in range(1, MOST_PARTS + 1):
            self.fields[f"label_{place}"] = forms.CharField(
                label=_("New code %(place)d") % {"place": place}, max_length=120, required=place < 3
            )
            self.fields[f"definition_{place}"] = forms.CharField(
                label=_("What new code %(place)d means") % {"place": place}, max_length=1000, required=False
            )
        moves = (
            (str(place), _("goes to new code %(place)d") % {"place": place}) for place in range(1, MOST_PARTS + 1)
        )
        goes = [("", _("stays where it is")), *moves]
        for one in self.evidence:
            self.fields[f"evidence_{one.pk}"] = forms.ChoiceField(
                label=f"{one.number}. {one.words[:200]}", choices=goes, required=False
            )
            self.fields[f"evidence_{one.pk}"].says_optional = False
        self.order_fields([name for name in self.fields if name not in ("place", "why", "version")] + ["place"])

    def clean(self):
        cleaned = super().clean()
        for place in range(1, MOST_PARTS + 1):
            for name in (f"label_{place}", f"definition_{place}"):
                if cleaned.get(name):
                    cleaned[name] = clean_words(cleaned[name])
        return cleaned

    def parts(self) -> list[Part]:
        told = self.cleaned_data
        return [
            Part(
                told.get(f"label_{place}", ""),
                told.get(f"definition_{place}", ""),
                [one for one in self.evidence if told.get(f"evidence_{one.pk}") == str(place)],
            )
            for place in range(1, MOST_PARTS + 1)
        ]


class MemoForm(WordsForm):
    class Meta:
        model = Memo
        fields = ["title", "text"]
        labels = {"title": _("Title"), "text": _("Your memo")}
        help_texts = {
            "text": _("What you notice, doubt or link. Read only by those who draw what the session teaches.")
        }
        widgets = {"text": area(8)}


class SheetForm(forms.Form):
    """A codebook to try; what was read waits, signed, for the person's yes."""

    file = UploadField(label=_("Your codebook"), kinds=frozenset({"csv", "xlsx", "ods"}))
