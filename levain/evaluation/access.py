from levain.evaluation import impact_access as impact_access
from levain.evaluation import rules
from levain.evaluation import survey_access as survey_access
from levain.evaluation.models import (
    Crossing,
    EvaluationQuestion,
    Expectation,
    FrameworkEdition,
    MaturityProof,
    Objective,
    Rating,
    RosterMember,
    RosterSheet,
)
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.seminars.models import Seminar

declare(
    {
        "evaluation:objectives": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:expectations": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:hand_in": asks(rules.can_speak_or_type, of=Project, post_only=True, slug="slug"),
        "evaluation:compare": asks(rules.can_compare, of=Project, post_only=True, slug="slug"),
        "evaluation:change_expectation": asks(rules.can_change_expectation, of=Expectation),
        "evaluation:undo_crossing": asks(rules.can_take_up, of=Crossing, post_only=True),
        "evaluation:take_up": asks(rules.can_take_up, of=Crossing, post_only=True),
        "evaluation:sign": asks(rules.can_read_signatures, of=Project, slug="slug"),
        "evaluation:converse": asks(rules.can_type_again, of=Rating, pk="objective.pk", moment="path"),
        "evaluation:confirm_levels": asks(rules.can_confirm_levels, of=Project, slug="slug"),
        "evaluation:views": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:give_views": asks(rules.can_view_again, of=Rating, slug="objective.project.slug", moment="path"),
        "evaluation:publish_gaps": asks(
            rules.can_decide_again, of=Rating, post_only=True, slug="objective.project.slug", moment="path"
        ),
        "evaluation:maturity": asks(rules.can_read_maturity, of=Project, slug="slug"),
        "evaluation:give_maturity": asks(rules.can_give_levels, of=Project, slug="slug"),
        "evaluation:agree_maturity": asks(rules.can_agree_levels, of=Project, slug="slug"),
        "evaluation:prove_maturity": asks(rules.can_prove, of=Project, slug="slug"),
        "evaluation:remove_proof": asks(rules.can_remove_proof, of=MaturityProof, post_only=True),
        "evaluation:matrix": asks(rules.can_read_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:new_question": asks(rules.can_edit_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:logic_model": asks(rules.can_read_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:change_model": asks(rules.can_edit_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:framework_parts": asks(rules.can_read_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:change_part": asks(rules.can_edit_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:edit_question": asks(rules.can_edit_question, of=EvaluationQuestion),
        "evaluation:answer_question": asks(rules.can_edit_question, of=EvaluationQuestion),
        "evaluation:edition": asks(rules.can_read_edition, of=FrameworkEdition),
        "evaluation:score": asks(rules.can_read_objectives, of=Project, slug="slug"),
        "evaluation:new_objective": asks(rules.can_write_objectives, of=Project, slug="slug"),
        "evaluation:edit_objective": asks(rules.can_edit_objective, of=Objective),
        "evaluation:withdraw_objective": asks(rules.can_withdraw, of=Objective),
        "evaluation:rate": asks(rules.can_rate_again, of=Rating, pk="objective.pk", moment="path"),
        "evaluation:confirm_rating": asks(rules.can_confirm, of=Rating, post_only=True),
        "evaluation:framework": asks(rules.can_read_frameworks),
        "evaluation:cohort_framework": asks(rules.can_read_cohort_framework, of=Cohort, slug="slug"),
        "evaluation:adopt_framework": asks(rules.can_adopt_framework, of=Cohort, post_only=True, slug="slug"),
        "evaluation:ties": asks(rules.can_read_ties, of=Cohort, slug="slug"),
        "evaluation:ties_of_seminar": asks(rules.can_read_ties_around, of=Seminar, kind="pk", pk="pk"),
        "evaluation:ties_export": asks(rules.can_read_ties, of=Cohort, slug="slug"),
        "evaluation:roster": asks(rules.can_keep_roster, of=Cohort, slug="slug"),
        "evaluation:add_member": asks(rules.can_keep_roster, of=Cohort, post_only=True, slug="slug"),
        "evaluation:fill_roster": asks(rules.can_keep_roster, of=Cohort, post_only=True, slug="slug"),
        "evaluation:open_wave": asks(rules.can_keep_roster, of=Cohort, post_only=True, slug="slug"),
        "evaluation:leave_roster": asks(rules.can_keep_member, of=RosterMember, post_only=True),
        "evaluation:sheet": asks(rules.can_open_sheet, of=RosterSheet),
        "evaluation:sheet_by_key": PUBLIC,
    }
)
