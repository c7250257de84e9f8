"""The questions that a request for correction opens, and no other."""

from typing import Any

from levain.people.models import User
from levain.selection.models import Application, CorrectionRequest


def questions_of(application: Application) -> list[tuple[str, str]]:
    """The questions of its form, by code, as the team chooses which open again."""
    return []


def form_for(request: CorrectionRequest, *, user: User, data: Any = None, files: Any = None):
    """The questions asked that this person fills, as one form; None when none is."""
    return


def save(request: CorrectionRequest, form, *, by: User) -> bool:
    """Keep what was corrected; False when something could not be kept."""
    return True
