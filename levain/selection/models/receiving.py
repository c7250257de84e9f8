"""Applications received on another service, on their way in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from levain.selection.models.call import Call

WAITS = timedelta(days=2)


class Receiving(models.Model):
    """What was read elsewhere, and which column gives what; the rows go once they are in, or in two days."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="receiving")
    mapping = models.JSONField(default=dict, blank=True)
    rows = models.JSONField(default=list, blank=True)
    named = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(default=timezone.now)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self):
        return self.named
