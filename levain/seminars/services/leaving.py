"""What a room leaves behind once it is over: what was said, and nothing of the telephones that said it."""

from datetime import datetime, timedelta

from django.db.models import Max, Q

from levain.seminars.models import Contribution, Device, Live, LiveEvent, Presence, Vote

# Somebody whose telephone had no network until the next morning can still be told what became of what she sent.
KEPT = timedelta(days=1)
EVENTS_KEPT = 5000


def forget_rooms(now: datetime) -> None:
    """At each tick: telephones, votes cast and marks of answers go; counts and words stay. The code is free again."""
    newest = LiveEvent.objects.aggregate(pk=Max("pk"))["pk"] or 0
    LiveEvent.objects.filter(pk__lt=newest - EVENTS_KEPT).delete()
    for live in Live.objects.filter(Q(expires_at__lt=now - KEPT), code__isnull=False):
        LiveEvent.objects.filter(live=live).delete()
        Presence.objects.filter(live=live).delete()
        Device.objects.filter(live=live).delete()
        Vote.objects.filter(contribution__activity__seminar=live.seminar_id).delete()
        Contribution.objects.filter(activity__seminar=live.seminar_id, token__isnull=False).update(token=None)
        Live.objects.filter(pk=live.pk).update(code=None, silenced=[])
