"""What this package says of its indicators and effects to the rest of the house."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.evaluation import figures
from levain.evaluation.models import (
    BarometerWave,
    CharterAnswer,
    Effect,
    EmergenceAsk,
    Followed,
    Measure,
    PopulationShare,
    Proof,
    UsageFactor,
    UsageRound,
)
from levain.evaluation.rules import accelerator, impacts, indicators, usages
from levain.evaluation.services import unnamed
from levain.evaluation.sources import accelerator as accelerator_figures
from levain.evaluation.sources import impacts as impact_figures
from levain.evaluation.sources import indicators as indicator_figures
from levain.evaluation.sources import participation, representation, voices
from levain.evaluation.sources import usages as usage_figures
from levain.foundation import registry, work
from levain.foundation.registry import Speaker
from levain.foundation.verdicts import GRANTED
from levain.people.models import RoleCode
from levain.projects import feed, space
from levain.projects.registered import side_of


def _place(obj):
    return obj.project


def _cohort(obj):
    return obj.cohort


def _said_by(name):
    def speaker(obj, field) -> Speaker:
        user = getattr(obj, name)
        return Speaker(side_of(user, obj.project) or RoleCode.ADVISER, str(user), user)

    return speaker


def say() -> None:
    work.every_tick(unnamed.shuffle_closed)
    registry.register(Followed, visible=indicators.can_read_one, title=str, place=_place)
    registry.register(
        Measure,
        visible=indicators.can_read_measure,
        title=str,
        place=_place,
        texts={"words": _("value told in words")},
        speaker=_said_by("proposed_by"),
        date=lambda measure: measure.taken_on,
    )
    registry.register(
        Effect,
        visible=impacts.can_read_effect,
        title=str,
        place=_place,
        texts={
            "text": _("observed effect"),
            "story": _("story of the contribution"),
            "revised": _("story of the contribution, revised"),
        },
        speaker=_said_by("written_by"),
        date=lambda effect: effect.noticed_on,
    )
    registry.register(
        Proof,
        visible=lambda user, proof: impacts.can_read_effect(user, proof.effect),
        title=str,
        place=lambda proof: proof.effect.project,
    )
    registry.register(
        PopulationShare,
        visible=lambda user, share: indicators.can_read_followed(user, share.project),
        title=str,
        place=_place,
    )
    registry.register(
        CharterAnswer,
        visible=lambda user, answer: indicators.can_read_followed(user, answer.project),
        title=str,
        place=_place,
    )
    registry.register(EmergenceAsk, visible=accelerator.can_read_emergence, title=str, place=_cohort)
    registry.register(BarometerWave, visible=accelerator.can_read_wave, title=str, place=_cohort)
    registry.register(
        UsageFactor,
        visible=lambda user, factor: GRANTED,
        title=str,
        place=lambda factor: None,
    )
    registry.register(
        UsageRound,
        visible=lambda user, asked: usages.can_read_usages(user, asked.project),
        title=str,
        place=_place,
    )
    registry.word(
        **{
            "indicator.followed": _("%(actor)s follows an indicator: %(object)s"),
            "indicator.edited": _("%(actor)s changed what is said of an indicator: %(object)s"),
            "indicator.retired": _("%(actor)s no longer follows an indicator: %(object)s"),
            "measure.proposed": _("%(actor)s proposed a value: %(object)s"),
            "measure.edited": _("%(actor)s changed a value: %(object)s"),
            "measure.reviewed": _("%(actor)s looked at a value: %(object)s"),
            "measure.approved": _("%(actor)s approved a value: %(object)s"),
            "measure.returned": _("%(actor)s returned a value to be mended: %(object)s"),
            "measure.locked": _("%(actor)s locked a value: %(object)s"),
            "effect.written": _("%(actor)s wrote down an effect: %(object)s"),
            "effect.edited": _("%(actor)s worked on an effect: %(object)s"),
            "effect.proved": _("%(actor)s added a piece of evidence: %(object)s"),
            "effect.proof_taken_off": _("%(actor)s took off a piece of evidence: %(object)s"),
            "effect.rival": _("%(actor)s named another explanation: %(object)s"),
            "effect.rival_weighed": _("%(actor)s weighed another explanation: %(object)s"),
            "effect.link": _("%(actor)s wrote a link of the story: %(object)s"),
            "effect.judged": _("%(actor)s gave the verdict on an effect: %(object)s"),
            "usages.handed_out": _("%(actor)s asked inhabitants about their usages: %(object)s"),
            "usages.changed": _("%(actor)s changed the dates of a questionnaire: %(object)s"),
            "emergence.asked": _("%(actor)s asked what the call made happen"),
            "emergence.answered": _("Somebody answered the questions about the call"),
            "usages.closed": _("The questionnaire of usages closed: its results are read. %(object)s"),
            "barometer.closed": _("The barometer closed: its results are read. %(object)s"),
            "barometer.opened": _("%(actor)s opened the barometer: %(object)s"),
            "places.told": _("%(actor)s said what place events give to the inhabitants"),
            "charter.answered": _("%(actor)s answered an article of the charter of participation: %(object)s"),
            "share.told": _("%(actor)s told what share of the inhabitants a group is: %(object)s"),
            "factor.edited": _("%(actor)s changed a factor of the carbon of usages"),
            "effect.lowered": _("%(actor)s lowered the strength of evidence: %(object)s"),
        }
    )
    feed.tell(Effect, opens=impacts.can_read_effects, words="text", link=_effects)
    feed.tell(Followed, opens=indicators.can_read_followed, words="label", link=_followed)
    for label, name, rule, icon, order in (
        (_("Indicators"), "indicators", indicators.can_read_followed, "bar-chart-box-line", 22),
        (_("Observed effects"), "effects", impacts.can_read_effects, "seedling-line", 24),
        (_("Carbon of usages"), "usages", usages.can_read_usages, "leaf-line", 26),
    ):
        space.add_page(label, f"evaluation:{name}", rule, group="course", icon=icon, order=order)
    figures.register("indicateurs", _("Indicators of the projects"), indicator_figures.figures, order=30)
    figures.register(
        "totaux", _("Indicators added over the cohort"), indicator_figures.totals, of_projects=False, order=32
    )
    figures.register("participation", _("Who takes part"), participation.figures, order=34)
    figures.register(
        "representation",
        _("Who is missing"),
        representation.figures,
        order=35,
        whole=_("Who came is counted over the whole session: of a few days, it would point at people."),
    )
    figures.register("effets", _("Strength of evidence of the effects"), impact_figures.figures, order=36)
    figures.register("usages", _("Carbon of usages"), usage_figures.figures, order=38)
    figures.register(
        "accelerateur", _("The accelerator itself"), accelerator_figures.figures, of_projects=False, order=60
    )
    figures.register("voix", _("Barometer and emergence"), voices.figures, of_projects=False, order=62)


def _effects(project, effect: str) -> str:
    return reverse("evaluation:effect", args=[effect])


def _followed(project, followed: str) -> str:
    return reverse("evaluation:followed", args=[project.slug, followed])
