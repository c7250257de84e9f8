"""M-GAS: the score of each voice at each moment, and its change since the start."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from levain.evaluation import rules, scores
from levain.evaluation.figures import Figure, Row
from levain.evaluation.models import Moment, Objective, Rating, Voice
from levain.evaluation.periods import EVER, Period
from levain.evaluation.side_by_side import signed
from levain.formulas import goal_attainment
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.programmes.models import Cohort
from levain.projects.models import Project


def figures(cohort: Cohort, projects: list[Project], period: Period = EVER) -> Iterator[Figure]:
    """Three queries for any number of projects.

    Of a period: the levels given inside it, on the objectives agreed by its end.
    """
    known = {project.pk: project for project in projects}
    of_project: dict[int, list[Objective]] = {}
    found = Objective.objects.filter(period.begun("agreed_on"), project__in=known).settled()
    rated = Prefetch("ratings", Rating.objects.filter(period.within("rated_on")))
    for objective in found.prefetch_related(rated).whole():
        objective.project = known[objective.project_id]
        of_project.setdefault(objective.project_id, []).append(objective)
    for pk, objectives in of_project.items():
        for voice in Voice:
            yield from _of_voice(known[pk], objectives, voice)


def _of_voice(project: Project, objectives: list[Objective], voice: Voice) -> Iterator[Figure]:
    weights = scores.weights(objectives)
    levels = {moment: scores.levels_said(objectives, voice, moment) for moment in Moment}
    for moment in Moment:
        words = {"voice": voice.label, "moment": moment.label.lower()}
        common = {
            "method": scores.METHOD,
            "subject": project.name,
            "unit": _("points"),
            "invited": len(objectives),
            "parameters": {"rho": goal_attainment.RHO, "weights": weights, "voice": voice, "moment": moment},
            "project": project,
            "readable": partial(_read, objectives=objectives, moment=moment, voice=voice),
        }
        terms = goal_attainment.terms(levels[moment], weights)
        if terms:
            label = _("Attainment score given by %(voice)s, %(moment)s") % words
            rows = _rows(one.rating(moment, voice) for one, w in zip(objectives, weights, strict=True) if w)
            yield Figure(
                f"{project.slug}-{voice}-{moment}", label=label, value=terms.score, n=terms.n, rows=rows, **common
            )
        change = goal_attainment.change(levels[Moment.START], levels[moment], weights)
        if moment != Moment.START and change.difference is not None:
            label = _("Change in the score given by %(voice)s, from the start to: %(moment)s") % words
            at_both = [
                rating
                for one, w in zip(objectives, weights, strict=True)
                if w and all(_counted(one.rating(when, voice)) for when in (Moment.START, moment))
                for rating in (one.rating(Moment.START, voice), one.rating(moment, voice))
            ]
            code = f"{project.slug}-{voice}-change-{moment}"
            yield Figure(
                code, label=label, value=change.difference, n=change.k, rows=_rows(at_both), signed=True, **common
            )


def _counted(rating: Rating | None) -> bool:
    return bool(rating and rating.counted)


def _rows(ratings: Iterable[Rating | None]) -> list[Row]:
    told = [rating for rating in ratings if rating and rating.counted]
    return [Row(rating.get_absolute_url(), f"{rating.objective} ({signed(rating.level)})") for rating in told]


def _read(user, *, objectives: list[Objective], moment: Moment, voice: Voice) -> Verdict:
    """A side that has not given its own level does not read the others', here either."""
    if all(rules.sees_level(user, objective, moment, voice) for objective in objectives):
        return GRANTED
    return refused(_("Give your side's level first: the others' levels show afterwards."))
