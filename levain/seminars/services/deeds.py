"""What the deeds of a seminar share: made once for a token, recorded where people look for them."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from levain.foundation import journal
from levain.foundation.models import JournalEntry
from levain.seminars import rules
from levain.seminars.models import Seminar


def made_once(obj: Any, token: UUID | None) -> tuple[Any, bool]:
    """Save a new object, or give back the one that the same token already made."""
    model = type(obj)
    already = model._default_manager.filter(token=token).first() if token else None
    if already:
        return already, False
    obj.token = token
    try:
        with transaction.atomic():
            obj.save()
    except IntegrityError:
        already = model._default_manager.filter(token=token).first() if token else None
        if already is None:
            raise
        return already, False
    return obj, True


def record(verb: str, *, on: models.Model, seminar: Seminar, by: Any, place=None, **said) -> JournalEntry:
    """One journal entry, in the role she holds towards the seminar, in the project or else the cohort."""
    held = rules.codes(by, seminar) if by else set()
    role = next((code for code in sorted(held) if code in rules.MANAGES), "")
    return journal.record(verb, on=on, by=by, role=role, place=place or seminar.cohort, **said)
