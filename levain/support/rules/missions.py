"""Who writes a brief, asks experts, agrees, delivers and says what a mission was worth."""

from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.programmes.rules import can_decide
from levain.projects.models import Project
from levain.projects.rules import READS, codes
from levain.support.models import Expert, Mission, MissionOffer
from levain.support.rules.needs import SUPPORTING, THE_PROJECT

State = Mission.State


def can_list_missions(user, project: Project) -> Verdict:
    if codes(user, project) & (READS[Audience.PROJECT] | {RoleCode.EXPERT}):
        return GRANTED
    return refused(_("The missions are shown to the project's team, its experts and those who support it."))


def can_read_mission(user, mission: Mission) -> Verdict:
    """Those who follow the project, its expert, and those to whom it was put."""
    follows = can_list_missions(user, mission.project)
    if follows or not user.is_authenticated:
        return follows
    return GRANTED if user.pk == mission.expert_id or _was_asked(user, mission) else follows


def _was_asked(user, mission: Mission) -> bool:
    return any(offer.expert_id == user.pk for offer in mission.offers.all())


def can_set_envelope(user, cohort: Cohort) -> Verdict:
    """How many days of expertise a cohort has."""
    if can_decide(user, cohort):
        return GRANTED
    return refused(_("The national team sets the days of expertise of a cohort."))


def can_record_mission(user, project: Project) -> Verdict:
    if codes(user, project) & SUPPORTING:
        return GRANTED
    return refused(_("The adviser adds missions."))


def can_lead_mission(user, mission: Mission) -> Verdict:
    """Ask experts, agree, cancel."""
    allowed = can_record_mission(user, mission.project)
    if allowed and mission.state in (State.DELIVERED, State.CLOSED, State.CANCELLED):
        return refused(_("This mission has already ended."))
    return allowed


def can_answer_offer(user, offer: MissionOffer) -> Verdict:
    if not user.is_authenticated or user.pk != offer.expert_id:
        return refused(_("The expert who was asked answers."))
    if offer.mission.state != State.ASKED:
        return refused(_("This mission no longer looks for an expert."))
    return GRANTED


def can_deliver(user, mission: Mission) -> Verdict:
    if mission.state not in (State.AGREED, State.DELIVERED):
        return refused(_("Nothing is to be delivered at this moment of the mission."))
    if user.is_authenticated and (user.pk == mission.expert_id or codes(user, mission.project) & SUPPORTING):
        return GRANTED
    return refused(_("The expert of the mission delivers."))


def appraising_side(user, mission: Mission) -> str:
    """The side for which she appraises: "expert", "bearer", or none."""
    if user.is_authenticated and user.pk == mission.expert_id:
        return "expert"
    return "bearer" if codes(user, mission.project) & THE_PROJECT else ""


def can_appraise(user, mission: Mission) -> Verdict:
    if mission.state not in (State.DELIVERED, State.CLOSED):
        return refused(_("A mission is appraised once it has been delivered."))
    if appraising_side(user, mission):
        return GRANTED
    return refused(_("The project and the expert say what the mission was worth."))


def can_see_pool(user) -> Verdict:
    if user.is_authenticated and user.holds(*SUPPORTING):
        return GRANTED
    return refused(_("The advisers and the national team see the pool of experts."))


def can_keep_profile(user) -> Verdict:
    """One's own sheet, for whoever is an expert somewhere."""
    if user.is_authenticated and user.holds(RoleCode.EXPERT):
        return GRANTED
    return refused(_("This sheet is for the experts of the programme."))


def can_read_expert(user, expert: Expert) -> Verdict:
    if user.is_authenticated and user.pk == expert.user_id:
        return GRANTED
    return can_see_pool(user)
