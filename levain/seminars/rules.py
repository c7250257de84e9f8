"""Who may see a seminar, prepare it, come to it, speak in it."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from levain.formulas import anonymity
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Role, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import IN_THE_PROJECT, Project
from levain.projects.rules import in_cohort
from levain.seminars.models import (
    Activity,
    ActivityPhoto,
    AgendaItem,
    Contribution,
    Invitation,
    Minutes,
    Registration,
    Seminar,
    SeminarTemplate,
    Side,
    Table,
)

MANAGES = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.FACILITATOR}
# People write what they could not send from the room, and answer the closing questionnaire, for a week.
OPEN_AFTER = timedelta(days=7)
# Anonymous answers to a questionnaire are never shown under this many.
FLOOR = anonymity.FLOOR
# Kinds whose contributions are words that the facilitator puts in order.
SORTED = {Activity.Kind.BOARD, Activity.Kind.QUESTIONS, Activity.Kind.PEER_CONSULTATION, Activity.Kind.COMMITMENTS}
SIDES = {code: Side(code) for code in RoleCode.values if code in Side.values} | {RoleCode.MEMBER: Side.BEARER}


def codes(user, seminar: Seminar) -> set[str]:
    """The codes she holds on the seminar, its cohort or its programme."""
    if not user.is_authenticated:
        return set()
    return user.codes_on(seminar, seminar.cohort, seminar.cohort.programme)


def side_of(user, seminar: Seminar) -> tuple[str, Project | None]:
    """On whose behalf she comes, and with which project."""
    project = Project.objects.filter(cohort=seminar.cohort_id, pk__in=user.scopes(Project, *IN_THE_PROJECT)).first()
    held = user.codes_on(project) if project else codes(user, seminar)
    if not held and user.holds(RoleCode.STATE_SERVICE):
        return Side.STATE_SERVICE, None
    order = list(RoleCode.values)
    return next((SIDES[code] for code in sorted(held, key=order.index) if code in SIDES), Side.OBSERVER), project


def can_see_seminar(user, seminar: Seminar) -> Verdict:
    if codes(user, seminar) or in_cohort(user, seminar.cohort):
        return GRANTED
    return refused(_("This seminar is open to the projects of its cohort and to those who support them."))


def can_manage_seminar(user, seminar: Seminar) -> Verdict:
    if codes(user, seminar) & MANAGES:
        return GRANTED
    return refused(_("Only the advisers, the facilitators and the national team prepare a seminar."))


def can_name_for_session(user, seminar: Seminar) -> Verdict:
    """Who runs every seminar of a session is named by those who answer for it."""
    if codes(user, seminar) & {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}:
        return GRANTED
    return refused(_("The advisers and the national team say who runs the seminars of the session."))


def can_end_facilitation(user, seminar: Seminar, role: Role | None) -> Verdict:
    """One given for this seminar, by those who prepare it; for the session, by those who name there."""
    if role is None or role.scope == seminar.cohort.programme:
        return refused(_("This role is not ended here."))
    return can_manage_seminar(user, seminar) if role.scope == seminar else can_name_for_session(user, seminar)


def can_create_seminar(user) -> Verdict:
    if user.is_authenticated and user.holds(*MANAGES):
        return GRANTED
    return refused(_("Only the advisers, the facilitators and the national team prepare a seminar."))


def can_use_template(user, template: SeminarTemplate) -> Verdict:
    """Those who prepare the seminars of its programme, or of one of its cohorts."""
    if user.is_authenticated:
        on_it = user.scopes(Programme, *MANAGES)
        cohorts = user.scopes(Cohort, *MANAGES)
        if template.programme_id in on_it or (
            cohorts and Cohort.objects.filter(pk__in=cohorts, programme=template.programme_id).exists()
        ):
            return GRANTED
    return refused(_("Only those who prepare the seminars of this programme use its templates."))


def can_manage_item(user, item: AgendaItem) -> Verdict:
    return can_manage_seminar(user, item.seminar)


def can_manage_invitation(user, invitation: Invitation) -> Verdict:
    return can_manage_seminar(user, invitation.seminar)


def can_manage_table(user, table: Table) -> Verdict:
    return can_manage_seminar(user, table.seminar)


def can_manage_registration(user, registration: Registration) -> Verdict:
    return can_manage_seminar(user, registration.seminar)


def can_register(user, seminar: Seminar) -> Verdict:
    if seminar.is_over():
        return refused(_("This seminar is over."))
    return can_see_seminar(user, seminar)


def can_see_activity(user, activity: Activity) -> Verdict:
    return can_see_seminar(user, activity.seminar)


def can_manage_activity(user, activity: Activity) -> Verdict:
    return can_manage_seminar(user, activity.seminar)


def can_sort(user, activity: Activity) -> Verdict:
    """Ideas are sorted; answers counted one by one are not."""
    if activity.kind not in SORTED:
        return refused(_("Only ideas and questions are sorted."))
    return can_manage_seminar(user, activity.seminar)


def can_contribute(user, activity: Activity) -> Verdict:
    """The team types what was said at any time; a person who came writes from the day itself, for a week."""
    seminar = activity.seminar
    if can_manage_seminar(user, seminar):
        return GRANTED
    if not can_see_seminar(user, seminar):
        return can_see_seminar(user, seminar)
    now = timezone.now()
    if now.astimezone(seminar.zone).date() < seminar.day:
        return refused(_("This activity opens on the day of the seminar."))
    if now > seminar.ends + OPEN_AFTER:
        return refused(_("This activity is closed: the seminar ended more than a week ago."))
    if not seminar.registrations.filter(user=user, state=Registration.State.REGISTERED).exists():
        return refused(_("Say first that you come to this seminar: you can then write here."))
    return GRANTED


def can_drive(user, seminar: Seminar) -> Verdict:
    """Open the room and drive it: whoever prepares the seminar may, and takes over from a colleague in one tap."""
    return can_manage_seminar(user, seminar)


def can_see_contribution(user, contribution: Contribution) -> Verdict:
    if contribution.hidden and not can_manage_seminar(user, contribution.activity.seminar):
        return refused(_("This contribution is no longer shown."))
    activity = contribution.activity
    closing = activity.kind == Activity.Kind.CLOSING_QUESTIONNAIRE
    if closing and len(activity.contributions.shown().sides_answering()) < FLOOR:
        return refused(_("These answers are shown once five people have answered."))
    return can_see_seminar(user, contribution.activity.seminar)


def can_edit_contribution(user, contribution: Contribution) -> Verdict:
    """Words belong to the person who wrote them; those the team typed in, to the team."""
    if contribution.author_id:
        if user.pk == contribution.author_id:
            return can_see_contribution(user, contribution)
        return refused(_("Only the person who wrote this contribution may change it."))
    return can_manage_seminar(user, contribution.activity.seminar)


def can_hide_contribution(user, contribution: Contribution) -> Verdict:
    return can_manage_seminar(user, contribution.activity.seminar)


def can_see_minutes(user, minutes: Minutes) -> Verdict:
    if not minutes.approved_on and not can_manage_seminar(user, minutes.seminar):
        return refused(_("The minutes of this seminar are still being written."))
    return can_see_seminar(user, minutes.seminar)


def can_read_record(user, seminar: Seminar) -> Verdict:
    """The minutes of a seminar as a page or a file: the team's until approved, then the cohort's."""
    minutes = getattr(seminar, "minutes", None)
    if minutes is None:
        return can_manage_seminar(user, seminar)
    return can_see_minutes(user, minutes)


def can_read_after_action(user, seminar: Seminar) -> Verdict:
    """The team speaks freely there: the review is for it and for those who evaluate."""
    if codes(user, seminar) & (MANAGES | {RoleCode.EVALUATOR}):
        return GRANTED
    return refused(_("This review is kept by the team that holds the seminar and by those who evaluate."))


def can_tell_promise(user, said: Contribution) -> Verdict:
    """The team, in front of the room; whoever promised, or her project, at any time."""
    seminar = said.activity.seminar
    if can_manage_seminar(user, seminar):
        return GRANTED
    if not can_see_contribution(user, said):
        return can_see_contribution(user, said)
    hers = user.is_authenticated and said.project_id in user.scopes(Project, *IN_THE_PROJECT)
    if hers or (said.author_id and said.author_id == user.pk):
        return GRANTED
    return refused(_("Whoever promised, her project and the team say what became of it."))


def can_see_photo(user, photo: ActivityPhoto) -> Verdict:
    """Whoever sees the seminar, while each person recognised agrees; the team sees what it took."""
    seminar = photo.activity.seminar
    if can_manage_seminar(user, seminar):
        return GRANTED
    if not photo.agreed():
        return refused(_("Someone who can be recognised did not agree to this photo, or no longer does."))
    return can_see_seminar(user, seminar)


def can_remove_photo(user, photo: ActivityPhoto) -> Verdict:
    return can_manage_seminar(user, photo.activity.seminar)
