"""An activity as it is read: answers counted by side, words put together, contributions in their columns."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from levain.seminars import closing, matrix
from levain.seminars.models import Activity, Contribution
from levain.seminars.rules import FLOOR
from levain.seminars.values import tally

Kind = Activity.Kind


@dataclass
class Line:
    label: str
    count: int
    sides: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Reading:
    """`n` answers were counted in `lines`; `said` holds what has words; `withheld` when too few answered."""

    n: int = 0
    lines: list[Line] = field(default_factory=list)
    words: list[tuple[str, int]] = field(default_factory=list)
    said: list[Contribution] = field(default_factory=list)
    withheld: bool = False
    # Where things stand between the two axes: {"axes", "points"}.
    matrix: dict[str, Any] | None = None


def of(activity: Activity, given: list[Contribution]) -> Reading:
    shown = [each for each in given if not each.hidden]
    read = Reading(n=sum(each.value is not None for each in shown), said=ordered(activity, given))
    if activity.kind == Kind.CLOSING_QUESTIONNAIRE:
        read.n = read.n or len(shown)
        if read.n < FLOOR:
            return Reading(n=read.n, withheld=True)
        read.lines = by_question(activity, shown)
    elif activity.kind == Kind.WORDCLOUD:
        read.words = words_counted(each.text for each in shown if each.text)
    elif activity.kind == Kind.MATRIX:
        read.matrix = placed(activity, [(each.text, each.value, "") for each in shown if each.value is not None])
    else:
        read.lines = by_answer(activity, shown)
    hide_small_sides(read.said, activity)
    return read


def ordered(activity: Activity, given: Iterable[Contribution]) -> list[Contribution]:
    """By column, the most voted first. Anonymous ones are shuffled, always the same way."""
    said = [each for each in given if each.text]
    if not activity.named:
        return sorted(said, key=lambda each: sha256(f"{activity.pk}:{each.pk}".encode()).digest())
    columns = [column["id"] for column in activity.columns]
    place = {column: number for number, column in enumerate(columns)}
    if activity.kind == Kind.PEER_CONSULTATION:
        return sorted(said, key=lambda each: (each.table or 0, place.get(each.column, 99), each.rank))
    return sorted(said, key=lambda each: (place.get(each.column, 99), -each.votes, each.rank))


def grouped(activity: Activity, said: Iterable[Contribution]) -> list[tuple[str, list[Contribution]]]:
    """Columns of a board, tables of a consultation; otherwise one group without a name."""
    labels = {column["id"]: column["label"] for column in activity.columns}
    by_table = activity.kind == Kind.PEER_CONSULTATION
    groups: dict[str, list[Contribution]] = {}
    for each in said:
        each.step = labels.get(each.column, "") if by_table else ""
        label = _("Table %(n)s") % {"n": each.table} if by_table and each.table else labels.get(each.column, "")
        groups.setdefault(label, []).append(each)
    return list(groups.items())


def words_counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Words said alike, under their most frequent spelling; by number, then by alphabet: nothing jumps about."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        spelt[folded(text)][text.strip()] += 1
    counted = [(alike.most_common(1)[0][0], alike.total()) for alike in spelt.values()]
    return sorted(counted, key=lambda one: (-one[1], folded(one[0])))


def folded(word: str) -> str:
    return word.strip(" .,;:!?«»\"'").casefold()


def placed(activity: Activity, given: list[matrix.Said]) -> dict[str, Any] | None:
    """Each thing where the room puts it, the highest and furthest to the right first; None if nothing is placed."""
    points = matrix.points(activity, given)
    return {"axes": matrix.axes(activity), "points": points} if points else None


def by_answer(activity: Activity, shown: list[Contribution]) -> list[Line]:
    """How many chose each answer, and on which side they stand."""
    answered = [each for each in shown if each.value is not None]
    lines = [Line(label, count) for label, count in tally(activity, [each.value for each in answered])]
    if not activity.named:
        return lines
    for side in dict.fromkeys(each.get_side_display() for each in answered):
        of_side = [each.value for each in answered if each.get_side_display() == side]
        for line, (_label, count) in zip(lines, tally(activity, of_side), strict=True):
            if count:
                line.sides.append((side, count))
    return lines


def by_question(activity: Activity, shown: list[Contribution]) -> list[Line]:
    """For each question, how many answered and the answers they gave, in order."""
    sheets = [each.value for each in shown if isinstance(each.value, dict)]
    lines = []
    for question in closing.questions(activity):
        if question.kind in closing.WORDS:
            continue
        given = [sheet[question.code] for sheet in sheets if question.code in sheet]
        counts = Counter(one for each in given for one in (each if isinstance(each, list) else [each]))
        order = sorted(counts, key=lambda one: (isinstance(one, str), one))
        spread = [(closing.words(question, one), counts[one]) for one in order]
        lines.append(Line(question.text_shown, len(given), spread))
    return lines


def hide_small_sides(said: list[Contribution], activity: Activity) -> None:
    """In an anonymous activity, a side of one or two people would name them."""
    if activity.named:
        return
    sides = Counter(activity.contributions.shown().sides_answering())
    for each in said:
        each.unsaid = sides[each.side] < FLOOR
