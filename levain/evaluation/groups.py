"""The results of a survey told apart by one question, chosen before anybody saw them (M-ANON)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from levain.evaluation.models import Survey
from levain.evaluation.results import CLOSED_KINDS, Facts, Tally, closed_responses, of_question
from levain.formulas import anonymity
from levain.questionnaires.models import Answer

UNSAID = ""


@dataclass(frozen=True)
class Group:
    """Those who gave one answer to the question of breakdown; no tally when the group is hidden."""

    label: str
    tally: Tally | None


@dataclass(frozen=True)
class Broken:
    whole: Tally
    groups: list[Group]

    @property
    def hidden(self) -> int:
        return sum(group.tally is None for group in self.groups)


def broken_down(survey: Survey, known: Facts, *, least: int) -> list[Broken]:
    """Each closed question by group. Groups hidden together count as many as the floor: subtraction finds nobody.

    One question alone breaks a survey down, and other views are sums of whole surveys, so no other cut exists to be
    subtracted from this one.
    """
    asked = known.asked[survey.revision_id, survey.moment]
    by = asked.by_code.get(survey.breakdown)
    if by is None:
        return []
    labels = {one.code: one.label for one in by.offered(survey.lists)} | {UNSAID: ""}
    sheets: dict[int, dict[str, Any]] = defaultdict(dict)
    codes = [one.code for one in asked.outer if one.kind in CLOSED_KINDS]
    rows = Answer.objects.filter(response__in=closed_responses([survey]), aside=None, code__in=codes)
    for response, code, value in rows.values_list("response", "code", "value"):
        sheets[response][code] = value
    groups: dict[str, list[dict[str, Any]]] = {code: [] for code in labels}
    for sheet in sheets.values():
        groups.setdefault(sheet.get(by.code) or UNSAID, []).append(sheet)
    found = []
    for question in asked.outer:
        if question.kind in CLOSED_KINDS and question != by:
            found += _of_question(survey, question, groups, labels, least)
    return found


def _of_question(survey, question, groups, labels, least) -> list[Broken]:
    told = {code: _tallies(survey, question, sheets, least) for code, sheets in groups.items()}
    whole = _tallies(survey, question, [sheet for sheets in groups.values() for sheet in sheets], least)
    found = []
    for place, tally in enumerate(whole):
        # Those without an opinion are people too: a group is as large as those who answered at all.
        sizes = [told[code][place].n for code in groups]
        # A group that says a sensitive thing with one voice is hidden, and another with it: shown, the whole less the
        # others would give its answer.
        alike = {rank for rank, code in enumerate(groups) if told[code][place].unanimous}
        seen = anonymity.shown(sizes, least, alike)
        found.append(
            Broken(
                tally,
                [
                    Group(labels.get(code, code), told[code][place] if one else None)
                    for code, one, size in zip(groups, seen, sizes, strict=True)
                    if size
                ],
            )
        )
    return found


def _tallies(survey, question, sheets, least) -> list[Tally]:
    given = [(sheet[question.code], 1) for sheet in sheets if question.code in sheet]
    return list(of_question(survey, question, given, people=len(sheets), invited=None, least=least))
