"""A finding as it is written: its words at once; how sure we are of it when it can be judged."""

from collections.abc import Iterator
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.forms.words import WordsForm, area
from levain.capitalisation.models import COMPONENTS, Confidence, Finding, Reserve, State
from levain.capitalisation.models.finding import NOT_JUDGED

# Each level with its reason: both are said, or neither as long as the finding is a draft.
PAIRS = {**{name: f"{name}_why" for name in COMPONENTS}, "overall": "why"}


class FindingForm(WordsForm):
    """What several passages show, and how sure we are of it, component by component."""

    class Meta:
        model = Finding
        fields = ["title", "text", *(name for pair in PAIRS.items() for name in pair)]
        labels = {
            "title": _("The finding, in one sentence"),
            "text": _("What the passages show"),
            **COMPONENTS,
            **{
                f"{name}_why": format_lazy(_("{component}, in a sentence"), component=COMPONENTS[name])
                for name in COMPONENTS
            },
            "overall": _("Confidence in this finding"),
            "why": _("Why this confidence"),
        }
        help_texts = {
            "limitations": _("Can the way these words were gathered have turned them?"),
            "coherence": _("Do the passages say the same thing?"),
            "adequacy": _("Are they rich and numerous enough?"),
            "relevance": _("Do they come from the places the finding speaks of?"),
            "overall": _("A judgement, not a sum. One serious reserve excludes a high confidence."),
        }
        widgets = {"text": area(5), **{why: area(2) for why in PAIRS.values()}}

    def __init__(self, *args, cohort, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_wait = self.instance.state == State.DRAFT
        for level, why in PAIRS.items():
            self._to_judge(level, why)

    def _to_judge(self, level: str, why: str) -> None:
        choices: Any = self.fields[level]
        choices.choices = [("", _("not judged yet")), *(one for one in choices.choices if one[0] != "")]
        for name in (level, why):
            self.fields[name].required = not self.may_wait
            self.fields[name].says_optional = False  # said once, above them all
        if not getattr(self.instance, why) and getattr(self.instance, level) in (None, NOT_JUDGED[level]):
            self.initial[level] = ""

    @property
    def words(self) -> list[BoundField]:
        return [self["title"], self["text"]]

    @property
    def judgements(self) -> Iterator[BoundField]:
        return (self[name] for pair in PAIRS.items() for name in pair)

    def clean(self):
        cleaned = super().clean()
        for level, why in PAIRS.items():
            self._both(level, why)
        if self._said("overall"):
            for name in COMPONENTS:
                if not (self._said(name) or self.has_error(name) or self.has_error(PAIRS[name])):
                    self.add_error(name, _("The confidence rests on the four components: judge this one too."))
        serious = any(cleaned.get(name) == Reserve.SERIOUS for name in COMPONENTS)
        if serious and cleaned.get("overall") == Confidence.HIGH:
            self.add_error("overall", _("A component carries serious reserves: the confidence cannot be high."))
        return cleaned

    def _said(self, name: str) -> bool:
        return self.cleaned_data.get(name) not in (None, "")

    def _both(self, level: str, why: str) -> None:
        if self.has_error(level) or self.has_error(why) or self._said(level) == self._said(why):
            return
        if self._said(level):
            self.add_error(why, _("Say why in a sentence."))
        else:
            self.add_error(level, _("Choose the level you give the reason of."))

    def told(self) -> dict:
        """A level left for later is kept as nobody's judgement."""
        waiting = {name: kept for name, kept in NOT_JUDGED.items() if not self._said(name)}
        return super().told() | waiting
