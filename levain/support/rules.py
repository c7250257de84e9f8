"""Who may state, qualify, propose, refer, answer, reply and close; each refusal with its reason."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Organisation, RoleCode
from levain.projects.models import Project
from levain.projects.rules import READS, THE_COLLECTIVE, WRITES, audiences_read, codes, in_cohort
from levain.support.models import (
    Contact,
    Mission,
    Need,
    Obstacle,
    PeerHelp,
    Proposal,
    Referral,
    Support,
    Synonym,
)
from levain.territories.models import Territory

SUPPORTING = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}
SUPPORTS_ON_SITE = SUPPORTING | {RoleCode.STATE_SERVICE}
THE_PROJECT = THE_COLLECTIVE | {RoleCode.LOCAL_AUTHORITY}


def can_read_need(user, need: Need) -> Verdict:
    if need.audience in audiences_read(user, need.project):
        return GRANTED
    return refused(_("This need was not written for you to read."))


def can_list_needs(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("The needs of a project are shown to its team, its cohort and those who support it."))


def can_state_need(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it state its needs."))


def states_for_someone(user, project: Project) -> bool:
    """Whether she is outside the team, and must say whose words she writes."""
    held = codes(user, project)
    return bool(held & SUPPORTS_ON_SITE) and not held & THE_PROJECT


def can_edit_need(user, need: Need) -> Verdict:
    held = codes(user, need.project)
    if not (user in (need.stated_by, need.written_by) or held & THE_COLLECTIVE):
        return refused(_("Only those whose words these are may change them."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed: its words no longer change."))
    return can_read_need(user, need) and can_state_need(user, need.project)


def _supports(user, need: Need, refusal: str) -> Verdict:
    if not codes(user, need.project) & SUPPORTING:
        return refused(refusal)
    readable = can_read_need(user, need)
    if not readable:
        return readable
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    return GRANTED


def can_qualify(user, need: Need) -> Verdict:
    allowed = _supports(user, need, _("The adviser puts the need in words with the project."))
    if allowed and need.state == Need.State.OPEN:
        return refused(_("The project has already agreed on these words."))
    return allowed


def _is_qualified(need: Need) -> Verdict:
    if need.state == Need.State.STATED:
        return refused(_("First put this need in words with the project."))
    return GRANTED


def can_propose(user, need: Need) -> Verdict:
    return _supports(user, need, _("The adviser proposes supports.")) and _is_qualified(need)


def can_refer(user, need: Need) -> Verdict:
    allowed = _supports(user, need, _("The adviser refers a need to a State service.")) and _is_qualified(need)
    if allowed and need.audience == Audience.COLLECTIVE:
        return refused(
            _("The State service could not read this need: ask the project to open it beyond the collective first.")
        )
    return allowed


def can_agree(user, need: Need) -> Verdict:
    if not codes(user, need.project) & THE_COLLECTIVE:
        return refused(_("The collective says whether these words are right."))
    if need.state != Need.State.QUALIFIED:
        return refused(_("No words wait for an agreement."))
    return GRANTED


def can_answer(user, proposal: Proposal) -> Verdict:
    need = proposal.need
    if not codes(user, need.project) & THE_PROJECT:
        return refused(_("The project answers what is proposed to it."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    return can_read_need(user, need)


def can_close(user, need: Need) -> Verdict:
    """The collective says what came of it; a closed need may be told again by the same people."""
    if not codes(user, need.project) & THE_COLLECTIVE:
        return refused(_("The collective says what came of its need."))
    return GRANTED


def can_reply(user, referral: Referral) -> Verdict:
    """A State agent replies for a service that covers one of his territories; the national team, for the ministry."""
    if referral.replied_by_id:
        if user.is_authenticated and user.pk == referral.replied_by_id:
            return can_read_need(user, referral.need)
        return refused(_("A reply has been given; only its author may change it."))
    if referral.need.state == Need.State.CLOSED:
        return refused(_("This need is closed: no reply is expected any more."))
    if not _speaks_for(user, referral):
        return refused(_("The service that was asked replies."))
    return can_read_need(user, referral.need)


def _speaks_for(user, referral: Referral) -> bool:
    if referral.service_id in services_of(user):
        return True
    is_ministry = referral.service.kind == Organisation.Kind.MINISTRY
    return is_ministry and RoleCode.PROGRAMME_LEAD in codes(user, referral.need.project)


def services_of(user) -> set[int]:
    """The State services for which she replies: those of her roles, or those that cover her territories."""
    if not user.is_authenticated:
        return set()
    roles, known = user.__dict__.get("_services", (None, set()))
    if roles is not user.roles_held:
        held = [role for role in user.roles_held if role.code == RoleCode.STATE_SERVICE]
        known = {role.organisation for role in held if role.organisation}
        territory = ContentType.objects.get_for_model(Territory).pk
        alone = [role.scope_id for role in held if not role.organisation and role.scope_type == territory]
        if alone:
            covering = Organisation.objects.filter(kind=Organisation.Kind.STATE_SERVICE, territories__in=alone)
            known |= set(covering.values_list("pk", flat=True))
        user.__dict__["_services"] = (user.roles_held, known)
    return known


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


def can_read_proposal(user, proposal: Proposal) -> Verdict:
    return can_read_need(user, proposal.need)


def can_read_referral(user, referral: Referral) -> Verdict:
    return can_read_need(user, referral.need)


def can_read_contact(user, contact: Contact) -> Verdict:
    if contact.audience in audiences_read(user, contact.project):
        return GRANTED
    return refused(_("This contact was not written for you to read."))


def can_list_contacts(user, project: Project) -> Verdict:
    if codes(user, project) & READS[Audience.PROJECT]:
        return GRANTED
    return refused(_("The contacts are shown to the project's team and to those who support it."))


def can_record_contact(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it record contacts."))


def can_read_obstacle(user, obstacle: Obstacle) -> Verdict:
    if obstacle.audience in audiences_read(user, obstacle.project):
        return GRANTED
    return refused(_("This obstacle was not written for you to read."))


def can_list_obstacles(user, project: Project) -> Verdict:
    if codes(user, project) or in_cohort(user, project.cohort):
        return GRANTED
    return refused(_("The obstacles of a project are shown to its team, its cohort and those who support it."))


def can_name_obstacle(user, project: Project) -> Verdict:
    if codes(user, project) & (WRITES | SUPPORTS_ON_SITE):
        return GRANTED
    return refused(_("Only the project's team and those who support it name its obstacles."))


def can_lift(user, obstacle: Obstacle) -> Verdict:
    if not codes(user, obstacle.project) & (THE_PROJECT | SUPPORTS_ON_SITE):
        return refused(_("Only the project's team and those who support it say that an obstacle is lifted."))
    if obstacle.lifted_on:
        return refused(_("This obstacle is already lifted."))
    return can_read_obstacle(user, obstacle)


def can_list_missions(user, project: Project) -> Verdict:
    if codes(user, project) & (READS[Audience.PROJECT] | {RoleCode.EXPERT}):
        return GRANTED
    return refused(_("The missions are shown to the project's team, its experts and those who support it."))


def can_read_mission(user, mission: Mission) -> Verdict:
    if user.is_authenticated and user.pk == mission.expert_id:
        return GRANTED
    return can_list_missions(user, mission.project)


def can_record_mission(user, project: Project) -> Verdict:
    if codes(user, project) & SUPPORTING:
        return GRANTED
    return refused(_("The adviser adds missions."))


def can_keep_synonyms(user, synonym: Synonym | None = None) -> Verdict:
    """The table serves every cohort: whoever advises or leads one may keep it."""
    if user.is_authenticated and user.holds(*SUPPORTING):
        return GRANTED
    return refused(_("The advisers and the national team keep the table of everyday words."))


def can_read_support(user, support: Support) -> Verdict:
    if user.is_authenticated:
        return GRANTED
    return refused(_("Sign in to read the catalogue."))
