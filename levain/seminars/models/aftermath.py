"""What is made of a seminar once it is over: its minutes sent, the team's review."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.seminars.models.seminars import Minutes, Seminar


class MinutesSent(models.Model):
    """The approved minutes left for those who were registered: which version, and to how many people."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sendings")
    version = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    sent_on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "version"], name="a_version_of_minutes_leaves_once"),
        ]

    def __str__(self):
        return f"{self.minutes} ({self.version})"


class AfterAction(models.Model):
    """M-AAR, the review that the team makes within half an hour of the end: no blame, four questions."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="after_action")
    planned = models.TextField(max_length=3000)
    happened = models.TextField(max_length=3000)
    why = models.TextField(max_length=3000, blank=True)
    keep = models.TextField(max_length=3000, blank=True)
    change = models.TextField(max_length=3000, blank=True)
    who = models.CharField(max_length=300, blank=True)
    held_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    def __str__(self):
        return str(_("Review after “%(seminar)s”")) % {"seminar": self.seminar.title}

    def get_absolute_url(self):
        return reverse("seminars:after_action", args=[self.seminar.slug])
