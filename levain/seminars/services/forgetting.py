"""What is kept of people for a seminar goes when it no longer serves: needs after 30 days, guests after 6 months."""

from datetime import datetime, timedelta
from typing import Any

from levain.seminars.models import Invitation, Needs, PhotoConsent, Registration

NEEDS_KEPT = timedelta(days=30)
GUESTS_KEPT = timedelta(days=183)
NOTHING = {"access_needs": "", "meals": "", "travel": ""}


def forget_needs(now: datetime) -> None:
    """How many came stays; what each needed does not."""
    over = {"seminar__ends__lt": now - NEEDS_KEPT}
    Needs.objects.filter(registration__in=Registration.objects.filter(**over)).delete()
    Registration.objects.filter(**over).exclude(**NOTHING).update(**NOTHING)


def forget_guests(now: datetime) -> None:
    """The address of who has no account: her page is closed by then."""
    old = Invitation.objects.filter(seminar__ends__lt=now - GUESTS_KEPT)
    old.exclude(email="").update(email="")


def forget(person: Any) -> None:
    """What an erasure takes away: her needs, her invitations, and the photos where she is seen."""
    hers = Registration.objects.filter(user=person)
    Needs.objects.filter(registration__in=hers).delete()
    PhotoConsent.objects.filter(registration__in=hers).delete()
    hers.update(**NOTHING)
    Invitation.objects.filter(user=person).delete()
