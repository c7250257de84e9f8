"""Who hides what is public, who looks at it again, and who reads what waits."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Flag, HelpCall, Hiding, NeighbourMessage, in_any
from levain.projects.rules.access import codes

MODERATES = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}
HIDES = MODERATES | {RoleCode.BEARER}


def can_flag(user, thing: NeighbourMessage | HelpCall) -> Verdict:
    """Anyone, about what everyone reads."""
    if thing.public and thing.project.published:
        return GRANTED
    return refused(_("This is not on the page of the project."))


def can_hide(user, thing: NeighbourMessage | HelpCall) -> Verdict:
    if not codes(user, thing.project) & HIDES:
        return refused(_("The bearers, the adviser and the national team may hide what is public."))
    return GRANTED if thing.public else refused(_("This is not on the page of the project."))


def can_moderate(user, cohort: Cohort) -> Verdict:
    """See what waits in the projects of a cohort."""
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & MODERATES:
        return GRANTED
    return refused(_("What is reported is looked at by the advisers and the national team of this cohort."))


def can_settle_flag(user, flag: Flag) -> Verdict:
    verdict = can_moderate(user, flag.project.cohort)
    if verdict and flag.settled_at:
        return refused(_("This has been settled."))
    return verdict


def can_read_hiding(user, hiding: Hiding) -> Verdict:
    if codes(user, hiding.project) & HIDES:
        return GRANTED
    return refused(_("The bearers, the adviser and the national team may hide what is public."))


def can_appeal(user, hiding: Hiding) -> Verdict:
    """For a call for help: the bearers. Whoever wrote a message appeals from her own link."""
    if hiding.call_id is None or RoleCode.BEARER not in codes(user, hiding.project):
        return refused(_("The person who wrote it may ask for a second look."))
    return GRANTED if hiding.may_appeal else refused(_("An appeal is made once."))


def flags_for(user) -> QuerySet[Flag]:
    """What was reported and waits for somebody to look at it: `can_settle_flag`, for lists over many cohorts."""
    hers = {
        "project__cohort": user.scopes(Cohort, *MODERATES),
        "project__cohort__programme": user.scopes(Programme, *MODERATES),
    }
    return Flag.objects.waiting().filter(in_any(hers))


def appeals_for(user) -> QuerySet[Hiding]:
    """The appeals she may decide: `can_decide_appeal`, for lists over many cohorts."""
    cohorts = user.scopes(Cohort, RoleCode.PROGRAMME_LEAD)
    programmes = user.scopes(Programme, RoleCode.PROGRAMME_LEAD)
    if not (cohorts or programmes):
        return Hiding.objects.none()
    leads = Role.objects.in_force().filter(code=RoleCode.PROGRAMME_LEAD, user__is_active=True).exclude(user=user)
    on_cohort = leads.filter(
        scope_type=ContentType.objects.get_for_model(Cohort), scope_id=OuterRef("project__cohort_id")
    )
    on_programme = leads.filter(
        scope_type=ContentType.objects.get_for_model(Programme), scope_id=OuterRef("project__cohort__programme_id")
    )
    hers = in_any({"project__cohort": cohorts, "project__cohort__programme": programmes})
    somebody_else = Exists(on_cohort) | Exists(on_programme)
    return Hiding.objects.appealed().filter(hers).exclude(Q(by=user) & somebody_else)


def can_decide_appeal(user, hiding: Hiding) -> Verdict:
    """The national team; somebody else than who hid it, as soon as there is somebody else."""
    cohort = hiding.project.cohort
    if not user.is_authenticated or RoleCode.PROGRAMME_LEAD not in user.codes_on(cohort, cohort.programme):
        return refused(_("The national team decides this."))
    if hiding.appealed_at is None or hiding.decided_at:
        return refused(_("No appeal waits here."))
    if hiding.by_id == user.pk:
        held = Role.objects.in_force().on(cohort, cohort.programme).filter(code=RoleCode.PROGRAMME_LEAD)
        if held.exclude(user=user).filter(user__is_active=True).exists():
            return refused(_("You hid it: somebody else of the national team looks at it again."))
    return GRANTED
