"""Keep a pile of paper cards: they are counted with what was sent from the telephones."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from levain.people.models import User
from levain.seminars.live.bell import ring_for
from levain.seminars.models import Activity
from levain.seminars.services.contributions import contribute


@transaction.atomic
def type_in(
    activity: Activity, cards: list[list[dict[str, Any]]], *, by: User, token: UUID | None = None, **speaker: Any
) -> int:
    """All or none; the same pile sent twice is kept once. Gives how many cards it holds."""
    for n, card in enumerate(cards):
        for part, said in enumerate(card):
            again = uuid5(token, f"{n} {part}") if token else None
            contribute(activity, by=by, token=again, **said, **speaker)
    ring_for(activity)
    return len(cards)
