from levain.capitalisation.models import Evidence
from levain.chain import rules
from levain.foundation.access import asks, declare
from levain.selection import rules as selection
from levain.selection.models import Call, DecisionLetter
from levain.seminars.models import Seminar

TURN = asks(rules.can_turn_its_source, of=Evidence, kind="passage.object_type_id", pk="passage.object_id")
MODEL = {"slug": "application.call.slug", "state": "state"}
MODEL = {"slug": "application.call.slug", "state": "state"}
LETTER = {"slug": "application.call.slug", "reference": "application.reference"}

declare(
    {
        "chain:turn": TURN,
        "chain:turn_to_action": TURN,
        "chain:follow": asks(rules.can_follow, of=Seminar, kind="pk", pk="pk"),
        "chain:turn_to_need": TURN,
        "chain:letters": asks(selection.can_prepare_letters, of=Call, slug="slug"),
        "chain:prepare_letters": asks(selection.can_prepare_letters, of=Call, post_only=True, slug="slug"),
        "chain:release": asks(selection.can_release, of=Call, slug="slug"),
        "chain:letter_template": asks(selection.can_write_template, of=DecisionLetter, **MODEL),
        "chain:letter": asks(selection.can_read_prepared, of=DecisionLetter, **LETTER),
        "chain:letter_read": asks(selection.can_keep_letter, of=DecisionLetter, post_only=True, **LETTER),
    }
)
