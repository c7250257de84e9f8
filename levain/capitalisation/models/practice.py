"""The practice sheet of a project (M-REX): what it did, what came of it, on which words and findings it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.evidence import Evidence, Numbered, cohorts_worked_on
from levain.capitalisation.models.finding import Finding
from levain.capitalisation.models.frozen import Frozen
from levain.projects.models import Project


class Part(models.TextChoices):
    """M-REX: the parts of a return on experience, in their order."""

    CONTEXT = "context", _("Context")
    PROBLEM = "problem", _("Problem")
    ACTION = "action", _("Action")
    EFFECTS = "effects", _("Effects observed")
    OBSTACLES = "obstacles", _("What stood in the way")
    LEVERS = "levers", _("What helped")
    CONDITIONS = "conditions", _("To do the same elsewhere")


class PracticeSheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who draw the learning of the cohort, and whoever follows the project."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(cohorts_worked_on(user) | Q(project__in=Project.objects.followed_by(user).order_by()))

    def published(self):
        """What everyone may read."""
        return self.filter(withdrawn_on=None, editions__isnull=False).distinct()


class PracticeSheet(Numbered):
    """Written with the team of the project; its bearer reads it and agrees before it is published."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="practice_sheets")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    context = models.TextField(max_length=3000, blank=True)
    problem = models.TextField(max_length=3000, blank=True)
    action = models.TextField(max_length=3000, blank=True)
    effects = models.TextField(max_length=3000, blank=True)
    obstacles = models.TextField(max_length=3000, blank=True)
    levers = models.TextField(max_length=3000, blank=True)
    conditions = models.TextField(max_length=3000, blank=True)
    # The version that the bearers were asked to read; a later change asks them again.
    asked_version = models.PositiveIntegerField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token", "asked_version", "asked_on"])

    objects = PracticeSheetQuerySet.as_manager()

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""), name="a_withdrawn_sheet_says_why"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:practice", args=[self.pk])

    @property
    def texts(self) -> list[tuple[Part, str]]:
        """Each part with its words, in the order of the method."""
        return [(part, getattr(self, part.value)) for part in Part]


class SheetGround(models.Model):
    """What a part of a sheet stands on: a passage, or a finding."""

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.CASCADE, related_name="grounds")
    part = models.CharField(max_length=10, choices=Part)
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")

    class Meta:
        ordering = ["sheet", "evidence__number", "finding__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) ^ Q(finding__isnull=True), name="a_ground_is_one_thing"
            ),
            models.UniqueConstraint(fields=["sheet", "part", "evidence"], name="a_part_uses_a_passage_once"),
            models.UniqueConstraint(fields=["sheet", "part", "finding"], name="a_part_uses_a_finding_once"),
        ]

    def __str__(self):
        return f"{self.sheet_id} {self.part}"


class SheetReading(models.Model):
    """What somebody of the team answers about a version of the sheet, with her words."""

    class Answer(models.TextChoices):
        AGREES = "agrees", _("agrees that it is published")
        CHANGES = "changes", _("asks for changes")
        REFUSES = "refuses", _("refuses")

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.CASCADE, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sheet_version = models.PositiveIntegerField()
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        indexes = [models.Index(fields=["sheet", "-answered_at"], name="readings_of_a_sheet")]

    def __str__(self):
        return f"{self.sheet_id}: {self.answer}"


class SheetEdition(Frozen):
    """A sheet as it was published: its document, and the digest over the digests of its parts."""

    sheet = models.ForeignKey(PracticeSheet, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["sheet", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="an_edition_has_its_number_in_its_sheet")
        ]

    def __str__(self):
        return f"{self.sheet}, {self.number}"
