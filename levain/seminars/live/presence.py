"""How many telephones follow each room: each process writes its own count, now and then."""

from datetime import timedelta

from django.utils import timezone

from levain.seminars.live.bell import ring
from levain.seminars.models import Live, LiveEvent, Presence

# Said again so often, so that the count of a process that died is not believed for long.
SAID_AGAIN = 8.0
CHANGES_SAID = 1.0
FORGOTTEN = timedelta(minutes=5)


class Counts:
    """What this process has said of its rooms."""

    def __init__(self, process: str):
        self.process = process
        self.said: dict[int, int] = {}
        self.at: dict[int, float] = {}

    @property
    def pending(self) -> bool:
        """Whether somebody left and it is not said yet."""
        return any(self.said.values())

    def say(self, phones: dict[int, int], now: float) -> None:
        for pk in {*phones, *self.said}:
            count, before = phones.get(pk, 0), self.said.get(pk)
            changed = count != before
            if now - self.at.get(pk, -SAID_AGAIN) < (CHANGES_SAID if changed else SAID_AGAIN):
                continue
            self.write(pk, count, changed)
            self.said[pk], self.at[pk] = count, now
            if not count and pk not in phones:
                del self.said[pk], self.at[pk]

    def write(self, pk: int, count: int, changed: bool) -> None:
        now = timezone.now()
        if not Live.objects.filter(pk=pk).exists():
            return
        Presence.objects.update_or_create(live_id=pk, process=self.process, defaults={"people": count, "at": now})
        if changed:
            Presence.objects.filter(live_id=pk, at__lt=now - FORGOTTEN).delete()
            ring(Live(pk=pk), LiveEvent.Kind.PEOPLE)
