"""What is to be done, and what was promised."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.models.project import Project


class Action(models.Model):
    """Something to do, by whom and by when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    due = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [models.F("done").desc(nulls_first=True), "due"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:actions", args=[self.project.slug]) + f"#action-{self.pk}"


class Commitment(models.Model):
    """What someone promised the project, and whether it was kept."""

    class Kept(models.TextChoices):
        OPEN = "open", _("not yet known")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("not kept")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commitments")
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    kept = models.CharField(max_length=8, choices=Kept, default=Kept.OPEN)

    class Meta:
        ordering = ["due"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("projects:actions", args=[self.project.slug]) + f"#commitment-{self.pk}"
