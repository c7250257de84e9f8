from django import forms
from django.utils.translation import gettext_lazy as _

from levain.support.forms.fields import LongText
from levain.support.models import Proposal

# Proposed to nobody who has already answered: "waiting" is not an answer.
ANSWERS = [(value, label) for value, label in Proposal.Answer.choices if value != Proposal.Answer.WAITING]
FIRST_ANSWERS = [Proposal.Answer.UNDER_WAY, Proposal.Answer.NOT_FOR_US, Proposal.Answer.DONE_BEFORE]
LATER_ANSWERS = [Proposal.Answer.OBTAINED, Proposal.Answer.BLOCKED, Proposal.Answer.NOT_OBTAINED]
USEFUL = [
    ("", _("I would rather not say")),
    ("5", _("5: decisive")),
    ("4", _("4: very useful")),
    ("3", _("3: useful")),
    ("2", _("2: of little use")),
    ("1", _("1: of no use")),
]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("What becomes of it?"), choices=ANSWERS, widget=forms.RadioSelect)
    comment = LongText(label=_("A word about it"), limit=1000, rows=3, required=False)
    usefulness = forms.TypedChoiceField(
        label=_("Was it useful?"), choices=USEFUL, coerce=int, empty_value=None, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Look for another support"), required=False)


class WhyForm(forms.Form):
    """One support that may be proposed, with the reason that will be given."""

    chosen = forms.BooleanField(required=False)
    why = LongText(label=_("The reason the project will read"), limit=1000, rows=3, required=False)

    def __init__(self, *args, match, **kwargs):
        self.match = match
        self.support = match.support
        super().__init__(*args, prefix=f"s{match.support.pk}", **kwargs)
        self.fields["chosen"].label = _("Propose it")

    def clean(self):
        values = super().clean()
        if values.get("chosen") and "why" in values and not values["why"]:
            self.add_error("why", _("Say why: the project will read this reason."))
        return values
