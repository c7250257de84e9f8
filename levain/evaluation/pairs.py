"""The same question put to the same person at two moments (M-WILCOX): never in an anonymous survey."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from levain.evaluation import floors
from levain.evaluation.models import Invitee, Seal, Survey
from levain.evaluation.results import NO_OPINION, Facts, closed_responses
from levain.formulas import paired
from levain.questionnaires.models import Answer, Question

ORDER = {moment: place for place, moment in enumerate(Survey.Moment.values)}


@dataclass(frozen=True)
class Compared:
    """One question at two moments: who went from which point to which. Keys are those of the responses."""

    before: Survey
    after: Survey
    question: Question
    later: Question
    pairs: tuple[tuple[float | None, float | None], ...]
    responses: tuple[tuple[int, int], ...]
    least: int

    @property
    def change(self) -> paired.Change:
        return paired.change(self.pairs)

    @property
    def shown(self) -> bool:
        return len(self.responses) >= self.least


def compare(surveys: list[Survey], facts: Facts) -> Iterator[Compared]:
    """Questions with the same words and the same scale, in surveys of the same people: three queries at most."""
    known = [one for one in surveys if not one.anonymous and (one.named or one.counted)]
    if len(known) < 2:
        return
    asked = _scales(known, facts)
    whose = _whose(known)
    said = _said(known, {question.code for of_survey in asked.values() for question in of_survey.values()})
    alike = defaultdict(list)
    for survey in known:
        alike[survey.audience, survey.project_id].append(survey)
    for group in alike.values():
        ordered = sorted(group, key=lambda one: (ORDER[one.moment], one.opens_on))
        for before, after in combinations(ordered, 2):
            if before.moment != after.moment:
                yield from _between(before, after, asked, whose, said)


def _scales(surveys: list[Survey], facts: Facts) -> dict[int, dict[tuple, Question]]:
    """By survey, the scales asked: their words and their points name them."""
    return {
        survey.pk: {
            (question.text, tuple(question.points())): question
            for question in facts.asked[survey.revision_id, survey.moment].outer
            if question.kind == Question.Kind.SCALE
        }
        for survey in surveys
    }


def _whose(surveys: list[Survey]) -> dict[int, str]:
    """By response, the same word for the same person: her own number, or the seal of what she said in confidence."""
    found: dict[int, str] = {}
    if named := [survey for survey in surveys if survey.named]:
        held = Invitee.objects.filter(survey__in=named, response__isnull=False, answered=True)
        rows = held.values_list("response", "person", "address", "project")
        found |= {response: f"{person or address}:{project}" for response, person, address, project in rows}
    if sealed := [survey for survey in surveys if not survey.named]:
        seals = Seal.objects.filter(response__in=closed_responses(sealed))
        found |= dict(seals.values_list("response", "of_person"))
    return found


def _said(surveys: list[Survey], codes: set[str]) -> dict[tuple[int, str], dict[int, float]]:
    rows = Answer.objects.filter(response__in=closed_responses(surveys), aside=None, code__in=codes)
    found: dict[tuple[int, str], dict[int, float]] = defaultdict(dict)
    for survey, response, code, value in rows.values_list("response__subject_id", "response", "code", "value"):
        if isinstance(value, int | float) and value != NO_OPINION:
            found[survey, code][response] = float(value)
    return found


def _between(before: Survey, after: Survey, asked, whose, said) -> Iterator[Compared]:
    for words, question in asked[before.pk].items():
        later = asked[after.pk].get(words)
        if later is None:
            continue
        first = {whose[pk]: pk for pk in said[before.pk, question.code] if pk in whose}
        then = {whose[pk]: pk for pk in said[after.pk, later.code] if pk in whose}
        both = [(first[who], then[who]) for who in sorted(first.keys() & then.keys())]
        if not both:
            continue
        values = tuple(
            (said[before.pk, question.code][one], said[after.pk, later.code][other]) for one, other in both
        )
        lone = tuple((said[before.pk, question.code][first[who]], None) for who in sorted(first.keys() - then.keys()))
        lone += tuple((None, said[after.pk, later.code][then[who]]) for who in sorted(then.keys() - first.keys()))
        least = max(floors.least(before), floors.least(after))
        yield Compared(before, after, question, later, values + lone, tuple(both), least)
