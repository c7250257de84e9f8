"""Who took part, put together over the events of a project: nothing under the floor, nobody found by subtraction."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from levain.formulas.participation import grouped
from levain.projects.models import ANSWERS, ProfileCount, Project, Question
from levain.projects.participation import events


@dataclass(frozen=True)
class Profile:
    """One question: `n` answers, and the counts that may be shown; none under the floor."""

    label: Any
    n: int
    counts: list[tuple[str, str]]


def profiles(project: Project, today: date) -> list[Profile]:
    """The answers of each question; a card counts from the day after, when those of the whole day are in."""
    told = ProfileCount.objects.filter(event__in=events(project))
    told = told.filter(Q(by_card=False) | Q(event__happened_on__lt=today)).order_by()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for question, answer, count in told.values_list("question", "answer").annotate(n=Sum("count")):
        found[question][answer] = count
    return [_profile(question, found[question.value]) for question in Question if found[question.value]]


def _profile(question: Question, counts: Counter[str]) -> Profile:
    shown = grouped(counts)
    if shown is None:
        return Profile(question.label, 0, [])
    order = list(ANSWERS[question])
    said = sorted(shown, key=lambda row: (len(row[0]) > 1, order.index(row[0][0])))
    total = counts.total()
    return Profile(question.label, total, [(_named(question, answers), _share(n, total)) for answers, n in said])


def _named(question: Question, answers: tuple[str, ...]) -> str:
    return ", ".join(str(label) for answer, label in ANSWERS[question].items() if answer in answers)


def _share(k: int, n: int) -> str:
    return _("%(k)s out of %(n)s") % {"k": number_format(k), "n": number_format(n)}
