"""The documents of a project, each with its versions."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.projects.models.project import Project


class Paper(models.Model):
    """A document by its title: each file given is a version of it, the last one is read first."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=150)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["project", "-changed_at"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:paper", args=[self.project.slug, self.pk])
