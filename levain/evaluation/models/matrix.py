"""What a cohort makes of its framework: answers to the questions, places in the logic model, editions kept."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from levain.evaluation.models.framework import EvaluationQuestion, Framework, Indicator, LogicNode


class QuestionAnswer(models.Model):
    """What the evaluation answers to one of its questions, once it can."""

    question = models.OneToOneField(EvaluationQuestion, on_delete=models.CASCADE, related_name="answer")
    text = models.TextField(max_length=3000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    def __str__(self):
        return self.text[:80]


class IndicatorPlace(models.Model):
    """The box of the logic model an indicator looks at."""

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, related_name="place")
    node = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="looked_at_by")


class FrameworkEdition(models.Model):
    """The framework as it was before a change made once it was in use, with the reason of the change."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=500)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="an_edition_of_a_framework_has_its_number")
        ]

    def __str__(self):
        return str(self.number)
