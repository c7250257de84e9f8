"""What this package says of what the sides of a project write, sign and agree together."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.evaluation import figures, rules
from levain.evaluation.models import (
    Crossing,
    Expectation,
    GapAgreement,
    HandedIn,
    MaturityAgreement,
    MaturityProof,
    Objective,
    Signature,
    Voice,
)
from levain.evaluation.registered import SIDE
from levain.evaluation.side_by_side import signed
from levain.evaluation.sources import grid, sides
from levain.foundation import registry
from levain.foundation.registry import Speaker
from levain.projects import feed, showcase, space


def say() -> None:
    _expectations()
    _agreements()
    _maturity()
    figures.register("ecarts", _("Objectives: what each side thinks of them"), sides.gaps, order=15)
    figures.register("maturite", _("Maturity of the projects"), sides.maturity, order=30)
    figures.register("grille", _("Agreement on the grid of maturity"), grid.figures, of_projects=False, order=31)
    figures.register(
        "modele",
        _("The logic model"),
        sides.logic,
        of_projects=False,
        order=90,
        whole=_("The logic model is read as it stands: it counts nothing that has a day."),
    )


def _project(thing):
    return thing.project


def _expectations() -> None:
    registry.register(
        Expectation,
        visible=rules.can_read_expectation,
        title=str,
        place=_project,
        texts={"text": _("what a side expects")},
        speaker=lambda one, field: Speaker(SIDE[Voice(one.voice)], str(one.written_by), one.written_by),
        date=lambda one: one.written_at.date(),
    )
    registry.register(
        Crossing,
        visible=rules.can_read_crossing,
        title=str,
        place=_project,
        texts={"note": _("what the sides said to each other")},
        speaker=lambda one, field: Speaker("", str(_("the sides together"))),
        date=lambda one: one.made_on,
    )
    registry.register(
        HandedIn,
        visible=lambda user, handed: rules.can_read_objectives(user, handed.project),
        title=str,
        place=_project,
    )
    registry.word(
        **{
            "expectation.written": _("%(actor)s wrote what one side expects: %(object)s"),
            "expectation.changed": _("%(actor)s reworded what one side expects: %(object)s"),
            "expectation.removed": _("%(actor)s took off the list something one side expected"),
            "expectations.handed_in": _("%(actor)s handed in what one side expects: %(object)s"),
            "expectations.opened": _("%(place)s: both sides have written what they expect, and can compare"),
            "crossing.made": _("%(actor)s put together what the sides expect: %(object)s"),
            "crossing.undone": _("%(actor)s set apart again what had been put together"),
        }
    )
    feed.tell(Expectation, readable=rules.expectations_read, words="text", link=_page)
    feed.tell(Crossing, opens=rules.can_read_objectives, words="label", link=_page)
    feed.tell(HandedIn, opens=rules.can_read_objectives, words="voice", link=_page)


def public_gaps(project) -> str:
    """The levels of each side at the latest moment both have agreed to publish, in words."""
    moments = rules.public_moments(project)
    if not moments:
        return ""
    told = []
    for objective in Objective.objects.filter(project=project).settled().prefetch_related("ratings__rated_by"):
        rated = [objective.rating(moments[-1], voice) for voice in rules.PUBLISHED_BY]
        levels = [rating.level for rating in rated if rating and rating.counted]
        if len(levels) == len(rules.PUBLISHED_BY):
            apart = max(levels) - min(levels)
            said = (
                ngettext("gap: %(n)d level", "gap: %(n)d levels", apart) % {"n": apart} if apart else _("same level")
            )
            sides = ", ".join(f"{Voice(rating.voice).label} {signed(rating.level)}" for rating in rated)
            told.append(f"{objective} ({sides} ; {said})")
    return "\n".join(told)


def _agreements() -> None:
    showcase.add_block(
        "gaps",
        _("Where the two sides differ"),
        public_gaps,
        hint=_("Shown only once the bearers and the local authority have both agreed to it."),
        order=21,
    )
    for model in (Signature, GapAgreement):
        registry.register(
            model, visible=lambda user, one: rules.can_read_objectives(user, one.project), title=str, place=_project
        )
    registry.word(
        **{
            "objectives.signed": _("%(actor)s recorded a signature of the objectives: %(object)s"),
            "views.given": _("%(actor)s said what the objectives matter"),
            "gaps.agreed": _("%(actor)s agreed to publish the gaps between the sides: %(object)s"),
            "gaps.taken_back": _("%(actor)s no longer agrees to publish the gaps between the sides"),
        }
    )


def _maturity() -> None:
    registry.register(
        MaturityAgreement,
        visible=lambda user, one: rules.can_read_maturity(user, one.project),
        title=str,
        place=_project,
        texts={"next_step": _("point to work on"), "reason": _("reason of the level agreed")},
        speaker=lambda one, field: Speaker("", str(_("those who looked together"))),
        date=lambda one: one.agreed_on,
    )
    registry.register(
        MaturityProof,
        visible=lambda user, one: rules.can_read_maturity(user, one.project),
        title=str,
        place=_project,
        date=lambda one: one.added_on,
    )
    registry.word(
        **{
            "framework.changed": _("%(actor)s changed the evaluation framework"),
            "framework.answered": _("%(actor)s answered a question of the evaluation"),
            "maturity.given": _("%(actor)s gave the levels of one side on the way to a territorial project"),
            "maturity.proved": _("%(actor)s added what shows the maturity of the project: %(object)s"),
            "maturity.unproved": _("%(actor)s took away a piece of evidence of maturity"),
            "maturity.agreed": _("%(actor)s recorded the levels of maturity agreed"),
        }
    )
    space.add_page(
        _("How mature the project is"),
        "evaluation:maturity",
        rules.can_read_maturity,
        group="course",
        icon="bar-chart-box-line",
        order=70,
    )


def _page(project, _of: str) -> str:
    return reverse("evaluation:expectations", args=[project.slug])
