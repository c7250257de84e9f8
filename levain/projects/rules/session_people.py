"""Who brings people into a session: advisers, evaluators, State services, the teams of its projects."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.rules.team import RUNS

OF_THE_SESSION = (RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.FACILITATOR)


def roles_offered(user, cohort: Cohort) -> list[str]:
    """The roles beside the projects to which she may invite; nobody offers a role of the national team without it."""
    held = user.codes_on(cohort, cohort.programme) & RUNS if user.is_authenticated else set()
    if not held:
        return []
    return [*OF_THE_SESSION, RoleCode.STATE_SERVICE, *sorted(held, reverse=True)]


def can_keep_people(user, cohort: Cohort) -> Verdict:
    """See who holds a role in the session, invite, end a role."""
    if roles_offered(user, cohort):
        return GRANTED
    return refused(_("The people of a session are invited by its national team and its administrators."))
