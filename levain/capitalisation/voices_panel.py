"""What a quoted person still has to decide, for the list of what is expected of her."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models import Evidence, VoiceAsk
from levain.people.models import User


class ToDecide(NamedTuple):
    """A letter of which some passages wait for her answer: how many, of which session, until when."""

    session: str
    n: int
    since: date
    until: date
    url: str


def to_decide(user: User) -> list[ToDecide]:
    """One query, whatever the number of passages."""
    asks = VoiceAsk.objects.filter(person=user, evidence__consent=Evidence.Consent.PENDING).order_by("deadline")
    rows = asks.annotate(n=Count("evidence", distinct=True)).select_related("cohort")
    to = reverse("capitalisation:voices")
    return [ToDecide(one.cohort.name, one.n, timezone.localdate(one.asked_at), one.deadline, to) for one in rows]
