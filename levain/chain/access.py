from levain.capitalisation.models import Evidence
from levain.chain import rules
from levain.foundation.access import asks, declare

TURN = asks(rules.can_turn_its_source, of=Evidence, kind="passage.object_type_id", pk="passage.object_id")

declare({"chain:turn": TURN, "chain:turn_to_action": TURN, "chain:turn_to_need": TURN})
