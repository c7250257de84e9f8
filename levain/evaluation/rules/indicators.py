"""Who follows indicators, proposes values, looks at them, approves them. Nobody approves a value of her own."""

from django.utils.translation import gettext as _

from levain.evaluation.models import Followed, Measure
from levain.evaluation.rules.framework import STAFF
from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.projects.rules import audiences_read, codes

FOLLOWS = {RoleCode.ADVISER, RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY, RoleCode.EVALUATOR}
PROPOSES = FOLLOWS | {RoleCode.MEMBER}
REVIEWS = {RoleCode.ADVISER, RoleCode.EVALUATOR}
DECIDES = {RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR}


def can_read_followed(user, project: Project) -> Verdict:
    if Audience.PROJECT in audiences_read(user, project):
        return GRANTED
    return refused(_("The indicators are shown to the project's team and to those who support it."))


def can_read_one(user, followed: Followed) -> Verdict:
    return can_read_followed(user, followed.project)


def can_read_measure(user, measure: Measure) -> Verdict:
    return can_read_followed(user, measure.project)


def can_follow(user, project: Project) -> Verdict:
    if codes(user, project) & FOLLOWS:
        return GRANTED
    return refused(_("The bearers, the local authority, the adviser and the evaluator choose what is followed."))


def can_edit_followed(user, followed: Followed) -> Verdict:
    if followed.retired_on:
        return refused(_("This indicator is no longer followed."))
    return can_follow(user, followed.project)


def can_propose(user, project: Project) -> Verdict:
    if codes(user, project) & PROPOSES:
        return GRANTED
    return refused(_("The project's team, its adviser and the evaluator propose values."))


def can_propose_for(user, followed: Followed) -> Verdict:
    if followed.retired_on:
        return refused(_("This indicator is no longer followed."))
    return can_propose(user, followed.project)


def can_edit_measure(user, measure: Measure) -> Verdict:
    if measure.state == Measure.State.LOCKED:
        return refused(_("This value is locked: it no longer changes."))
    if measure.counted:
        return refused(_("This value is approved. It must be returned before it changes."))
    return can_propose(user, measure.project)


def can_review(user, measure: Measure) -> Verdict:
    if measure.state != Measure.State.PROPOSED:
        return refused(_("Only a value that is proposed is looked at."))
    if not codes(user, measure.project) & REVIEWS:
        return refused(_("The adviser or the evaluator looks at the values and their proofs."))
    if measure.proposed_by_id == user.pk:
        return refused(_("Somebody else looks at the values you propose."))
    return GRANTED


def can_approve(user, measure: Measure) -> Verdict:
    if not codes(user, measure.project) & DECIDES:
        return refused(_("The national team or the evaluator approves the values."))
    if measure.state != Measure.State.REVIEWED:
        return refused(_("A value is approved once somebody has looked at it."))
    if measure.proposed_by_id == user.pk:
        return refused(_("Somebody else approves the values you propose."))
    return GRANTED


def can_return(user, measure: Measure) -> Verdict:
    if measure.state in (Measure.State.RETURNED, Measure.State.LOCKED):
        return refused(_("This value cannot be returned now."))
    judges = DECIDES if measure.state == Measure.State.APPROVED else DECIDES | REVIEWS
    if codes(user, measure.project) & judges:
        return GRANTED
    return refused(_("Those who look at the values return them."))


def can_lock(user, measure: Measure) -> Verdict:
    if not codes(user, measure.project) & DECIDES:
        return refused(_("The national team or the evaluator locks the values."))
    if measure.state != Measure.State.APPROVED:
        return refused(_("Only an approved value is locked."))
    return GRANTED


def can_read_totals(user, cohort: Cohort) -> Verdict:
    """What is added over the projects of a cohort, and each project's own value beside it."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & set(STAFF):
        return GRANTED
    return refused(_("The figures of the cohort are kept by its team."))


def can_import(user, cohort: Cohort) -> Verdict:
    held = user.codes_on(cohort, cohort.programme) if user.is_authenticated else set()
    if held & {RoleCode.ADVISER, RoleCode.EVALUATOR}:
        return GRANTED
    return refused(_("The adviser and the evaluator bring in the values of a cohort."))
