"""Who reads and writes where the project goes, and what comes after the accelerator."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Afterwards, EngagementSheet, Horizon, Project
from levain.projects.rules.actions import can_add_action, can_read_actions

PREPARED_FROM = 8


def can_read_horizon(user, project: Project) -> Verdict:
    if can_read_actions(user, project):
        return GRANTED
    return refused(_("This page is shown to the project's team and to those who support it."))


def can_write_horizon(user, project: Project) -> Verdict:
    if can_add_action(user, project):
        return GRANTED
    return refused(_("Only the project's team and its adviser write this page."))


def month_of_cohort(project: Project, day: date) -> int:
    """1 in the first month of the cohort; a month begins on the day of the month on which the cohort began."""
    starts = project.cohort.starts
    months = (day.year - starts.year) * 12 + day.month - starts.month
    return months + (day.day >= starts.day)


def can_read_afterwards(user, project: Project) -> Verdict:
    may = can_read_horizon(user, project)
    if may and month_of_cohort(project, timezone.localdate()) < PREPARED_FROM:
        return refused(_("What comes after the accelerator is prepared from the eighth month on."))
    return may


def can_write_afterwards(user, project: Project) -> Verdict:
    may = can_read_afterwards(user, project)
    return may and can_write_horizon(user, project)


def can_read_what_is_written(user, written: Horizon | Afterwards | EngagementSheet) -> Verdict:
    if isinstance(written, Afterwards):
        return can_read_afterwards(user, written.project)
    return can_read_horizon(user, written.project)
