from levain.capitalisation.models import Evidence
from levain.chain import rules
from levain.foundation.access import asks, declare

declare(
    {
        "chain:turn": asks(
            rules.can_turn_its_source, of=Evidence, kind="passage.object_type_id", pk="passage.object_id"
        )
    }
)
