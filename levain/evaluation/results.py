"""What a survey says, question by question, counted in the database; every view of it is made of these tallies."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, prefetch_related_objects
from django.utils.functional import cached_property

from levain.evaluation import floors
from levain.evaluation.models import Survey
from levain.formulas import anonymity, consensus
from levain.formulas.proportions import Counted
from levain.people.models import Role, User
from levain.projects.models import Project
from levain.questionnaires.models import Answer, Question, Response
from levain.questionnaires.services import Asked

Kind = Question.Kind
CLOSED_KINDS = (Kind.SCALE, Kind.MATRIX, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER)
# From how many answers a mean or a percentage may stand beside the counts (rules R1 and the Likert rule).
ENOUGH = 10
NO_OPINION = "none"


@dataclass(frozen=True)
class Tally:
    """One question, or one line of it: how many gave each answer. `n` people answered of `people` who handed in.

    `no_opinion` is apart from the answers, and from those who gave none.
    """

    survey: Survey
    question: Question
    code: str
    text: str
    options: tuple[tuple[Any, str], ...]
    counts: tuple[int, ...]
    n: int
    no_opinion: int
    people: int
    invited: int | None
    least: int
    numbers: tuple[float, ...] = ()

    @property
    def shown(self) -> bool:
        return self.n >= self.least

    @property
    def skipped(self) -> int:
        return self.people - self.n - self.no_opinion

    @property
    def scaled(self) -> bool:
        return self.question.kind in (Kind.SCALE, Kind.MATRIX)

    @property
    def high(self) -> int:
        """Those who gave one of the highest points."""
        return sum(count for (point, _w), count in zip(self.options, self.counts, strict=True) if point in self.tops)

    @property
    def tops(self) -> list[int]:
        """The points that are held to be high: those its scale names, else the two highest."""
        return self.question.scale.get("top_box") or [point for point, _words in self.options[-2:]]

    @property
    def counted(self) -> Counted:
        """The two highest points among the answers; the interval narrows when those asked are known."""
        return Counted(self.high, self.n, self.population)

    @property
    def population(self) -> int | None:
        """Everybody asked, less those who have no opinion: a census when all of them answered."""
        if not self.invited or self.survey.audience == Survey.Audience.INHABITANTS:
            return None
        return max(self.n, self.invited - self.no_opinion)

    @property
    def sensitive(self) -> bool:
        return self.question.personal_data and not self.survey.named

    @property
    def unanimous(self) -> bool:
        """All gave the same sensitive answer: the counts would say what each one is."""
        return self.sensitive and self.n > 0 and max(self.counts, default=0) == self.n

    @cached_property
    def values(self) -> list[float]:
        if self.numbers:
            return sorted(self.numbers)
        return [
            point for (point, _words), count in zip(self.options, self.counts, strict=True) for _one in range(count)
        ]

    @property
    def median(self) -> float | None:
        return median(self.values) if self.values and (self.scaled or self.numbers) else None

    @property
    def mean(self) -> float | None:
        """Only from ten answers on, and beside the distribution."""
        return sum(self.values) / self.n if self.scaled and self.n >= ENOUGH else None

    @property
    def agreement(self) -> float | None:
        return consensus.agreement(self.counts) if self.scaled and self.n >= consensus.FEWEST else None


@dataclass
class Facts:
    """What was counted of some surveys: people by survey, invited by survey, and answers by survey and question."""

    people: dict[int, int] = field(default_factory=dict)
    invited: dict[int, int | None] = field(default_factory=dict)
    answers: dict[tuple[int, str], list[tuple[Any, int]]] = field(default_factory=dict)
    asked: dict[tuple[int, str], Asked] = field(default_factory=dict)


def closed_responses(surveys: Iterable[Survey]):
    kind = ContentType.objects.get_for_model(Survey)
    found = Response.objects.filter(subject_type=kind, subject_id__in=[survey.pk for survey in surveys])
    return found.filter(state=Response.State.CLOSED)


def with_asked(surveys: list[Survey]) -> list[Survey]:
    """The same surveys with how many people were asked by name, counted with them or now."""
    if any(not hasattr(survey, "asked") for survey in surveys):
        counted = Survey.objects.filter(pk__in=[survey.pk for survey in surveys]).annotate(n=Count("invitees"))
        asked = dict(counted.values_list("pk", "n").order_by())
        for survey in surveys:
            survey.asked = asked[survey.pk]
    return surveys


def facts(surveys: list[Survey]) -> Facts:
    """Everything that may be counted of these surveys, in five queries."""
    found = Facts()
    responses = closed_responses(surveys)
    found.people = dict(responses.order_by().values_list("subject_id").annotate(n=Count("pk")))
    found.invited = {survey.pk: (survey.handed_out or 0) + survey.asked or None for survey in with_asked(surveys)}
    revisions = {survey.revision_id: survey.revision for survey in surveys}
    prefetch_related_objects(list(revisions.values()), "sections", "questions")
    for survey in surveys:
        key = survey.revision_id, survey.moment
        if key not in found.asked:
            found.asked[key] = Asked(revisions[survey.revision_id], survey.moment)
    codes = {one.code for asked in found.asked.values() for one in asked.outer if one.kind in CLOSED_KINDS}
    rows = (
        Answer.objects.filter(response__in=responses, aside=None, code__in=codes)
        .order_by()
        .values_list("response__subject_id", "code", "value")
        .annotate(n=Count("pk"))
    )
    for survey, code, value, n in rows:
        found.answers.setdefault((survey, code), []).append((value, n))
    return found


def tallies(survey: Survey, known: Facts, *, least: int) -> Iterator[Tally]:
    """Each closed question of a survey, in its order; a matrix gives one tally a line."""
    people, invited = known.people.get(survey.pk, 0), known.invited.get(survey.pk)
    for question in known.asked[survey.revision_id, survey.moment].outer:
        if question.kind in CLOSED_KINDS:
            given = known.answers.get((survey.pk, question.code), [])
            yield from of_question(survey, question, given, people=people, invited=invited, least=least)


def of_question(
    survey: Survey, question: Question, given: list[tuple[Any, int]], *, people: int, invited: int | None, least: int
) -> Iterator[Tally]:
    about = {"survey": survey, "question": question, "people": people, "invited": invited, "least": least}
    if question.kind == Kind.MATRIX:
        for line in question.asked_lines(survey.lists):
            said: Counter[Any] = Counter()
            for value, n in given:
                if isinstance(value, dict) and value.get(line.code) is not None:
                    said[value[line.code]] += n
            words = f"{question.text_shown} {line.label}"
            yield _scale(f"{question.code}-{line.code}", words, said, about)
    elif question.kind == Kind.SCALE:
        yield _scale(question.code, question.text_shown, _counter(given), about)
    elif question.kind == Kind.NUMBER:
        numbers = tuple(float(value) for value, n in given for _one in range(n) if value is not None)
        yield Tally(
            code=question.code,
            text=question.text_shown,
            options=(),
            counts=(),
            n=len(numbers),
            no_opinion=0,
            numbers=numbers,
            **about,
        )
    else:
        yield _choice(question, given, about)


def _counter(given: list[tuple[Any, int]]) -> Counter[Any]:
    said: Counter[Any] = Counter()
    for value, n in given:
        if value is not None:
            said[value] += n
    return said


def _scale(code: str, text: str, said: Counter[Any], about: dict[str, Any]) -> Tally:
    options = tuple(about["question"].points())
    counts = tuple(said[point] for point, _words in options)
    return Tally(
        code=code, text=text, options=options, counts=counts, n=sum(counts), no_opinion=said[NO_OPINION], **about
    )


def _choice(question: Question, given: list[tuple[Any, int]], about: dict[str, Any]) -> Tally:
    """Of several choices each person counts once in `n`, and once in each choice she made."""
    options = tuple((one.code, one.label) for one in question.offered(about["survey"].lists))
    said: Counter[Any] = Counter()
    n = 0
    for value, times in given:
        chosen = value if isinstance(value, list) else [value]
        n += times if value not in (None, [], "") else 0
        for code in chosen:
            said[code] += times
    counts = tuple(said[code] for code, _label in options)
    return Tally(
        code=question.code, text=question.text_shown, options=options, counts=counts, n=n, no_opinion=0, **about
    )


def single_answers(tally: Tally) -> list[str]:
    """The answers a tally counts, one by one and shuffled: what one person said elsewhere is not beside it."""
    words = [
        label or str(code) for (code, label), n in zip(tally.options, tally.counts, strict=True) for _one in range(n)
    ] or [f"{number:g}" for number in tally.numbers]
    random.SystemRandom().shuffle(words)
    return words


def open_answers(survey: Survey, known: Facts, names: Iterable[str]) -> list[tuple[Question, list[str], int]]:
    """The words people wrote, shuffled; those that name somebody or give an address are left out, and counted."""
    asked = known.asked[survey.revision_id, survey.moment]
    texts = [one for one in asked.outer if one.kind in (Kind.TEXT, Kind.LONG_TEXT)]
    rows = Answer.objects.filter(
        response__in=closed_responses([survey]), aside=None, code__in=[one.code for one in texts]
    )
    said: dict[str, list[str]] = {}
    for code, value in rows.values_list("code", "value"):
        if value:
            said.setdefault(code, []).append(str(value))
    names = set(names)
    told = []
    for question in texts:
        kept = [one for one in said.get(question.code, []) if not anonymity.names_somebody(one, names)]
        random.SystemRandom().shuffle(kept)
        told.append((question, kept, len(said.get(question.code, [])) - len(kept)))
    return told


def names(survey: Survey) -> set[str]:
    """The words of the names of those who take part in the cohort: an open answer that holds one is not shown."""
    if survey.named:
        return set()
    projects = Project.objects.filter(cohort=survey.cohort)
    kind = ContentType.objects.get_for_model(Project)
    roles = Role.objects.filter(scope_type=kind, scope_id__in=projects.values("pk"))
    held = User.objects.filter(pk__in=roles.values("user"))
    return {word for name in held.values_list("name", flat=True) for word in name.split()}


def shown(survey: Survey, known: Facts, *, public: bool = False) -> list[Tally]:
    """The tallies a view may show: pages, charts, tables, figures and files all ask here."""
    if floors.closed_because(survey, known.people.get(survey.pk, 0), public=public):
        return []
    return [one for one in tallies(survey, known, least=floors.least(survey, public=public)) if one.shown]
