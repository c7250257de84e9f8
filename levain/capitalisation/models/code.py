"""A nested codebook: what each code means, what it takes in and leaves out, and how the book itself changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.programmes.models import Cohort


class Code(models.Model):
    """An entry of a session's codebook, known by a slug that stays; without a session, in the shared book."""

    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="codes")
    slug = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    label = models.CharField(max_length=120)
    definition = models.TextField(max_length=1000, blank=True)
    include = models.TextField(max_length=1000, blank=True)
    exclude = models.TextField(max_length=1000, blank=True)
    example = models.TextField(max_length=1000, blank=True)
    taken_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="taken")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")
    retired_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])
    _history_user: Any

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "slug"], name="a_code_stands_once_in_a_codebook"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(cohort__isnull=True), name="a_shared_code_stands_once"
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="a_code_is_not_under_itself"),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("capitalisation:code", args=[self.pk])

    @property
    def in_use(self) -> bool:
        """Whether it may still be given to words."""
        return self.retired_at is None


class CodeChange(models.Model):
    """A merge or a split of codes: what moved is known by it, so that it can be undone."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")

    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="changes")
    into = models.ForeignKey(Code, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind)
    why = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.code} {self.kind}"


class ChildMoved(models.Model):
    """A sub-code that followed a merge, and where it stood: undoing puts it back there."""

    change = models.ForeignKey(CodeChange, on_delete=models.CASCADE, related_name="children")
    child = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return str(self.child)
