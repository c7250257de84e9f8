from levain.foundation.access import PUBLIC, asks
from levain.selection.at_hand import at_hand
from levain.selection.models import Application, ApplicationComment, Call
from levain.selection.rules import applications as rules

WRITTEN = {"of": Application, "guests": at_hand, "key": "key"}

ROUTES = {
    "selection:start_application": asks(rules.can_read_call, of=Call, public=True, slug="slug"),
    "selection:type_in": asks(rules.can_type_in, of=Call, slug="slug"),
    "selection:claim": PUBLIC,
    "selection:application": asks(rules.can_open, **WRITTEN),
    "selection:step": asks(rules.can_write, **WRITTEN, code="first_step"),
    "selection:check_application": asks(rules.can_work_on, **WRITTEN),
    "selection:deposit": asks(rules.can_work_on, **WRITTEN, post_only=True),
    "selection:keep_application": asks(rules.can_keep, **WRITTEN),
    "selection:read_application": asks(rules.can_open, **WRITTEN),
    "selection:application_pdf": asks(rules.can_open, **WRITTEN),
    "selection:receipt": asks(rules.can_read_receipt, **WRITTEN),
    "selection:receipt_pdf": asks(rules.can_read_receipt, **WRITTEN),
    "selection:hands": asks(rules.can_see_hands, **WRITTEN),
    "selection:end_hand": asks(rules.can_see_hands, **WRITTEN, post_only=True, pk="pk"),
    "selection:withdraw_hand_invitation": asks(rules.can_invite, **WRITTEN, post_only=True, pk="pk"),
    "selection:remarks": asks(rules.can_work_on, **WRITTEN, code="first_step"),
    "selection:settle_remark": asks(
        rules.can_settle_remark, of=ApplicationComment, post_only=True, key="application.key", pk="pk"
    ),
    "selection:withdraw_application": asks(rules.can_withdraw, **WRITTEN),
}
