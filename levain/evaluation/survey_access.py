from levain.evaluation import rules
from levain.evaluation.models import Invitee, Survey
from levain.foundation.access import PUBLIC, asks, declare
from levain.programmes.models import Cohort
from levain.projects.models import Project

# A survey stands for the subject of its figures in the access matrix.
COHORT_FIGURE = {"slug": "cohort.slug", "source": "sample_source"}
PROJECT_FIGURE = {"slug": "project.slug", "source": "sample_source"}

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
        "evaluation:figures": asks(rules.can_read_figures, of=Cohort, slug="slug"),
        "evaluation:figures_of": asks(rules.can_read_figures_of, of=Survey, **COHORT_FIGURE),
        "evaluation:figures_csv": asks(rules.can_read_figures_of, of=Survey, **COHORT_FIGURE),
        "evaluation:figure": asks(rules.can_read_figures_of, of=Survey, **COHORT_FIGURE, code="rate_code"),
        "evaluation:project_figures": asks(rules.can_read_project_figures, of=Project, slug="slug"),
        "evaluation:project_figures_of": asks(rules.can_read_its_figures, of=Survey, **PROJECT_FIGURE),
        "evaluation:project_figure": asks(rules.can_read_its_figures, of=Survey, **PROJECT_FIGURE, code="rate_code"),
        "evaluation:methods": PUBLIC,
        "evaluation:method": PUBLIC,
        # Whoever holds the address answers; what it says of wrong or closed ones, it says to everybody.
        "evaluation:answer_survey": PUBLIC,
        "evaluation:answer_thanks": PUBLIC,
        "evaluation:public_results": PUBLIC,
        "evaluation:public_csv": PUBLIC,
    }
)
