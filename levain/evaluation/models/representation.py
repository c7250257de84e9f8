"""What share of the population a group is, with its source: what those who took part are compared with (M-PART)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from levain.projects.models import Project, Question


class PopulationShare(models.Model):
    """The share of one answer (tenants, under thirty…) among the inhabitants, as a source tells it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="population_shares")
    question = models.CharField(max_length=20, choices=Question)
    answer = models.CharField(max_length=30)
    share = models.DecimalField(max_digits=5, decimal_places=4)
    source = models.CharField(max_length=200)
    source_date = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "question", "answer"], name="a_group_has_one_share"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="a_share_is_from_0_to_1"),
        ]

    def __str__(self):
        return f"{self.get_question_display()} · {self.answer}"

    def get_absolute_url(self):
        return reverse("evaluation:representation", args=[self.project.slug]) + f"#groupe-{self.pk}"
