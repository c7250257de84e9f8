"""A seminar while it is held: what the room sees, who is in it, what changed."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from levain.projects.models import Project
from levain.seminars.models.people import SPEAKERS, Contribution
from levain.seminars.models.seminars import Activity, Seminar

# A code still opens the room half a day after the announced end: seminars overrun, and people answer on the train.
CODE_LASTS = timedelta(hours=12)
CODE_LENGTH = 6


def new_code() -> str:
    """Digits, which any telephone types and any voice dictates."""
    return f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"


class LiveQuerySet(models.QuerySet):
    def open(self, at=None):
        """Those that a code still opens."""
        return self.filter(ended_at__isnull=True, code__isnull=False, expires_at__gt=at or timezone.now())


class Live(models.Model):
    """The small state that says what the room sees. Each change counts one more version."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="live")
    # Freed once the session is forgotten, so that it may be drawn again.
    code = models.CharField(max_length=8, null=True, unique=True, default=new_code)
    version = models.PositiveIntegerField(default=1)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What is kept of each activity when the room leaves it and comes back, by its id: {"closed", "revealed", "step"}.
    stages = models.JSONField(default=dict, blank=True)
    # The shared clock: when it ends, or what is left of it (seconds) while it is stopped.
    clock_ends = models.DateTimeField(null=True, blank=True)
    clock_left = models.PositiveIntegerField(null=True, blank=True)
    driver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Tokens of contributions whose device may write no more: nothing else is kept of who it is.
    silenced = models.JSONField(default=list, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LiveQuerySet.as_manager()

    def __str__(self):
        return str(self.seminar)

    def is_open(self, at=None) -> bool:
        return self.ended_at is None and bool(self.code) and self.expires_at > (at or timezone.now())

    def stage(self, activity=None) -> "Stage":
        """How far the room is in an activity (the one shown, if none is named)."""
        pk = activity.pk if activity else self.activity_id
        return Stage(self.stages.get(str(pk), {}))

    def move(self, **changes) -> bool:
        """Count one more version and write the changes; False if somebody else moved the room meanwhile."""
        moved = Live.objects.filter(pk=self.pk, version=self.version)
        if not moved.update(version=F("version") + 1, **changes):
            return False
        self.version += 1
        for name, value in changes.items():
            setattr(self, name, value)
        return True


class Stage(dict):
    """What `Live.stages` holds of one activity. A kind may keep its own small settings in it."""

    @property
    def closed(self) -> bool:
        """Nobody answers any more (or not yet)."""
        return bool(self.get("closed"))

    @property
    def revealed(self) -> bool:
        """The room sees the results."""
        return bool(self.get("revealed"))

    @property
    def step(self) -> int:
        return int(self.get("step", 0))


class Device(models.Model):
    """A telephone in the room. It holds a secret of which we keep a digest: its answers cannot be found from here."""

    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="devices")
    mark = models.CharField(max_length=64)
    name = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=16, choices=SPEAKERS, blank=True)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    # Only if the person said that she wished to be known.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="live_devices"
    )
    banned = models.BooleanField(default=False)
    joined_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["live", "mark"], name="a_device_joins_once")]

    def __str__(self):
        return self.name or str(self.user or self.pk)


class Vote(models.Model):
    """A device is for a contribution. The key is made with the secret that only the device holds."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="cast")
    key = models.UUIDField(unique=True)
    points = models.SmallIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(points=0), name="a_vote_weighs_something")]


class LiveEvent(models.Model):
    """Something changed in a room: each process reads what is new, and tells the screens and telephones it holds."""

    class Kind(models.TextChoices):
        STATE = "state"
        ANSWER = "answer"
        PEOPLE = "people"

    # Written at each answer and gone within the hour: no index but the number that says what is new.
    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )


class Presence(models.Model):
    """How many telephones follow a room through one process of the server."""

    live = models.ForeignKey(Live, on_delete=models.CASCADE, related_name="presences")
    process = models.CharField(max_length=32)
    people = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["live", "process"], name="a_process_counts_a_room_once")]
