"""What is evaluated and how: questions by criterion, indicators, the logic model, the maturity grid.

The starter framework belongs to no cohort; a cohort adopts it as a copy of its own.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.programmes.models import Cohort


class FrameworkQuerySet(models.QuerySet):
    def starter(self):
        return self.filter(cohort__isnull=True)


class Framework(models.Model):
    cohort = models.OneToOneField(
        Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="evaluation_framework"
    )
    version = models.CharField(max_length=12)
    note = models.TextField(blank=True)
    moments = models.JSONField(default=list, blank=True)
    thresholds = models.JSONField(default=dict, blank=True)
    evidence_levels = models.JSONField(default=list, blank=True)
    maturity_title = models.CharField(max_length=200, blank=True)
    maturity_note = models.TextField(blank=True)
    territorial_rule = models.JSONField(default=dict, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(cohort__isnull=True), name="a_starter_framework_is_loaded_once"
            )
        ]

    def __str__(self):
        return f"{self.cohort or ''} {self.version}".strip()

    def get_absolute_url(self):
        if self.cohort is None:
            return reverse("evaluation:framework")
        return reverse("evaluation:cohort_framework", args=[self.cohort.slug])


class PartOfFramework(models.Model):
    """Anything in a framework has a short code that is its own there."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="%(class)ss")
    code = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="%(class)s_code_is_unique")]


class Criterion(PartOfFramework):
    """The kind of judgement a question calls for (M-DAC)."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="criteria")
    label = models.CharField(max_length=100)
    gloss = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.label


class EvaluationQuestion(PartOfFramework):
    class About(models.TextChoices):
        PROJECTS = "projects", _("the projects")
        ACCELERATOR = "accelerator", _("the accelerator")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="questions")
    about = models.CharField(max_length=12, choices=About)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=300)
    methods = models.JSONField(default=list, blank=True)
    commissioned = models.BooleanField(default=False)
    history = HistoricalRecords()

    def __str__(self):
        return self.text


class LogicNode(PartOfFramework):
    """A box of the logic model (M-LOGIC), from the means to the impact."""

    class Kind(models.TextChoices):
        MEANS = "ressource", _("means")
        ACTIVITY = "activite", _("activity")
        OUTPUT = "realisation", _("output")
        OUTCOME = "resultat", _("outcome")
        IMPACT = "impact", _("impact")

    class Directness(models.TextChoices):
        DIRECT = "direct", _("direct")
        INDIRECT = "indirect", _("indirect")

    kind = models.CharField(max_length=12, choices=Kind)
    directness = models.CharField(max_length=8, choices=Directness, blank=True)
    text = models.CharField(max_length=300)

    def __str__(self):
        return self.text


class LogicLink(models.Model):
    """One thing is held to lead to another, on an assumption that evidence may bear out."""

    source = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="leads_to")
    target = models.ForeignKey(LogicNode, on_delete=models.CASCADE, related_name="comes_from")
    assumption = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="two_nodes_are_linked_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="a_node_does_not_lead_to_itself"),
        ]


class Indicator(PartOfFramework):
    class Kind(models.TextChoices):
        QUANTITATIVE = "quantitative", _("number")
        SCALE = "scale", _("scale")
        BINARY = "binary", _("yes or no")
        TEXT = "text", _("text")

    class Impact(models.TextChoices):
        DIRECT = "direct", _("direct effect")
        INDIRECT = "indirect", _("indirect effect")
        PROCESS = "process", _("how the work is done")

    class Better(models.TextChoices):
        UP = "up", _("better when it rises")
        DOWN = "down", _("better when it falls")
        NONE = "none", _("neither")

    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind)
    impact = models.CharField(max_length=8, choices=Impact)
    better = models.CharField(max_length=4, choices=Better)
    dimension = models.CharField(max_length=40, blank=True)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="indicators")
    questions = models.ManyToManyField(EvaluationQuestion, related_name="indicators")
    source = models.CharField(max_length=200)
    moments = models.JSONField(default=list)
    method = models.CharField(max_length=12)
    history = HistoricalRecords()

    def __str__(self):
        return self.label


class MaturityLevel(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="maturity_levels")
    level = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)

    class Meta:
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=["framework", "level"], name="a_maturity_level_is_named_once")]

    def __str__(self):
        return self.label


class MaturityDimension(PartOfFramework):
    label = models.CharField(max_length=100)
    inspired_by = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.label


class MaturityDescriptor(models.Model):
    """A sentence that must be true, with a piece of evidence, for the level to be reached (M-MATUR)."""

    dimension = models.ForeignKey(MaturityDimension, on_delete=models.CASCADE, related_name="descriptors")
    level = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["level", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "level", "position"], name="a_maturity_descriptor_has_its_place"
            )
        ]

    def __str__(self):
        return self.text
