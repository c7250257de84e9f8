"""The versions of a finding, a lesson or a lead, compared word by word, and the parts that can be spoken of."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models import COMPONENTS, Finding, Lesson, PolicyLead
from levain.capitalisation.services.together import words_of
from levain.design.dates import in_words
from levain.formulas.differences import Piece, differences

Thing = Finding | Lesson | PolicyLead
LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "why": _("Confidence"),
    "overall": _("Confidence"),
    **COMPONENTS,
    **{f"{name}_why": label for name, label in COMPONENTS.items()},
    "context": _("In which context"),
    "mechanism": _("By which mechanism"),
    "effect": _("To which effect"),
    "for_whom": _("For whom"),
    "circumstances": _("In which circumstances"),
    "addressee": _("To whom it is addressed"),
    "first_step": _("The first step"),
    "hoped_by": _("Answer hoped for by"),
    "scope": _("It concerns"),
    "kind": _("The decision asked"),
    "effort": _("Effort it takes"),
}
# The title and the words that stand on the page; the levels of confidence go with their words.
PARTS = {Finding: ("text", "why"), Lesson: Lesson.WORDS[1:], PolicyLead: PolicyLead.WORDS[1:]}


NUMBERED = {Finding: _("Finding %(number)d"), Lesson: _("Lesson %(number)d"), PolicyLead: _("Lead %(number)d")}


def numbered(thing: Thing) -> str:
    """« Constat 3 », as everywhere."""
    return str(NUMBERED[type(thing)]) % {"number": thing.number}


@dataclass(frozen=True)
class Step:
    """What changed from one version to the next; `number` is the version before, which may be put back."""

    number: int
    at: datetime
    by: Any
    changes: list[tuple[Any, list[Piece]]]


def steps_of(thing: Thing) -> list[Step]:
    """The versions whose words differ, the last first."""
    kept = list(thing.history.select_related("history_user").order_by("history_id"))
    steps = []
    for old, new in zip(kept, kept[1:], strict=False):
        changes = [(LABELS[name], _pieces(old, new, name)) for name in words_of(thing) if _differ(old, new, name)]
        if changes:
            steps.append(Step(old.version, new.history_date, new.history_user, changes))
    return steps[::-1]


def _differ(old: Any, new: Any, name: str) -> bool:
    return getattr(old, name) != getattr(new, name)


def _pieces(old: Any, new: Any, name: str) -> list[Piece]:
    return list(differences(_shown(old, name), _shown(new, name)))


def _shown(row: Any, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display else getattr(row, name)
    return in_words(value) if isinstance(value, date) else str("" if value is None else value)


def parts_of(thing: Thing) -> list[tuple[str, Any, str]]:
    """What can be spoken of, one by one: each text, and each of its paragraphs when it has several."""
    found = []
    for name in PARTS[type(thing)]:
        paragraphs = [one.strip() for one in getattr(thing, name).split("\n\n") if one.strip()]
        if len(paragraphs) == 1:
            found.append((name, LABELS[name], paragraphs[0]))
        else:
            found += [(f"{name}.{n}", f"{LABELS[name]}, § {n}", words) for n, words in enumerate(paragraphs, 1)]
    return found


def part_label(part: str) -> str:
    """`text.2` in words."""
    name, _dot, number = part.partition(".")
    label = str(LABELS.get(name, ""))
    return f"{label}, § {number}" if number else label
