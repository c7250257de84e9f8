from django import forms
from django.utils.translation import gettext_lazy as _

from levain.projects.forms.words import WordsField
from levain.selection.services import Given

ABSTAINS = "abstains"
REASON = 1000
REMARK = 2000


class ReviewForm(forms.Form):
    """The grid of a review: for each criterion a level or an abstention, and a word; two remarks."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    letter = WordsField(
        label=_("For the letter to the applicants"),
        help_text=_("What may be told to them, without your name: what is strong, what to look at again."),
        required=False,
        max_length=REMARK,
    )
    jury = WordsField(
        label=_("For the jury alone"),
        help_text=_("It is never in a letter."),
        required=False,
        max_length=REMARK,
    )

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            code, labels = criterion.code, {one["level"]: one["label"] for one in criterion.levels}
            levels = [(str(level), f"{level}. {labels.get(level, '')}".rstrip(". ")) for level in range(6)]
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=criterion.label,
                required=False,
                choices=[*levels, (ABSTAINS, _("I abstain"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{code}"] = WordsField(
                label=_("A word on this criterion, needed if you abstain"),
                required=False,
                max_length=REASON,
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
            )
        for name in ("letter", "jury"):
            self.fields[name].widget.attrs["rows"] = 3

    def clean(self):
        for criterion in self.criteria:
            reason = self.cleaned_data.get(f"reason_{criterion.code}")
            if reason and not self.cleaned_data.get(f"level_{criterion.code}"):
                self.add_error(f"level_{criterion.code}", _("Choose a level, or abstain: your words are kept here."))

    def grid(self):
        """What the template shows for each criterion."""
        return [
            (criterion, self[f"level_{criterion.code}"], self[f"reason_{criterion.code}"])
            for criterion in self.criteria
        ]

    def scores(self) -> dict[str, Given]:
        given = {}
        for criterion in self.criteria:
            level = self.cleaned_data.get(f"level_{criterion.code}", "")
            reason = self.cleaned_data.get(f"reason_{criterion.code}", "")
            if level == ABSTAINS:
                given[criterion.code] = Given(abstained=True, reason=reason)
            elif level:
                given[criterion.code] = Given(level=int(level), reason=reason)
        return given

    def remarks(self) -> dict[bool, str]:
        return {True: self.cleaned_data.get("letter", ""), False: self.cleaned_data.get("jury", "")}

    @staticmethod
    def told(review, criteria) -> dict:
        """What the review holds, as the form shows it."""
        told, codes = {"version": review.version}, {criterion.pk: criterion.code for criterion in criteria}
        for score in review.scores.all():
            code = codes[score.criterion_id]
            told[f"level_{code}"] = ABSTAINS if score.abstained else str(score.level)
            told[f"reason_{code}"] = score.reason
        for remark in review.remarks.all():
            told["letter" if remark.usable_in_letter else "jury"] = remark.text
        return told


class ArgumentForm(forms.Form):
    """A word in the discussion of a file."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = WordsField(label=_("What you say to the jury"), max_length=3000)


class StanceForm(forms.Form):
    """Whether one agrees with what another thinks of the file, and why."""

    agrees = forms.ChoiceField(choices=[("yes", _("I agree")), ("no", _("I do not agree"))])
    text = WordsField(label=_("Why"), max_length=1000, required=False)


class ReopenForm(forms.Form):
    reason = WordsField(label=_("Why this review is given back"), max_length=500)
