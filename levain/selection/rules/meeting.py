"""Who reads the jury's sheet, of which files, and who keeps the record of its meeting."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.selection.models import Application, Call, Declaration, DiversityRule, Jury, Meeting, Review
from levain.selection.rules.jury import (
    BEFORE_THE_JURY,
    JURY,
    PREPARES,
    can_see_past_conflicts,
    codes,
    conflicts_of,
    jury_of,
)

Phase = Jury.Phase
KEEPS_RECORD = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.JURY_CHAIR}


def meeting_of(call: Call) -> Meeting | None:
    """The meeting of a call, as it was read with it."""
    return getattr(call, "meeting", None)


def can_read_sheet(user, call: Call) -> Verdict:
    """The figures come behind the files: when the files are discussed for those who prepare, later for all jurors."""
    held, jury = codes(user, call), jury_of(call)
    if not held & {*JURY, *PREPARES, RoleCode.EVALUATOR}:
        return refused(_("The jury's sheet is for the jury of the call and its team."))
    if held & {*PREPARES, RoleCode.JURY_CHAIR}:
        opens, said = Phase.DISCUSS, _("The jury's sheet opens when the files are discussed.")
    elif RoleCode.JUROR in held:
        opens, said = Phase.DELIBERATE, _("The jury's sheet opens to every member when the jury deliberates.")
    else:
        opens, said = Phase.CLOSED, _("The jury's sheet is shown to evaluators once the work of the jury is over.")
    return GRANTED if jury.has_reached(opens) else refused(said)


def closed_to(user, call: Call) -> frozenset[int]:
    """The files whose scores this person does not see: the sheet is made for her as if they were not there.

    The same answers as `can_see_scores` gives for each file, in one query.
    """
    before = Application.objects.filter(call=call, state__in=BEFORE_THE_JURY)
    closed = Q(Exists(conflicts_of(user).filter(application=OuterRef("pk"))))
    if codes(user, call) & JURY:
        hers = Review.objects.filter(juror=user, application=OuterRef("pk"))
        closed |= Q(~Exists(Declaration.objects.filter(juror=user, application=OuterRef("pk"))))
        if not jury_of(call).has_reached(Phase.DELIBERATE):
            closed |= Q(Exists(hers.filter(submitted_at=None)))
    return frozenset(before.filter(closed).values_list("pk", flat=True))


def can_declare_diversity(user, call: Call) -> Verdict:
    """Say what the jury wishes of the set: the chair or the national team, until the record is signed."""
    if not (may := can_keep_record(user, call)):
        return may
    return can_read_sheet(user, call)


def can_read_meeting(user, call: Call) -> Verdict:
    held = codes(user, call)
    if not held & {*JURY, *PREPARES, RoleCode.EVALUATOR}:
        return refused(_("The record of the meeting is for the jury of the call and its team."))
    if held & {*JURY, *PREPARES} and jury_of(call).has_reached(Phase.DELIBERATE):
        return GRANTED
    return can_read_sheet(user, call) if held <= {RoleCode.EVALUATOR} else _not_yet()


def _not_yet() -> Verdict:
    return refused(_("The meeting is prepared when the jury deliberates."))


def can_keep_record(user, call: Call) -> Verdict:
    """Write the record, until it is signed."""
    if call.released_at:
        return refused(_("The decisions of this call have been published: the work of the jury is over."))
    if not codes(user, call) & KEEPS_RECORD:
        return refused(_("The chair of the jury and the team of the call keep the record."))
    if (meeting := meeting_of(call)) and meeting.is_closed:
        return refused(_("The record has been signed: it no longer changes."))
    return GRANTED


def can_open_meeting(user, call: Call) -> Verdict:
    if not (may := can_keep_record(user, call)):
        return may
    if jury_of(call).phase != Phase.DELIBERATE:
        return refused(_("The jury decides while it deliberates: the chair opens that phase."))
    return GRANTED


def can_deliberate(user, application: Application) -> Verdict:
    """Record what the meeting decides of a file; whoever is in conflict with it leaves that to somebody else."""
    if not (may := can_open_meeting(user, application.call)):
        return may
    if application.state not in BEFORE_THE_JURY:
        return refused(_("This application is not before the jury."))
    return can_see_past_conflicts(user, application)


def can_sign(user, call: Call) -> Verdict:
    """A member who was there signs what she has read."""
    meeting = meeting_of(call)
    if meeting is None:
        return refused(_("There is no record yet."))
    there = {one.juror_id for one in meeting.presences.all() if one.here}
    if not codes(user, call) & JURY or user.pk not in there:
        return refused(_("The members of the jury who were present sign the record."))
    if user.pk in {one.by_id for one in meeting.signatures.all()}:
        return refused(_("You have signed this record."))
    if not meeting.is_closed and RoleCode.JURY_CHAIR not in codes(user, call):
        return refused(_("The chair signs first: from then on the record no longer changes."))
    return GRANTED


def can_withdraw_retained(user, application: Application) -> Verdict:
    """A collective gives up its seat, or its place on the reserve: the national team records it."""
    if RoleCode.PROGRAMME_LEAD not in codes(user, application.call):
        return refused(_("The national team decides this."))
    if application.state not in (Application.State.RETAINED, Application.State.RESERVE):
        return refused(_("Only a retained application, or one of the reserve, is given up here."))
    return GRANTED


def can_see_rule(user, rule: DiversityRule) -> Verdict:
    return can_read_sheet(user, rule.call)


def can_take_wish_back(user, rule: DiversityRule) -> Verdict:
    return can_declare_diversity(user, rule.call)


def can_write_meeting(user, meeting: Meeting) -> Verdict:
    return can_open_meeting(user, meeting.call)


def can_sign_meeting(user, meeting: Meeting) -> Verdict:
    return can_sign(user, meeting.call)


def can_see_meeting(user, meeting: Meeting) -> Verdict:
    return can_read_meeting(user, meeting.call)
