"""Who leads a jury and prepares what it reads: phases, readers, conflicts lifted, reviews reopened, blind copies."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.selection.models import Application, Call, Conflict, Review
from levain.selection.rules.jury import (
    BEFORE_THE_JURY,
    JURY,
    PREPARES,
    Phase,
    can_see_past_conflicts,
    codes,
    jury_of,
)


def can_lead_jury(user, call: Call) -> Verdict:
    """Move its phases, assign the files, reopen a review: the chair, or the national team."""
    if call.released_at:
        return refused(_("The decisions of this call have been published: the work of the jury is over."))
    if codes(user, call) & {RoleCode.PROGRAMME_LEAD, RoleCode.JURY_CHAIR}:
        return GRANTED
    return refused(_("The chair of the jury and the national team do this."))


def can_set_readers(user, application: Application) -> Verdict:
    """Say who reads a file; whoever has a conflict with it has no say in that either."""
    if not (may := can_lead_jury(user, application.call)):
        return may
    if not (may := can_see_past_conflicts(user, application)):
        return may
    if application.state not in BEFORE_THE_JURY:
        return refused(_("This application is not before the jury."))
    return GRANTED


def can_invite_jurors(user, call: Call) -> Verdict:
    return can_lead_jury(user, call)


def can_export_scores(user, call: Call) -> Verdict:
    """The table of all scores: the team once the jury discusses, then the chair once names are shown."""
    held, at = codes(user, call), jury_of(call)
    if RoleCode.JURY_CHAIR in held and at.has_reached(Phase.DELIBERATE) and not at.names_hidden:
        return GRANTED
    if held & PREPARES and not held & JURY and at.has_reached(Phase.DISCUSS):
        return GRANTED
    return refused(_("The table of the scores is for the team once the jury discusses, then for its chair."))


def can_reopen(user, review: Review) -> Verdict:
    """Give a review back to its juror; whoever is bound to the file has no say in it."""
    application = review.application
    if not (may := can_lead_jury(user, application.call)):
        return may
    if not (may := can_see_past_conflicts(user, application)):
        return may
    if jury_of(application.call).has_reached(Phase.DELIBERATE):
        return refused(_("The jury deliberates: reviews no longer change."))
    return GRANTED if review.submitted_at else refused(_("This review has not been given."))


def can_lift_conflict(user, conflict: Conflict) -> Verdict:
    """Nobody lifts her own conflict."""
    if conflict.withdrawn_at:
        return refused(_("This conflict was lifted before."))
    if user.pk == conflict.juror_id:
        return refused(_("Nobody lifts her own conflict: another person who leads the jury does."))
    return can_lead_jury(user, conflict.application.call)


def can_see_conflict(user, conflict: Conflict) -> Verdict:
    """She who declared it, and those who lead the jury: the reason may touch private life."""
    if user.pk == conflict.juror_id or codes(user, conflict.application.call) & {
        RoleCode.PROGRAMME_LEAD,
        RoleCode.JURY_CHAIR,
    }:
        return GRANTED
    return refused(_("A conflict is read by the person who has it and by those who lead the jury."))


def can_read_blind_copy(user, application: Application) -> Verdict:
    """The team reads what the jury will read, before it does."""
    if not codes(user, application.call) & PREPARES:
        return refused(_("The team of the call prepares what the jury reads."))
    return can_see_past_conflicts(user, application)


def can_prepare_copy(user, application: Application) -> Verdict:
    """Hide more words: before the jury reads."""
    if not (may := can_read_blind_copy(user, application)):
        return may
    if not (may := can_see_past_conflicts(user, application)):
        return may
    if jury_of(application.call).has_reached(Phase.DISCUSS):
        return refused(_("The jury has read this file: what is masked no longer changes."))
    return GRANTED
