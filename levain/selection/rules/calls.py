"""Who may read a call and its applications, and record decisions."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import can_decide
from levain.selection.models import Application, Call, Declaration
from levain.selection.rules import jury

# Those who write an application, comment on it or read it with them hold one of these roles on it.
HANDS = {RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY, RoleCode.PARTNER, RoleCode.OBSERVER}
READS_APPLICATIONS = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR}


def can_read_call(user, call: Call) -> Verdict:
    if Call.objects.visible_to(user).filter(pk=call.pk).exists():
        return GRANTED
    return refused(_("This call has not been announced yet."))


def can_read_applications(user, call: Call) -> Verdict:
    """The list of a call's applications; each row asks again whether a conflict closes it (`readable_by`)."""
    held = jury.codes(user, call)
    if held & READS_APPLICATIONS:
        return GRANTED
    if RoleCode.JURY_CHAIR in held:
        at = jury.jury_of(call)
        if at.has_reached(jury.Phase.DISCUSS) and not at.names_hidden:
            return GRANTED
        return refused(_("The chair reads all the applications once the discussion opens and the names are shown."))
    return refused(_("The applications are read by the team of the call and the chair of its jury."))


def can_read_application(user, application: Application) -> Verdict:
    """The application as it was written, names included; a juror reads it by the rules of the jury."""
    if user.is_authenticated and user.codes_on(application) & HANDS:
        return GRANTED
    if application.state == Application.State.DRAFT:
        return refused(_("This application is still being written: only those who write it read it."))
    at = jury.standing(user, application)
    if at.in_conflict:
        return refused(jury.IN_CONFLICT())
    if at.codes & READS_APPLICATIONS:
        return GRANTED
    if not (may := jury.opens(at)):
        return may if at.sits else refused(_("The applications are read by the team of the call and its jury."))
    if at.jury.names_hidden:
        return refused(_("The names are hidden from the jury at this stage: read the copy prepared for it."))
    return GRANTED


def can_read_in_full(user, application: Application) -> Verdict:
    """With whom to call and what was agreed to: the team. The jury reads the copy prepared for it."""
    if not jury.codes(user, application.call) & READS_APPLICATIONS:
        return refused(_("The whole application is read by the team of the call; the jury reads its own copy."))
    return can_read_application(user, application)


def readable_by(user, call: Call) -> QuerySet[Application]:
    """The applications of a call that a person may read in its list: none she has a conflict with."""
    found = call.applications.exclude(state=Application.State.DRAFT).filter(jury.free_of(user))
    if jury.codes(user, call) & READS_APPLICATIONS:
        return found
    declared = Declaration.objects.filter(juror=user.pk, application=OuterRef("pk"))
    return found.filter(Exists(declared), state__in=jury.BEFORE_THE_JURY)


def can_record_decision(user, call: Call) -> Verdict:
    if call.released_at:
        return refused(_("The decisions of this call have been published: they no longer change."))
    return can_decide(user, call.cohort)


COMPOSES = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER}


def can_compose_call(user, cohort: Cohort) -> Verdict:
    """The national team decides of a call, the adviser prepares it with her."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & COMPOSES:
        return GRANTED
    return refused(_("A call is composed by the national team and the adviser of the cohort."))


def cohorts_composed(user) -> list[Cohort]:
    """The cohorts whose calls she may compose, the latest first."""
    held = Cohort.objects.filter(pk__in=user.scopes(Cohort, *COMPOSES))
    held |= Cohort.objects.filter(programme__in=user.scopes(Programme, *COMPOSES))
    return list(held.order_by("-starts")[:5])


def can_compose_its_call(user, call: Call) -> Verdict:
    return can_compose_call(user, call.cohort)


def can_edit_call(user, call: Call) -> Verdict:
    if not (verdict := can_compose_call(user, call.cohort)):
        return verdict
    if call.released_at:
        return refused(_("The decisions of this call have been published: its page no longer changes."))
    return GRANTED


def can_set_criteria(user, call: Call) -> Verdict:
    if not (verdict := can_edit_call(user, call)):
        return verdict
    if call.has_opened:
        return refused(_("The call is open: applicants read these criteria, they no longer change."))
    return GRANTED


def can_announce_call(user, call: Call) -> Verdict:
    if call.announced:
        return refused(_("This call is announced."))
    return can_decide(user, call.cohort)


def can_move_closing(user, call: Call) -> Verdict:
    """Until the jury has decided anything, more time may be given."""
    if not (verdict := can_decide(user, call.cohort)):
        return verdict
    if not call.announced:
        return refused(_("This call is not announced yet: change its dates."))
    if call.released_at or call.applications.filter(decided_on__isnull=False).exists():
        return refused(_("The jury has begun to decide: the closing no longer moves."))
    return GRANTED
