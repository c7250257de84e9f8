"""What surveys say of themselves to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.evaluation import burden, figures, rules
from levain.evaluation.models import Survey
from levain.evaluation.services import survey_people
from levain.evaluation.sources import surveys
from levain.foundation import asked, registry, work
from levain.projects import space
from levain.questionnaires.rules import hands_out_its_own


def say() -> None:
    registry.register(
        Survey, visible=rules.can_read_survey, title=str, place=lambda survey: survey.project or survey.cohort
    )
    space.add_page(
        _("Figures"),
        "evaluation:project_figures",
        rules.can_read_project_figures,
        group="course",
        icon="bar-chart-box-line",
        order=45,
    )
    hands_out_its_own(Survey)
    registry.word(
        **{
            "survey.prepared": _("%(actor)s prepared a survey: %(object)s"),
            "survey.changed": _("%(actor)s changed a survey: %(object)s"),
            "survey.opened": _("%(actor)s opened a survey: %(object)s"),
            "survey.invited": _("%(actor)s chose whom a survey asks: %(object)s"),
            "survey.reminded": _("%(actor)s sent reminders of a survey: %(object)s"),
            "survey.answered": _("%(actor)s answered a survey: %(object)s"),
            "survey.counted": _("%(actor)s counted the answers of a survey: %(object)s"),
            "survey.published": _("%(actor)s showed the results of a survey to everyone: %(object)s"),
            "survey.unpublished": _("%(actor)s took off the results of a survey: %(object)s"),
        }
    )
    figures.register("enquetes", _("Surveys about each project"), surveys.of_projects, order=40)
    figures.register("enquetes-session", _("Surveys of the session"), surveys.of_cohort, of_projects=False, order=41)
    asked.register("surveys", _("Surveys"), burden.of_surveys)
    asked.register("conversations", _("Levels and views given of a project"), burden.of_conversations)
    asked.register("accelerator", _("Ties and emergence"), burden.of_accelerator)
    work.every_tick(survey_people.remind_due)
