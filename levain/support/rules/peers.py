"""Help between the projects of a cohort."""

from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Project
from levain.support.models import (
    Need,
    PeerHelp,
)
from levain.support.rules.needs import THE_PROJECT, can_read_need


def can_help(user, need: Need) -> Verdict:
    """Another project of the cohort answers, when the need was written for the cohort to read."""
    if need.audience not in (Audience.COHORT, Audience.PUBLIC):
        return refused(_("This need was not opened to the other projects."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    if not helpers_of(user, need):
        return refused(_("The other projects of the cohort offer help here."))
    return GRANTED


def helpers_of(user, need: Need) -> list[Project]:
    """The projects in whose name she may offer help: hers in the same cohort, this one excepted."""
    if not user.is_authenticated:
        return []
    mine = [pk for pk in user.scopes(Project, *THE_PROJECT) if pk != need.project_id]
    if not mine:
        return []
    return list(Project.objects.filter(pk__in=mine, cohort=need.project.cohort_id))


def can_read_help(user, help_given: PeerHelp) -> Verdict:
    return can_read_need(user, help_given.need)
