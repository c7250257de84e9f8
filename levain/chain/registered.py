from django.utils.translation import gettext_lazy as _

from levain.chain import rules
from levain.foundation import registry
from levain.foundation.registry import Gesture
from levain.projects.models import LogbookEntry, Message
from levain.seminars.models import Contribution
from levain.support.models import Contact, Referral

TURN = Gesture(label=_("Make an action, a need… of it"), url_name="chain:turn", rule=rules.can_turn)


def say() -> None:
    for model in (LogbookEntry, Message, Contribution, Contact, Referral):
        registry.add_gesture(model, TURN)
