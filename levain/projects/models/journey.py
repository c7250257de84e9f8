"""The dated steps of its year."""

from django.db import models

from levain.projects.models.project import Project


class Step(models.Model):
    """A dated step of the journey."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due"]

    def __str__(self):
        return self.title
