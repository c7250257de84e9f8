"""Who proposes supports, and who answers."""

from django.utils.translation import gettext as _

from levain.foundation.audiences import Audience
from levain.foundation.verdicts import Verdict, refused
from levain.projects.rules import codes
from levain.support.models import (
    Need,
    Proposal,
)
from levain.support.rules.needs import SUPPORTS_ON_SITE, THE_PROJECT, can_read_need, is_qualified, supports


def can_propose(user, need: Need) -> Verdict:
    return supports(user, need, _("The adviser proposes supports.")) and is_qualified(need)


def can_answer(user, proposal: Proposal) -> Verdict:
    need = proposal.need
    if not codes(user, need.project) & THE_PROJECT:
        return refused(_("The project answers what is proposed to it."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    return can_read_need(user, need)


def can_write_request(user, proposal: Proposal) -> Verdict:
    """The written request of a support that a local authority asks for: it leaves the collective."""
    need = proposal.need
    if not codes(user, need.project) & (THE_PROJECT | SUPPORTS_ON_SITE):
        return refused(_("The project and those who support it prepare this request."))
    if "collectivite" not in proposal.support.beneficiaries:
        return refused(_("This support is not asked for by a local authority: no written request is needed here."))
    if need.audience == Audience.COLLECTIVE:
        return refused(_("This need is kept within the collective: open it to the project before writing a request."))
    return can_read_need(user, need)


def can_read_proposal(user, proposal: Proposal) -> Verdict:
    return can_read_need(user, proposal.need)
