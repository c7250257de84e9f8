"""Where a project stands between a small initiative and a territorial project: three looks, proofs, one agreement."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.evaluation.models.framework import MaturityDescriptor, MaturityDimension
from levain.evaluation.models.objectives import Moment
from levain.projects.models import Project

LEVELS = (0, 5)


class Look(models.TextChoices):
    """Who looks at the maturity of a project."""

    BEARER = "bearer", _("the bearers")
    AUTHORITY = "authority", _("the local authority")
    TEAM = "team", _("the support team")


class MaturityAnswer(models.Model):
    """The level one of the three gives a dimension at a moment, before it sees the others'."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="maturity_answers")
    moment = models.CharField(max_length=8, choices=Moment)
    dimension = models.ForeignKey(MaturityDimension, on_delete=models.PROTECT, related_name="answers")
    look = models.CharField(max_length=10, choices=Look)
    level = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["project", "moment", "dimension__position", "look"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "moment", "dimension", "look"], name="a_look_gives_a_dimension_one_level"
            ),
            models.CheckConstraint(condition=Q(level__range=LEVELS), name="a_maturity_level_goes_from_0_to_5"),
            models.CheckConstraint(
                condition=Q(given_by__isnull=False) | Q(typed_by__isnull=False), name="someone_gave_or_typed_a_level"
            ),
        ]

    def __str__(self):
        return f"{self.dimension}, {self.get_look_display()}"


class MaturityProof(models.Model):
    """Something that shows a sentence of the grid to be true of a project, from this moment on."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="maturity_proofs")
    descriptor = models.ForeignKey(MaturityDescriptor, on_delete=models.PROTECT, related_name="proofs")
    moment = models.CharField(max_length=8, choices=Moment)
    text = models.CharField(max_length=300)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField(default=timezone.localdate)
    removed_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["project", "descriptor"])]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("evaluation:maturity", args=[self.project.slug]) + f"#preuve-{self.pk}"


class MaturityAgreement(models.Model):
    """The level agreed once the three have talked; `proposed` is the one the proofs bear out."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="maturity_agreements")
    moment = models.CharField(max_length=8, choices=Moment)
    dimension = models.ForeignKey(MaturityDimension, on_delete=models.PROTECT, related_name="agreements")
    level = models.PositiveSmallIntegerField()
    proposed = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=1000, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["project", "moment", "dimension__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "moment", "dimension"], name="a_dimension_is_agreed_once_at_a_moment"
            ),
            models.CheckConstraint(condition=Q(level__range=LEVELS), name="an_agreed_level_goes_from_0_to_5"),
            models.CheckConstraint(
                condition=Q(level=models.F("proposed")) | ~Q(reason=""),
                name="a_level_other_than_the_proposed_one_has_its_reason",
            ),
        ]

    def __str__(self):
        return pgettext_lazy("maturity", "%(dimension)s, %(moment)s: level %(level)s") % {
            "dimension": self.dimension,
            "moment": str(self.get_moment_display()).lower(),
            "level": self.level,
        }

    def get_absolute_url(self):
        page = reverse("evaluation:maturity", args=[self.project.slug])
        return f"{page}?moment={Moment(self.moment).path}#{self.dimension.code}"
