"""The map of those whom a project concerns: who is in, who is asked, who is missing."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.projects.models.partners import Partner, PartyKind
from levain.projects.models.project import Project


class Stakeholder(models.Model):
    """Someone whom the project concerns, where they stand, and what the project does next towards them."""

    AUDIENCES = (Audience.PROJECT, Audience.COLLECTIVE)

    class Place(models.TextChoices):
        IN = "in", _("in")
        ASKED = "asked", _("asked")
        MISSING = "missing", _("missing")
        AGAINST = "against", _("against, or reserved")
        ABSENT = "absent", _("no longer there")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stakeholders")
    kind = models.CharField(max_length=16, choices=PartyKind, default=PartyKind.INHABITANTS)
    name = models.CharField(max_length=150)
    place = models.CharField(max_length=8, choices=Place, default=Place.MISSING)
    wanted = models.TextField(max_length=600, blank=True)
    next_gesture = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True, blank=True)
    partner = models.ForeignKey(
        Partner, null=True, blank=True, on_delete=models.SET_NULL, related_name="stakeholders"
    )
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["kind", "name", "pk"]
        indexes = [models.Index(fields=["project", "retired_on"])]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("projects:stakeholder", args=[self.project.slug, self.pk])
