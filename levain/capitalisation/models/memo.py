"""The analytic journal: what those who work on the learning of a session think as they read."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.code import Code
from levain.capitalisation.models.evidence import Evidence, NumberedQuerySet
from levain.programmes.models import Cohort


class Memo(models.Model):
    """A thought on a code, on a piece of evidence, or on the whole session; never published."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="memos")
    code = models.ForeignKey(Code, null=True, blank=True, on_delete=models.CASCADE, related_name="memos")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.CASCADE, related_name="memos")
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=5000)
    fictional = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])
    _history_user: Any

    objects = NumberedQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(evidence__isnull=True), name="a_memo_is_about_one_thing"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:memo", args=[self.pk])
