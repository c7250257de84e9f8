"""Who signs the objectives, who says what they matter to her, who agrees that the gaps be published."""

from django.utils.translation import gettext as _

from levain.evaluation.models import GapAgreement, Moment, Objective, Rating, Voice
from levain.evaluation.rules.objectives import can_rate, can_read_objectives, voices_of
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


def types(user, project: Project) -> bool:
    return RoleCode.ADVISER in codes(user, project)


def can_type_levels(user, objective: Objective) -> Verdict:
    """The adviser writes down what the sides say in one conversation."""
    if not types(user, objective.project):
        return refused(_("The adviser writes down what the sides say. Your side gives its level on its own page."))
    return can_rate(user, objective)


def can_type_again(user, rating: Rating) -> Verdict:
    return can_type_levels(user, rating.objective)


def can_confirm_levels(user, project: Project) -> Verdict:
    if voices_of(user, project):
        return GRANTED
    return refused(_("Only the side that gave this level confirms it."))


def can_give_view(user, project: Project) -> Verdict:
    """Whoever speaks for a side, for herself; the adviser types the sheets answered on paper."""
    if voices_of(user, project) or RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("Those who speak for a side say how much each objective matters to them."))


def can_view_again(user, rating: Rating) -> Verdict:
    """She may say what the objectives of its project matter to her, at the moment of a rating."""
    return can_give_view(user, rating.objective.project)


def can_decide_again(user, rating: Rating) -> Verdict:
    return can_decide_on_gaps(user, rating.objective.project)


def public_moments(project: Project) -> list[str]:
    """The moments whose gaps both sides have agreed to publish, and neither has gone back on it; in their order."""
    agreed = set(GapAgreement.objects.filter(project=project).values_list("moment", "voice"))
    return [moment for moment in Moment.values if all((moment, voice) in agreed for voice in PUBLISHED_BY)]


def can_decide_on_gaps(user, project: Project) -> Verdict:
    if signs_for(user, project) & set(PUBLISHED_BY):
        return GRANTED
    return refused(_("Only the bearers and the local authority decide to publish the gaps between them."))
