"""Who writes, discusses, sends and follows findings, lessons and leads; read by `access.py`."""

from levain.capitalisation import rules
from levain.capitalisation.models import Finding, Lesson, Objection, PolicyLead
from levain.foundation.access import asks, declare

CHAIN = {"finding": Finding, "lesson": Lesson, "lead": PolicyLead}
POSTED = ("move", "reviewed", "put_back")

declare(
    {
        f"capitalisation:{name}_{deed}": asks(rules.can_work, of=model, post_only=deed in POSTED)
        for name, model in CHAIN.items()
        for deed in (*POSTED, "versions", "objection")
    }
    | {
        "capitalisation:edit_objection": asks(rules.can_work, of=Objection),
    }
)
