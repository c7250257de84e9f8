"""Who may do what in a call; each refusal with its reason."""

from levain.selection.rules.calls import (
    can_read_application,
    can_read_applications,
    can_read_call,
    can_record_decision,
)

__all__ = ["can_read_application", "can_read_applications", "can_read_call", "can_record_decision"]
