from levain.evaluation import rules
from levain.evaluation.models import Invitee, Survey
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort

declare(
    {
        "evaluation:surveys": asks(rules.can_run_surveys, of=Cohort, slug="slug"),
        "evaluation:new_survey": asks(rules.can_run_surveys, of=Cohort, slug="slug"),
        "evaluation:asked": asks(rules.can_run_surveys, of=Cohort, slug="slug"),
        "evaluation:survey": asks(rules.can_run_survey, of=Survey),
        "evaluation:edit_survey": asks(rules.can_change_survey, of=Survey),
        "evaluation:open_survey": asks(rules.can_open_survey, of=Survey, post_only=True),
        "evaluation:invite_survey": asks(rules.can_invite, of=Survey),
        "evaluation:send_survey": asks(rules.can_invite, of=Survey, post_only=True),
        "evaluation:remind_survey": asks(rules.can_invite, of=Survey, post_only=True),
        "evaluation:survey_poster": asks(rules.can_run_survey, of=Survey),
        "evaluation:survey_paper": asks(rules.can_type_in, of=Survey),
        "evaluation:count_survey": asks(rules.can_count_survey, of=Survey, post_only=True),
        "evaluation:publish_survey": asks(rules.can_publish_survey, of=Survey, post_only=True),
        "evaluation:survey_results": asks(rules.can_read_survey, of=Survey),
        "evaluation:survey_csv": asks(rules.can_read_survey, of=Survey),
        "evaluation:survey_answers": asks(rules.can_read_survey, of=Survey, pk="pk", code="sample_code"),
        "evaluation:survey_compared": asks(rules.can_run_survey, of=Survey),
        "evaluation:survey_sheets": asks(rules.can_read_sheets, of=Survey),
        "evaluation:survey_sheet": asks(rules.can_read_sheet, of=Invitee, pk="survey.pk", response="response_id"),
        # Whoever holds the address answers; what it says of wrong or closed ones, it says to everybody.
        "evaluation:answer_survey": PUBLIC,
        "evaluation:answer_thanks": PUBLIC,
        "evaluation:public_results": PUBLIC,
        "evaluation:public_csv": PUBLIC,
    }
)
