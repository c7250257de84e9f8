"""One question: its kind, its words, its limits, who answers it and when it is asked."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.models.questionnaire import PartOfRevision, Revision, Section, in_language


@dataclass(frozen=True)
class Option:
    """A choice, or a line of a matrix: what is kept, what is read, and what a filter may ask of it."""

    code: str
    label: str
    more: dict[str, Any] = field(default_factory=dict)


class Question(PartOfRevision):
    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        LONG_TEXT = "long_text", _("long text")
        NUMBER = "number", _("number")
        DATE = "date", _("date")
        CHOICE = "choice", _("one choice")
        CHOICES = "choices", _("several choices")
        SCALE = "scale", _("scale")
        MATRIX = "matrix", _("scale for each line")
        FILE = "file", _("file")
        COMMUNE = "commune", _("commune")
        CONSENT = "consent", _("consent")
        BLOCK = "block", _("questions that repeat")

    # Who answers, when a person fills only her part; any other code is the word of the strand that uses it.
    BOTH = "both"

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="questions")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.CASCADE, related_name="questions")
    block = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="inner")
    kind = models.CharField(max_length=10, choices=Kind)
    part = models.CharField(max_length=30, blank=True)
    text = models.CharField(max_length=500)
    help = models.CharField(max_length=500, blank=True)
    example = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    options_from = models.CharField(max_length=40, blank=True)
    choice_filter = models.CharField(max_length=500, blank=True)
    scale = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)
    repeat_over = models.CharField(max_length=40, blank=True)
    moments = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    # Of a number; of several choices, files, or repeated blocks, how many.
    min = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    max = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    max_chars = models.PositiveIntegerField(null=True, blank=True)
    constraint = models.CharField(max_length=500, blank=True)
    constraint_words = models.CharField(max_length=300, blank=True)
    personal_data = models.BooleanField(default=False)
    indicator = models.CharField(max_length=30, blank=True)

    class Meta(PartOfRevision.Meta):
        constraints = [
            models.UniqueConstraint(fields=["revision", "code"], name="a_question_has_its_own_code"),
            models.CheckConstraint(
                condition=models.Q(min__isnull=True)
                | models.Q(max__isnull=True)
                | models.Q(max__gte=models.F("min")),
                name="a_question_asks_for_a_possible_number",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def anchor(self):
        return f"question-{self.code}"

    @property
    def text_shown(self):
        return in_language(self, "text")

    @property
    def help_shown(self):
        return in_language(self, "help")

    @property
    def example_shown(self):
        return in_language(self, "example")

    @property
    def constraint_shown(self):
        return in_language(self, "constraint_words")

    def offered(self, lists: dict[str, list] | None = None) -> list[Option]:
        """The choices; `lists` holds those that depend on who answers (the organisations of a cohort…)."""
        told = (lists or {}).get(self.options_from, []) if self.options_from else self.options
        return as_options(told, self._translated("options"))

    def asked_lines(self, lists: dict[str, list] | None = None) -> list[Option]:
        """The lines of a matrix: its own, or those of who answers (each objective of the project…)."""
        told = (lists or {}).get(self.repeat_over, []) if self.repeat_over else self.lines
        return as_options(told, self._translated("lines"))

    def points(self) -> list[tuple[int, str]]:
        """The points of a scale; when only its two ends have words, the others have none."""
        low, high = int(self.scale.get("min", 1)), int(self.scale.get("max", 5))
        words = self._translated("scale") or self.scale.get("labels") or self.scale.get("labels_fr") or []
        points = list(range(low, high + 1))
        if len(words) == len(points):
            return list(zip(points, words, strict=True))
        ends = {low: words[0], high: words[-1]} if len(words) >= 2 else {}
        return [(point, ends.get(point, "")) for point in points]

    @property
    def has_no_opinion(self) -> bool:
        return bool(self.scale.get("no_opinion"))

    def is_asked_at(self, moment: str) -> bool:
        """A question may be asked at some moments only; without a moment, all are read."""
        return not moment or not self.moments or moment in self.moments

    def is_for(self, parts) -> bool:
        """Whether someone who fills these parts answers it; no part said, everyone does."""
        return parts is None or not self.part or self.part == self.BOTH or self.part in parts

    def _translated(self, name):
        return (self.translations or {}).get((get_language() or "")[:2], {}).get(name)


def as_options(told: list, words: dict[str, str] | None = None) -> list[Option]:
    """Choices as they are kept: a plain text, whose code is made from it, or {"code", "label", …}."""
    found: dict[str, Option] = {}
    for place, one in enumerate(told, 1):
        one = {"label": one} if isinstance(one, str) else one
        label = one.get("label") or one.get("code", "")
        code = one.get("code") or option_code(label) or f"o{place}"
        if code in found and "code" not in one:
            code = f"{code[:26]}_{place}"
        found[code] = Option(code, (words or {}).get(code) or label, one)
    return list(found.values())


def option_code(label: str) -> str:
    """A short name for a choice, the same each time, that other form tools accept."""
    return slugify(label).replace("-", "_")[:30].strip("_")
