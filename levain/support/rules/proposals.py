"""Who proposes supports, and who answers."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import Verdict, refused
from levain.projects.rules import codes
from levain.support.models import (
    Need,
    Proposal,
)
from levain.support.rules.needs import THE_PROJECT, can_read_need, is_qualified, supports


def can_propose(user, need: Need) -> Verdict:
    return supports(user, need, _("The adviser proposes supports.")) and is_qualified(need)


def can_answer(user, proposal: Proposal) -> Verdict:
    need = proposal.need
    if not codes(user, need.project) & THE_PROJECT:
        return refused(_("The project answers what is proposed to it."))
    if need.state == Need.State.CLOSED:
        return refused(_("This need is closed."))
    return can_read_need(user, need)


def can_read_proposal(user, proposal: Proposal) -> Verdict:
    return can_read_need(user, proposal.need)
