"""The dated steps of its year."""

from django.db import models
from django.urls import reverse

from levain.projects.models.actions import lateness
from levain.projects.models.project import Project


class Step(models.Model):
    """A dated step of the journey, which the project sets for itself."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:journey", args=[self.project.slug]) + f"#etape-{self.pk}"

    @property
    def late(self) -> str:
        return "" if self.done else lateness(self.due)
