"""What is done in a call, by subject."""

from levain.selection.services.calls import (
    TooManyRetained,
    WeightsDoNotSum,
    announce_call,
    decide,
    receive_application,
)

__all__ = ["TooManyRetained", "WeightsDoNotSum", "announce_call", "decide", "receive_application"]
