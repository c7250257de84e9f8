"""Who took over the files of someone who left."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class HandOver(models.Model):
    """The files of a person handed over to another in one operation, with a note for the one who takes them.

    `moved` lists what passed from one to the other as [class label, id]: its title is read with the reader's rights.
    """

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handed_over")
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=2000, blank=True)
    moved = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.giver} → {self.receiver}"

    def get_absolute_url(self):
        return reverse("projects:relay", args=[self.pk])
