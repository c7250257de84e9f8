from levain.evaluation import rules
from levain.evaluation.models import Crossing, Expectation, Objective, Rating
from levain.foundation.access import asks, declare
from levain.programmes.models import Cohort
from levain.projects.models import Project

declare(
    {
        "evaluation:objectives": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:expectations": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:hand_in": asks(rules.can_speak_or_type, of=Project, post_only=True, slug="slug"),
        "evaluation:compare": asks(rules.can_compare, of=Project, post_only=True, slug="slug"),
        "evaluation:change_expectation": asks(rules.can_change_expectation, of=Expectation),
        "evaluation:undo_crossing": asks(rules.can_take_up, of=Crossing, post_only=True),
        "evaluation:take_up": asks(rules.can_take_up, of=Crossing, post_only=True),
        "evaluation:score": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:new_objective": asks(rules.can_write_objectives, of=Project, slug="slug"),
        "evaluation:edit_objective": asks(rules.can_edit_objective, of=Objective),
        "evaluation:withdraw_objective": asks(rules.can_withdraw, of=Objective),
        "evaluation:rate": asks(rules.can_rate_again, of=Rating, pk="objective.pk", moment="path"),
        "evaluation:confirm_rating": asks(rules.can_confirm, of=Rating, post_only=True),
        "evaluation:framework": asks(rules.can_read_frameworks),
        "evaluation:cohort_framework": asks(rules.can_read_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:adopt_framework": asks(rules.can_adopt_framework, of=Cohort, post_only=True, slug="slug"),
    }
)
