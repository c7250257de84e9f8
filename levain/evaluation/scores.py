"""M-GAS for a project: the score of each voice at each moment, with the ratings it counts, or why there is none."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import Moment, Objective, Rating, Voice
from levain.evaluation.side_by_side import OfVoice
from levain.formulas import goal_attainment
from levain.formulas.goal_attainment import Change, Terms
from levain.projects.models import Project

METHOD = "M-GAS"


@dataclass(frozen=True)
class Counted:
    """One objective in a score: the rating it counts, and its weight."""

    objective: Objective
    rating: Rating
    weight: int

    @property
    def product(self) -> int:
        return self.weight * self.rating.level


@dataclass(frozen=True)
class Score:
    """One figure: what one voice says at one moment, over `invited` settled objectives."""

    voice: str
    moment: Moment
    terms: Terms | None
    rows: list[Counted]
    invited: int
    why_not: str = ""

    @property
    def anchor(self) -> str:
        return f"termes-{self.voice}-{self.moment.path}"

    @property
    def n(self) -> int:
        return self.terms.n if self.terms else 0


@dataclass(frozen=True)
class Scored(OfVoice):
    """The scores of one voice, moment by moment, and what changed since the first."""

    scores: list[Score]
    changes: list[tuple[Moment, Change | None]]


def settled(project: Project) -> list[Objective]:
    """The objectives that count, with their levels and ratings: three queries."""
    objectives = list(Objective.objects.filter(project=project).settled().whole())
    for objective in objectives:
        objective.project = project
    return objectives


def weights(objectives: list[Objective]) -> list[int]:
    """Importance × difficulty when every objective has both, else 1 for all: a mixture would compare nothing."""
    products = [objective.product for objective in objectives]
    return [1] * len(products) if None in products else products


def weighted(objectives: list[Objective]) -> bool:
    return all(objective.product is not None for objective in objectives)


def by_voice(user, objectives: list[Objective]) -> list[Scored]:
    return [_of_voice(user, objectives, voice) for voice in Voice]


def levels_said(objectives: list[Objective], voice: str, moment: str) -> list[int | None]:
    """Only what that side has given or confirmed counts."""
    found = (objective.rating(moment, voice) for objective in objectives)
    return [rating.level if rating and rating.counted else None for rating in found]


def _of_voice(user, objectives: list[Objective], voice: str) -> Scored:
    scores = [_score(user, objectives, voice, moment) for moment in Moment]
    start = scores[0]
    changes = []
    for later in scores[1:]:
        change = goal_attainment.change(
            levels_said(objectives, voice, Moment.START),
            levels_said(objectives, voice, later.moment),
            weights(objectives),
        )
        shown = start.terms and later.terms and change.difference is not None
        changes.append((later.moment, change if shown else None))
    return Scored(voice, scores, changes)


def _score(user, objectives: list[Objective], voice: str, moment: Moment) -> Score:
    said = [objective.rating(moment, voice) for objective in objectives]
    if any(r and not rules.sees_level(user, r_of, moment, voice) for r, r_of in zip(said, objectives, strict=True)):
        why = _("Give your side's level first: the others' levels show afterwards.")
        return Score(voice, moment, None, [], len(objectives), why)
    shares = weights(objectives)
    terms = goal_attainment.terms(levels_said(objectives, voice, moment), shares)
    counted = [
        Counted(objective, rating, weight)
        for objective, rating, weight in zip(objectives, said, shares, strict=True)
        if rating and rating.counted and weight
    ]
    return Score(voice, moment, terms, counted, len(objectives), "" if terms else _why(objectives, said))


def _why(objectives: list[Objective], said: list[Rating | None]) -> str:
    if not objectives:
        return _("No objective is settled yet.")
    if any(rating and not rating.confirmed for rating in said):
        return _("The levels typed by the adviser are still to be confirmed by this side.")
    if not any(rating and rating.counted for rating in said):
        return _("This side has given no level at this moment.")
    return _("All the weights are 0: the objectives rated count for nothing.")
