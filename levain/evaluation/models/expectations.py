"""What each side expects, written apart; then what they share, what divides them, what one side alone had seen."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.evaluation.models.objectives import Objective, Voice
from levain.projects.models import Project


class Crossing(models.Model):
    """Expectations of several sides that speak of the same thing, or one that only one side had seen."""

    class Kind(models.TextChoices):
        COMMON = "common", _("common ground")
        TENSION = "tension", _("tension")
        BLIND = "blind", _("blind spot")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="crossings")
    kind = models.CharField(max_length=8, choices=Kind)
    label = models.CharField(max_length=200)
    note = models.TextField(max_length=1000, blank=True)
    objective = models.OneToOneField(
        Objective, null=True, blank=True, on_delete=models.SET_NULL, related_name="crossing"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField(default=timezone.localdate)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("evaluation:expectations", args=[self.project.slug]) + f"#crossing-{self.pk}"


class Expectation(models.Model):
    """One thing a side hopes the project will change, in its own words."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="expectations")
    voice = models.CharField(max_length=12, choices=Voice)
    text = models.TextField(max_length=500)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    crossing = models.ForeignKey(
        Crossing, null=True, blank=True, on_delete=models.SET_NULL, related_name="expectations"
    )
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["project", "voice"])]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("evaluation:expectations", args=[self.project.slug]) + f"#expectation-{self.pk}"


class HandedIn(models.Model):
    """A side says that its list is whole; once both have, each reads the other's."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="handed_in")
    voice = models.CharField(max_length=12, choices=Voice)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "voice"], name="a_side_hands_in_its_list_once")]

    def __str__(self):
        return self.get_voice_display()
