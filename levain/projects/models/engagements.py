"""How a project answers the engagements of the ÉcoQuartier framework, in the version it chose."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.programmes.models import Engagement
from levain.projects.models.project import Project


class EngagementSheet(models.Model):
    """The version of the framework a project chose; what it answered in the other one is kept."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="engagement_sheet")
    framework = models.CharField(max_length=10, choices=Engagement.Version, default=Engagement.Version.GUIDE)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    def __str__(self):
        return str(_("ÉcoQuartier engagements"))

    def get_absolute_url(self):
        return reverse("projects:engagements", args=[self.project.slug])


class EngagementAnswer(models.Model):
    """One engagement the project takes up, and how, in a sentence."""

    sheet = models.ForeignKey(EngagementSheet, on_delete=models.CASCADE, related_name="answers")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="answers")
    text = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["engagement__number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "engagement"], name="an_engagement_is_answered_once")]

    def __str__(self):
        return self.text or str(self.engagement)
