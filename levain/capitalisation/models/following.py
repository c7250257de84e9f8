"""What becomes of a lead: sent to those who can decide, answered, and followed over the years."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from levain.capitalisation.models.lesson import PolicyLead


class Sending(models.Model):
    """A lead sent to somebody who can decide, as it was worded that day."""

    lead = models.ForeignKey(PolicyLead, on_delete=models.CASCADE, related_name="sendings")
    version = models.PositiveIntegerField()
    to = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(default=timezone.localdate)
    reminded_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.to}: {self.lead.title}"

    def get_absolute_url(self):
        return self.lead.get_absolute_url() + "#envois"


class LeadAnswer(models.Model):
    """One answer to a lead; it keeps the version it answers, even when the lead has changed since."""

    lead = models.ForeignKey(PolicyLead, on_delete=models.CASCADE, related_name="answers")
    sending = models.ForeignKey(Sending, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    version = models.PositiveIntegerField()
    # Of the words it answers: says without the versions whether the lead has changed since.
    words = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=12, choices=PolicyLead.Answer)
    text = models.TextField(max_length=3000, blank=True)
    by = models.CharField(max_length=200)
    on = models.DateField(default=timezone.localdate)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(text=""), name="a_lead_is_declined_with_a_reason"
            )
        ]

    def __str__(self):
        return self.get_status_display()


class FollowUp(models.Model):
    """What was done of a lead, on a day, and what proves it."""

    class State(models.TextChoices):
        UNDER_WAY = "under_way", pgettext_lazy("lead", "under way")
        DONE = "done", pgettext_lazy("lead", "done")
        STUCK = "stuck", pgettext_lazy("lead", "stuck")
        GIVEN_UP = "given_up", pgettext_lazy("lead", "given up")

    lead = models.ForeignKey(PolicyLead, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=10, choices=State)
    text = models.TextField(max_length=2000)
    proof = models.CharField(max_length=300, blank=True)
    address = models.URLField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    fictional = models.BooleanField(default=False)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("capitalisation:lead", args=[self.lead_id]) + "#suites"
