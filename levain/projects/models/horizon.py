"""From initiative to territorial project, then after the accelerator."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.projects.models.project import Project


class Horizon(models.Model):
    """What the project wants to become, the plan or decision it wants to enter, its next step."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="horizon")
    ambition = models.TextField(max_length=1500, blank=True)
    plans = models.JSONField(default=list, blank=True)
    plans_how = models.TextField(max_length=1000, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    def __str__(self):
        return str(_("From initiative to territorial project"))

    def get_absolute_url(self):
        return reverse("projects:horizon", args=[self.project.slug])


class Afterwards(models.Model):
    """What holds once the accelerator is over: agreement, budget, who takes over, a call at six months."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="afterwards")
    agreement = models.TextField(max_length=1000, blank=True)
    agreement_on = models.DateField(null=True, blank=True)
    budget = models.TextField(max_length=1000, blank=True)
    takes_over = models.TextField(max_length=1000, blank=True)
    call_on = models.DateField(null=True, blank=True)
    called_on = models.DateField(null=True, blank=True)
    call_said = models.TextField(max_length=2000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(called_on__isnull=True) | ~models.Q(call_said=""),
                name="a_call_that_was_held_says_something",
            )
        ]

    def __str__(self):
        return str(_("After the accelerator"))

    def get_absolute_url(self):
        return reverse("projects:afterwards", args=[self.project.slug])
