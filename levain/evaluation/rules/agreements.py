"""Who signs the objectives, who says what they matter to her, who agrees that the gaps be published."""

from django.utils.translation import gettext as _

from levain.evaluation.models import Voice
from levain.evaluation.rules.objectives import can_read_objectives, voices_of
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import Project
from levain.projects.rules import codes

PUBLISHED_BY = (Voice.INHABITANTS, Voice.AUTHORITY)
# Who may engage a side: its bearers, its local authority, its State service; a member speaks and does not sign.
SIGNS = {
    Voice.INHABITANTS: RoleCode.BEARER,
    Voice.AUTHORITY: RoleCode.LOCAL_AUTHORITY,
    Voice.STATE: RoleCode.STATE_SERVICE,
}


def signs_for(user, project: Project) -> set[str]:
    held = codes(user, project)
    return {voice for voice, code in SIGNS.items() if code in held}


def can_read_signatures(user, project: Project) -> Verdict:
    return can_read_objectives(user, project)


def can_sign(user, project: Project) -> Verdict:
    """For her side; the adviser types what was signed on paper."""
    if signs_for(user, project) or RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("The bearers, the local authority and the State service sign; the adviser types."))


def can_sign_as(user, project: Project, voice: str) -> Verdict:
    if voice in signs_for(user, project) or RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("You do not sign for this side."))


def can_give_view(user, project: Project) -> Verdict:
    """Whoever speaks for a side, for herself; the adviser types the sheets answered on paper."""
    if voices_of(user, project) or RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("Those who speak for a side say how much each objective matters to them."))


def can_decide_on_gaps(user, project: Project) -> Verdict:
    if signs_for(user, project) & set(PUBLISHED_BY):
        return GRANTED
    return refused(_("Only the bearers and the local authority decide to publish the gaps between them."))
