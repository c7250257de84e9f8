"""Tell every process that a room changed, in the transaction of the change."""

from django.db import connection

from levain.seminars.models import Activity, Live, LiveEvent

CHANNEL = "levain_live"


def ring(live: Live, kind: str, activity: Activity | None = None) -> None:
    LiveEvent.objects.bulk_create([LiveEvent(live=live, kind=kind, activity=activity)])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def ring_for(activity: Activity) -> None:
    """What stands in an activity changed elsewhere than on telephones: its room, if it has one, sees it."""
    live = Live.objects.filter(seminar=activity.seminar_id, ended_at=None).first()
    if live is not None:
        ring(live, LiveEvent.Kind.ANSWER, activity)
