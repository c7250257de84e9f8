"""The maturity of a project as one person may see it: three looks, what the evidence bears out, what was agreed."""

from collections import defaultdict
from dataclasses import dataclass
from math import cos, pi, sin

from levain.evaluation import rules
from levain.evaluation.models import (
    Framework,
    Look,
    MaturityAgreement,
    MaturityAnswer,
    MaturityDescriptor,
    MaturityDimension,
    MaturityProof,
    Moment,
)
from levain.formulas.maturity import Profile, Sentence, profile, reached
from levain.programmes.models import Cohort
from levain.projects.models import Project

METHOD = "M-MATUR"


def grid_of(cohort: Cohort) -> list[MaturityDimension]:
    """The dimensions of the framework of a cohort, in their order: one query."""
    return list(MaturityDimension.objects.filter(framework__cohort=cohort))


def proposed_levels(project: Project, moment: Moment) -> dict[int, int]:
    """By dimension, the level that the evidence gathered up to a moment bears out: two queries."""
    sentences = MaturityDescriptor.objects.filter(dimension__framework__cohort=project.cohort_id)
    return _proposed(list(sentences), _proved(list(_standing(project)), moment))


def _standing(project: Project):
    return MaturityProof.objects.filter(project=project, removed_on=None)


def _proved(proofs: list[MaturityProof], moment: Moment) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for proof in proofs:
        counts[proof.descriptor_id] += rules.ORDER[proof.moment] <= rules.ORDER[moment]
    return counts


def _proposed(sentences: list[MaturityDescriptor], proved: dict[int, int]) -> dict[int, int]:
    by_dimension: dict[int, dict[int, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for one in sentences:
        count = proved.get(one.pk, 0)
        by_dimension[one.dimension_id][one.level].append(Sentence(count > 0, count))
    return {dimension: reached(levels) for dimension, levels in by_dimension.items()}


@dataclass(frozen=True)
class Given:
    """What one of the three said of a dimension; hidden while the reader's own side has not spoken."""

    look: Look
    answer: MaturityAnswer | None
    hidden: bool

    @property
    def level(self) -> int | None:
        return None if self.hidden or self.answer is None else self.answer.level


@dataclass(frozen=True)
class Step:
    """One of the five levels of a dimension: its sentences, each with what proves it."""

    level: int
    label: str
    sentences: list[tuple[MaturityDescriptor, list[MaturityProof]]]


@dataclass(frozen=True)
class Line:
    dimension: MaturityDimension
    given: list[Given]
    proposed: int
    agreement: MaturityAgreement | None
    steps: list[Step]

    @property
    def gap(self) -> int | None:
        levels = [one.level for one in self.given if one.level is not None]
        return max(levels) - min(levels) if len(levels) > 1 and not any(one.hidden for one in self.given) else None


@dataclass(frozen=True)
class Seen:
    """Everything the page shows of one moment, and the agreed profiles of all three."""

    moment: Moment
    lines: list[Line]
    profiles: dict[Moment, Profile]
    given: set[str]
    title: str
    note: str

    @property
    def profile(self) -> Profile | None:
        found = self.profiles.get(self.moment)
        return found if found and found.n else None

    @property
    def lowest(self) -> list[MaturityAgreement]:
        names = self.profile.lowest if self.profile else ()
        return [line.agreement for line in self.lines if line.agreement and line.dimension.code in names]


def of(user, project: Project, moment: Moment) -> Seen:
    """Seven queries, whatever has been given and proved."""
    framework = Framework.objects.filter(cohort=project.cohort_id).first()
    if framework is None:
        return Seen(moment, [], {}, set(), "", "")
    grid = list(framework.maturitydimensions.all())
    sentences = list(MaturityDescriptor.objects.filter(dimension__framework=framework))
    names = {one.level: one.label for one in framework.maturity_levels.all()}
    proofs = list(_standing(project).select_related("added_by"))
    answers = list(MaturityAnswer.objects.filter(project=project, moment=moment).select_related("given_by"))
    agreements = list(MaturityAgreement.objects.filter(project=project).select_related("dimension"))
    for one in agreements:
        one.project = project
    own, given = rules.looks_of(user, project), {one.look for one in answers}
    proposed = _proposed(sentences, _proved(proofs, moment))
    lines = [
        Line(
            dimension,
            [_given(answers, dimension, look, rules.sees_look(own, look, given)) for look in Look],
            proposed.get(dimension.pk, 0),
            next((one for one in agreements if one.dimension_id == dimension.pk and one.moment == moment), None),
            _steps(dimension, sentences, proofs, names),
        )
        for dimension in grid
    ]
    return Seen(
        moment, lines, profiles(grid, agreements, framework), given, framework.maturity_title, framework.maturity_note
    )


def profiles(
    grid: list[MaturityDimension], agreements: list[MaturityAgreement], framework: Framework
) -> dict[Moment, Profile]:
    """The agreed profile of each moment at which something was agreed."""
    rule = framework.territorial_rule or {}
    some = rule.get("min_level_4_dimensions", ())
    found = {}
    for moment in Moment:
        levels = {one.dimension_id: one.level for one in agreements if one.moment == moment}
        if levels:
            told = {dimension.code: levels.get(dimension.pk) for dimension in grid}
            found[moment] = profile(told, some, rule.get("min_all_dimensions", 3))
    return found


def _given(answers: list[MaturityAnswer], dimension: MaturityDimension, look: Look, seen: bool) -> Given:
    answer = next((one for one in answers if one.look == look and one.dimension_id == dimension.pk), None)
    return Given(look, answer, bool(answer) and not seen)


def _steps(
    dimension: MaturityDimension,
    sentences: list[MaturityDescriptor],
    proofs: list[MaturityProof],
    names: dict[int, str],
) -> list[Step]:
    hers = [one for one in sentences if one.dimension_id == dimension.pk]
    return [
        Step(
            level,
            label,
            [(one, [each for each in proofs if each.descriptor_id == one.pk]) for one in hers if one.level == level],
        )
        for level, label in sorted(names.items())
    ]


CENTRE, RADIUS = 170, 110
DASHES = {Moment.START: "2 5", Moment.MIDDLE: "8 4", Moment.END: ""}


def drawing(seen: Seen) -> dict:
    """Six branches from 0 at the centre to 5 at the end, and a closed line a moment."""
    grid = [line.dimension for line in seen.lines]
    angles = [2 * pi * place / max(len(grid), 1) - pi / 2 for place in range(len(grid))]
    return {
        "branches": [
            {"end": _at(angle, 5), "label": _at(angle, 5.9), "anchor": _anchor(angle), "number": place}
            for place, angle in enumerate(angles, 1)
        ],
        "rings": [" ".join(f"{x},{y}" for x, y in (_at(angle, level) for angle in angles)) for level in range(1, 6)],
        "shapes": [
            {
                "moment": moment,
                "dash": DASHES[moment],
                "points": " ".join(
                    f"{x},{y}"
                    for x, y in (
                        _at(angle, found.levels[dimension.code] or 0)
                        for angle, dimension in zip(angles, grid, strict=True)
                    )
                ),
            }
            for moment, found in seen.profiles.items()
        ],
    }


def _at(angle: float, level: float) -> tuple[int, int]:
    return round(CENTRE + cos(angle) * RADIUS * level / 5), round(150 + sin(angle) * RADIUS * level / 5)


def _anchor(angle: float) -> str:
    side = round(cos(angle), 3)
    return "middle" if side == 0 else "start" if side > 0 else "end"
