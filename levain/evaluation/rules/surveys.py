"""Who prepares surveys, who answers, who reads what was answered."""

from django.utils.translation import gettext as _

from levain.evaluation.models import Invitee, Survey
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import audiences_read

TEAM = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR}


def in_team(user, cohort: Cohort) -> bool:
    return user.is_authenticated and bool(user.codes_on(cohort, cohort.programme) & TEAM)


def can_read_figures(user, cohort: Cohort) -> Verdict:
    """The figures of a whole cohort; those of a project are also on its own page."""
    if in_team(user, cohort):
        return GRANTED
    return refused(_("The figures of a session are read by its team. Those of your project are in its space."))


def can_read_project_figures(user, project: Project) -> Verdict:
    if Audience.PROJECT in audiences_read(user, project):
        return GRANTED
    return refused(_("The figures of a project are shown to its team and to those who support it."))


def can_read_figures_of(user, survey: Survey) -> Verdict:
    return can_read_figures(user, survey.cohort)


def can_read_its_figures(user, survey: Survey) -> Verdict:
    """Those about the project of a survey."""
    return can_read_project_figures(user, survey.project) if survey.project else can_read_figures_of(user, survey)


def can_run_surveys(user, cohort: Cohort) -> Verdict:
    if in_team(user, cohort):
        return GRANTED
    return refused(_("The surveys are prepared by the team of the session."))


def can_run_survey(user, survey: Survey) -> Verdict:
    return can_run_surveys(user, survey.cohort)


def can_read_survey(user, survey: Survey) -> Verdict:
    """The team; and the people of a project, for what was asked about it."""
    if in_team(user, survey.cohort):
        return GRANTED
    if survey.project and survey.state != Survey.State.DRAFT:
        return can_read_project_figures(user, survey.project)
    return can_run_surveys(user, survey.cohort)


def can_read_sheets(user, survey: Survey) -> Verdict:
    """A whole sheet is read only when it bears a name, by those it was written for."""
    if not survey.named:
        return refused(_("A sheet without a name is never shown whole."))
    return can_run_surveys(user, survey.cohort)


def can_read_sheet(user, invitee: Invitee) -> Verdict:
    return can_read_sheets(user, invitee.survey)


def can_change_survey(user, survey: Survey) -> Verdict:
    if survey.counted:
        return refused(_("The answers are counted: the survey no longer changes."))
    return can_run_survey(user, survey)


def can_open_survey(user, survey: Survey) -> Verdict:
    if survey.state != Survey.State.DRAFT:
        return refused(_("This survey is already open."))
    return can_run_survey(user, survey)


def can_type_in(user, survey: Survey) -> Verdict:
    if survey.state != Survey.State.OPEN:
        return refused(_("Sheets of paper are typed in while the survey is open, until its answers are counted."))
    return can_run_survey(user, survey)


def can_invite(user, survey: Survey) -> Verdict:
    if survey.counted:
        return refused(_("The answers are counted: nobody is asked any more."))
    return can_run_survey(user, survey)


def can_count_survey(user, survey: Survey) -> Verdict:
    if survey.state != Survey.State.OPEN:
        return refused(_("Only an open survey is counted."))
    return can_run_survey(user, survey)


def can_publish_survey(user, survey: Survey) -> Verdict:
    if not survey.counted:
        return refused(_("Results are published once the answers are counted."))
    if survey.named:
        return refused(_("These answers bear names: they are not public."))
    return can_run_survey(user, survey)
