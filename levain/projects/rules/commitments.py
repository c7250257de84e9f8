"""Who promises, who says what became of a promise, and whose agreement it takes to show it outside."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import Organisation, RoleCode
from levain.projects.models import Commitment, Project
from levain.projects.rules.access import THE_COLLECTIVE, WRITES, codes

Publication, Side = Commitment.Publication, Commitment.Side
PARTIES = (WRITES - {RoleCode.OBSERVER}) | {RoleCode.STATE_SERVICE}


def can_commit(user, project: Project) -> Verdict:
    if codes(user, project) & PARTIES:
        return GRANTED
    return refused(_("Those who carry or support the project write down commitments."))


def speaks_for(user, commitment: Commitment) -> bool:
    """Whether she is the one who made the commitment, or acts in the project for the organisation that did."""
    if not user.is_authenticated:
        return False
    if user.pk == commitment.by_id:
        return True
    organisation, project = commitment.organisation, commitment.project
    if organisation is None:
        return False
    held = codes(user, project)
    if organisation.pk == project.local_authority_id and RoleCode.LOCAL_AUTHORITY in held:
        return True
    if organisation.pk == project.collective_id and held & THE_COLLECTIVE:
        return True
    if organisation.kind == Organisation.Kind.MINISTRY and RoleCode.PROGRAMME_LEAD in held:
        return True
    return bool(held) and any(role.organisation == organisation.pk for role in user.roles_held)


def sides(user, commitment: Commitment) -> set[str]:
    """The sides for which she may agree to publish: the bearers for the collective, the committed for herself."""
    mine = {Side.COLLECTIVE} if RoleCode.BEARER in codes(user, commitment.project) else set()
    return mine | ({Side.COMMITTED} if speaks_for(user, commitment) else set())


def can_tell_commitment(user, commitment: Commitment) -> Verdict:
    """Any party says what became of it."""
    if speaks_for(user, commitment) or codes(user, commitment.project) & PARTIES:
        return GRANTED
    return refused(_("The parties to the project say whether a commitment was kept."))


def can_edit_commitment(user, commitment: Commitment) -> Verdict:
    if commitment.kept != Commitment.Kept.OPEN:
        return refused(_("What became of this commitment is known: its words no longer change."))
    if user.pk == commitment.written_by_id or speaks_for(user, commitment):
        return can_commit(user, commitment.project)
    return refused(_("Only those who made or wrote down this commitment change it."))


def can_ask_publication(user, commitment: Commitment) -> Verdict:
    if commitment.kept == Commitment.Kept.OPEN:
        return refused(_("First say what became of this commitment."))
    mine = sides(user, commitment)
    if not mine:
        return refused(_("The project's bearers and the one who made the commitment decide this together."))
    if commitment.publication in (Publication.ASKED, Publication.AGREED):
        return refused(_("This has already been asked."))
    if commitment.publication == Publication.REFUSED and commitment.publication_side not in mine:
        return refused(_("The other side refused: only it may come back on this."))
    return GRANTED


def can_answer_publication(user, commitment: Commitment) -> Verdict:
    if commitment.publication != Publication.ASKED:
        return refused(_("Nothing waits for an agreement."))
    if sides(user, commitment) - {commitment.publication_side}:
        return GRANTED
    return refused(_("The other side answers."))


def can_withdraw_publication(user, commitment: Commitment) -> Verdict:
    """Either side may come back on its agreement, or on what it asked, at any time."""
    mine = sides(user, commitment)
    if commitment.publication == Publication.AGREED and mine:
        return GRANTED
    if commitment.publication == Publication.ASKED and commitment.publication_side in mine:
        return GRANTED
    return refused(_("There is nothing of yours to withdraw."))


def can_decide_publication(user, commitment: Commitment) -> Verdict:
    """Ask, answer or withdraw: the page behind the three asks which again."""
    if sides(user, commitment):
        return GRANTED
    return refused(_("The project's bearers and the one who made the commitment decide this together."))
