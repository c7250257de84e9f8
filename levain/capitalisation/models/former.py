"""What a piece of evidence was, before its source changed and its new words were taken."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from levain.capitalisation.models.evidence import Evidence
from levain.foundation.models import Passage


class FormerPassage(models.Model):
    """The words a piece of evidence had, with the answer of the person quoted at that time."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="former")
    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="former")
    consent = models.CharField(max_length=12, choices=Evidence.Consent)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.passage.quote
