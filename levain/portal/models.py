"""What people take out of the house as tables: the columns they chose, and the files that wait for them a day."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Cohort


class ColumnChoice(models.Model):
    """The columns a person wants of a list, kept for the next time; shared, they are offered to the whole team."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="column_choices")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    columns = models.JSONField(default=list)
    form = models.CharField(max_length=4, default="csv")
    shared_as = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "cohort", "kind", "shared_as"], name="a_choice_is_kept_once")
        ]

    def __str__(self):
        return self.shared_as or self.kind


class Extraction(models.Model):
    """A heavy table made in the background; its file waits for its owner, a day at most."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its turn")
        RUNNING = "running", _("being written")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be written")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extractions")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    columns = models.JSONField(default=list)
    form = models.CharField(max_length=4)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self):
        return self.name
