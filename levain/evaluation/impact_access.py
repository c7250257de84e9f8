"""Who opens the pages of the indicators and of the effects."""

from levain.evaluation.models import BarometerWave, Effect, Followed, Measure, Proof, Rival, UsageFactor, UsageRound
from levain.evaluation.rules import accelerator, impacts, indicators, usages
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort
from levain.projects.models import Project

HERE = {"of": Project, "slug": "slug"}
ONE = {"of": Followed, "slug": "project.slug", "pk": "pk"}
SESSION = {"of": Cohort, "slug": "slug"}


def _step(user, effect):
    """The sixth step is the verdict; the sample of the matrix is its first."""
    return impacts.can_edit_effect(user, effect)


def _weigh(user, rival):
    return impacts.can_edit_effect(user, rival.effect)


def _total(user, followed):
    return indicators.can_read_totals(user, followed.project.cohort)


def _usage_rows(user, asked):
    return usages.can_read_usages(user, asked.project)


declare(
    {
        "evaluation:indicators": asks(indicators.can_read_followed, **HERE),
        "evaluation:choose_indicator": asks(indicators.can_follow, **HERE),
        "evaluation:follow_indicator": asks(indicators.can_follow, **HERE),
        "evaluation:bring_measures": asks(indicators.can_propose, **HERE),
        "evaluation:measures_sheet": asks(indicators.can_propose, **HERE),
        "evaluation:indicators_csv": asks(indicators.can_read_followed, **HERE),
        "evaluation:followed": asks(indicators.can_read_one, **ONE),
        "evaluation:edit_followed": asks(indicators.can_edit_followed, **ONE),
        "evaluation:retire_followed": asks(indicators.can_edit_followed, post_only=True, **ONE),
        "evaluation:propose_measure": asks(indicators.can_propose_for, **ONE),
        "evaluation:measure": asks(indicators.can_read_measure, of=Measure),
        "evaluation:edit_measure": asks(indicators.can_edit_measure, of=Measure),
        "evaluation:review_measure": asks(indicators.can_review, of=Measure, post_only=True),
        "evaluation:approve_measure": asks(indicators.can_approve, of=Measure, post_only=True),
        "evaluation:return_measure": asks(indicators.can_return, of=Measure),
        "evaluation:lock_measure": asks(indicators.can_lock, of=Measure, post_only=True),
        "evaluation:totals": asks(indicators.can_read_totals, **SESSION),
        "evaluation:bring_cohort_measures": asks(indicators.can_import, **SESSION),
        "evaluation:total": asks(_total, of=Followed, slug="project.cohort.slug", code="indicator.code"),
        "evaluation:effects": asks(impacts.can_read_effects, **HERE),
        "evaluation:new_effect": asks(impacts.can_write_effects, **HERE),
        "evaluation:effect": asks(impacts.can_read_effect, of=Effect),
        "evaluation:edit_effect": asks(impacts.can_edit_effect, of=Effect),
        "evaluation:add_proof": asks(impacts.can_edit_effect, of=Effect),
        "evaluation:add_rival": asks(impacts.can_edit_effect, of=Effect, post_only=True),
        "evaluation:add_causal_link": asks(impacts.can_edit_effect, of=Effect, post_only=True),
        "evaluation:lower_strength": asks(impacts.can_judge, of=Effect),
        "evaluation:effect_step": asks(_step, of=Effect, pk="pk", place="first_step"),
        "evaluation:take_off_proof": asks(impacts.can_take_off, of=Proof, post_only=True),
        "evaluation:weigh_rival": asks(_weigh, of=Rival),
        "evaluation:usage_factors": PUBLIC,
        "evaluation:answer_usages": PUBLIC,
        "evaluation:usages": asks(usages.can_read_usages, **HERE),
        "evaluation:hand_out_usages": asks(usages.can_hand_out, **HERE),
        "evaluation:usage_rows": asks(_usage_rows, of=UsageRound, slug="project.slug", moment="path"),
        "evaluation:change_usage_round": asks(usages.can_change_round, of=UsageRound),
        "evaluation:usage_poster": asks(usages.can_change_round, of=UsageRound),
        "evaluation:barometer_poster": asks(accelerator.can_print, of=BarometerWave),
        "evaluation:edit_usage_factor": asks(usages.can_edit_factor, of=UsageFactor),
        "evaluation:places": asks(indicators.can_read_followed, **HERE),
        "evaluation:tell_places": asks(indicators.can_follow, **HERE),
        "evaluation:answer_charter": asks(indicators.can_follow, **HERE),
        "evaluation:representation": asks(indicators.can_read_followed, **HERE),
        "evaluation:tell_share": asks(indicators.can_follow, **HERE),
        "evaluation:compare_cohorts": asks(accelerator.can_compare),
        "evaluation:accelerator": asks(accelerator.can_read_accelerator, **SESSION),
        "evaluation:emergence": asks(accelerator.can_read_accelerator, **SESSION),
        "evaluation:ask_emergence": asks(accelerator.can_ask, **SESSION),
        "evaluation:barometer": asks(accelerator.can_read_accelerator, **SESSION),
        "evaluation:open_wave_barometer": asks(accelerator.can_ask, **SESSION),
        "evaluation:answer_emergence": PUBLIC,
        "evaluation:answer_barometer": PUBLIC,
    }
)
