"""What a person has been asked to read before it is published, for her first screen and her list."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from levain.capitalisation.models import Reader
from levain.foundation.models import Letter
from levain.people.models import User


class ToReread(NamedTuple):
    """A reading that is open and not finished: its title, of which session, since when and until when."""

    title: str
    session: str
    since: date
    until: date
    url: str


def to_reread(user: User) -> list[ToReread]:
    """Those whose letter has left the outbox: one query, a second when there is any."""
    rows = Reader.objects.filter(user=user, withdrawn_on=None, done_on=None, rereading__closed_on=None)
    rows = rows.filter(rereading__until__gte=timezone.localdate()).select_related("rereading__cohort")
    readers = list(rows.order_by("rereading__until", "pk"))
    held = _held(user) if readers else set()
    return [
        ToReread(
            reader.rereading.title,
            reader.rereading.cohort.name,
            reader.asked_on,
            reader.rereading.until,
            reader.get_absolute_url(),
        )
        for reader in readers
        if str(reader.pk) not in held
    ]


def _held(user: User) -> set[str]:
    """The readers whose letter somebody has still to let go."""
    letters = Letter.objects.filter(person=user, state=Letter.State.HELD, sent_at=None)
    return {values["reader"] for values in letters.values_list("values", flat=True) if "reader" in values}
