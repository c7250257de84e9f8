from levain.foundation.access import PUBLIC, asks, declare
from levain.selection import admission_access, rules
from levain.selection.models import Call

declare(
    {
        "selection:calls": PUBLIC,
        "selection:call": asks(rules.can_read_call, of=Call, public=True, slug="slug"),
        "selection:applications": asks(rules.can_read_applications, of=Call, slug="slug"),
    }
)
declare(admission_access.ROUTES)
