"""Who answers the starting point of a project, and who reads it."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Project
from levain.projects.rules import WRITES, codes
from levain.support.rules.needs import SUPPORTING, THE_PROJECT


def can_read_diagnosis(user, project: Project) -> Verdict:
    """What worries a group is read by the project and by those who support it, not by the other projects."""
    if codes(user, project) & (THE_PROJECT | WRITES | SUPPORTING):
        return GRANTED
    return refused(_("The starting point of a project is read by its team and by its adviser."))


def can_answer_diagnosis(user, project: Project) -> Verdict:
    """The team, or the adviser with it on the telephone."""
    if codes(user, project) & (WRITES | SUPPORTING):
        return GRANTED
    return refused(_("Only the project's team and its adviser answer these questions."))
