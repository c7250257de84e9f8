"""Who checks an application, asks for what is missing, corrects it, and gives an opinion on it."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.around import speaks_for
from levain.people.models import Role, RoleCode, User
from levain.programmes.rules import can_decide
from levain.selection.models import Application, Call, CorrectionRequest, EvaluationConsent, Opinion
from levain.selection.rules.calls import READS_APPLICATIONS, can_read_application
from levain.selection.rules.jury import JURY, can_see_past_conflicts, codes, free_of

CHECKS = {RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER}
APPLICANTS = (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY)
EVALUATES = {RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR}
# A service replies within so many days.
DAYS_FOR_AN_OPINION = 30


def applicants(application: Application, *codes: str) -> list[User]:
    """The active people who wrote an application, for the collective or for the local authority."""
    held = Role.objects.in_force().on(application).filter(code__in=codes or APPLICANTS)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct().order_by("pk"))


def team_of(call: Call) -> list[User]:
    """Those who receive the applications of a call."""
    held = Role.objects.in_force().on(call, call.cohort, call.cohort.programme).filter(code__in=CHECKS)
    return list(User.objects.filter(is_active=True, roles__in=held).distinct().order_by("pk"))


def checked_by(user, call: Call) -> QuerySet[Application]:
    """The applications of a call that she may check: none she has a conflict with."""
    return call.applications.filter(free_of(user))


def is_applicant(user, application: Application) -> bool:
    return user.is_authenticated and bool(user.codes_on(application) & set(APPLICANTS))


def can_check(user, call: Call) -> Verdict:
    """Look whether the applications are complete; the national team and its advisers do."""
    if user.is_authenticated and user.codes_on(call, call.cohort, call.cohort.programme) & CHECKS:
        return GRANTED
    return refused(_("The applications are checked by the national team and its advisers."))


def can_bring_in(user, call: Call) -> Verdict:
    """Import applications received elsewhere, before the decisions are published."""
    if not (may := can_check(user, call)):
        return may
    if call.released_at:
        return refused(_("The decisions of this call have been published: they no longer change."))
    return GRANTED


def can_check_application(user, application: Application) -> Verdict:
    return can_read_checks(user, application) and can_still_be_checked(application)


def can_read_checks(user, application: Application) -> Verdict:
    """What the team found; a conflict of interest closes this too."""
    return can_check(user, application.call) and can_see_past_conflicts(user, application)


def can_still_be_checked(application: Application) -> Verdict:
    if application.state in (*Application.UNDECIDED, Application.State.INADMISSIBLE):
        if application.call.released_at is None:
            return GRANTED
        return refused(_("The decisions of this call have been published: they no longer change."))
    if application.state == Application.State.DRAFT:
        return refused(_("This application has not been deposited yet."))
    return refused(_("This application is decided on, or was withdrawn."))


def can_settle(user, application: Application) -> Verdict:
    """Say that an application is admissible or not: the national team decides, the adviser prepares."""
    may = can_decide(user, application.call.cohort) and can_see_past_conflicts(user, application)
    return may and can_still_be_checked(application)


def can_read_correction(user, correction: CorrectionRequest) -> Verdict:
    if is_applicant(user, correction.application):
        return GRANTED
    return can_read_checks(user, correction.application)


def can_correct(user, correction: CorrectionRequest) -> Verdict:
    """Answer what is asked, in time; nothing else opens again."""
    if not is_applicant(user, correction.application):
        return refused(_("Only those who wrote this application correct it."))
    if correction.settled_at or correction.application.state != Application.State.CORRECTION:
        return refused(_("This request is closed: the application is no longer open."))
    if correction.answered_at:
        return refused(_("You have answered this request. The team is looking at it."))
    if timezone.now() > correction.last_moment:
        return refused(_("The time to answer is over. Write to the team of the call."))
    return GRANTED


def open_questions(application: Application) -> list[str]:
    """The codes of the questions that a request for correction opens again; none, and the form stays closed."""
    request = application.corrections.filter(settled_at=None, answered_at=None).first()
    if request is None or application.state != Application.State.CORRECTION or not request.is_open():
        return []
    return list(request.questions)


def can_give_opinion(user, opinion: Opinion) -> Verdict:
    if opinion.given_at:
        return refused(_("An opinion was given in the meantime."))
    if not user.is_authenticated or not speaks_for(user, opinion.service):
        return refused(_("Only the State service that was asked gives this opinion."))
    return _still_useful(opinion)


def can_change_opinion(user, opinion: Opinion) -> Verdict:
    """Whoever gave it may change it as long as nothing is decided."""
    if opinion.given_at and opinion.given_by_id != user.pk:
        return refused(_("An opinion was given in the meantime."))
    if not user.is_authenticated or not speaks_for(user, opinion.service):
        return refused(_("Only the State service that was asked gives this opinion."))
    return _still_useful(opinion)


def can_give_opinion_by_mailbox(opinion: Opinion, address: str) -> Verdict:
    """Whoever reads the mailbox of the service, as long as it is still that mailbox."""
    if opinion.given_at:
        return refused(_("An opinion was given in the meantime."))
    if not address or address != opinion.service.mailbox:
        return refused(_("This link was sent to another mailbox of the service."))
    return _still_useful(opinion)


def _still_useful(opinion: Opinion) -> Verdict:
    if opinion.application.state in Application.UNDECIDED:
        return GRANTED
    return refused(_("This application is decided on, or was withdrawn."))


def can_read_opinion(user, opinion: Opinion) -> Verdict:
    """The service that gives it, the team that asks for it, and the jury once it is given; never the applicants."""
    if not user.is_authenticated:
        return refused(_("Sign in to read this."))
    held = codes(user, opinion.application.call)
    if held & CHECKS:
        return can_see_past_conflicts(user, opinion.application)
    if held & (READS_APPLICATIONS | JURY) and not is_applicant(user, opinion.application):
        if not opinion.given_at:
            return refused(_("This opinion has not been given yet."))
        return can_read_application(user, opinion.application)
    if speaks_for(user, opinion.service):
        return GRANTED
    return refused(_("This opinion is for the team of the call and its jury."))


def can_read_consents(user, call: Call) -> Verdict:
    """Those who will call for the evaluation; never the jury."""
    if user.is_authenticated and user.codes_on(call, call.cohort, call.cohort.programme) & EVALUATES:
        return GRANTED
    return refused(_("Who agreed to be called is known to the evaluators only."))


def can_withdraw_consent(user, consent: EvaluationConsent) -> Verdict:
    if user.is_authenticated and consent.person_id == user.pk:
        return GRANTED
    return refused(_("Only the person who gave this consent takes it back."))
