from django.utils.translation import gettext_lazy as _

from levain.chain import rules
from levain.evaluation.models import MaturityAgreement
from levain.foundation import registry
from levain.foundation.registry import Gesture
from levain.projects.models import Afterwards, Horizon, LogbookEntry, Message, ProgressNote, Stakeholder
from levain.seminars.models import Contribution, Minutes, Seminar
from levain.support.models import Contact, Referral

TURN = Gesture(label=_("Make an action, a need… of it"), url_name="chain:turn", rule=rules.can_turn)

# What says by itself what is to be done: one press for an action, one for a need.
TO_ACTION = Gesture(label=_("Make it an action"), url_name="chain:turn_to_action", rule=rules.can_turn)
TO_NEED = Gesture(label=_("Make it a need"), url_name="chain:turn_to_need", rule=rules.can_turn)

FOLLOW = Gesture(label=_("Follow these commitments in the projects"), url_name="chain:follow", rule=rules.can_follow)


def say() -> None:
    registry.add_gesture(Seminar, FOLLOW)
    for model in (LogbookEntry, Message, Contribution, Minutes, Contact, Referral, ProgressNote, Afterwards):
        registry.add_gesture(model, TURN)
    for model in (Horizon, MaturityAgreement, Stakeholder):
        registry.add_gesture(model, TO_ACTION)
        registry.add_gesture(model, TO_NEED)
