"""A rule answers yes, or no with the reason we owe the person."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    granted: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.granted


GRANTED = Verdict(True)


def refused(reason) -> Verdict:
    """Say no; `reason` is a sentence for the person, shown where the button would be."""
    return Verdict(False, str(reason))


class Refused(PermissionDenied):
    """A request asked for what a rule refuses; the 403 page shows the reason."""


def require(verdict: Verdict) -> None:
    """Raise Refused, with the rule's own reason, unless the rule granted."""
    if not verdict:
        raise Refused(verdict.reason)
