"""The report: sections, paragraphs that cite what they stand on, and the editions that are published for good."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.evidence import Evidence, Numbered, cohorts_worked_on
from levain.capitalisation.models.finding import Finding
from levain.capitalisation.models.frozen import Frozen
from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.capitalisation.models.practice import PracticeSheet
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.territories.models import Territory


class Figure(Numbered):
    """A figure of the report: its method, how many answers it counts, and where its rows are.

    `reads` names the figures of the evaluation it shows, each `{source, code, label}`: its value is then theirs, read
    again until the report is published. Without it, the value is the one that was written down. The value is that of
    the whole session; a report about a part of it keeps its own in `Report.readings`.
    """

    class Promise(models.TextChoices):
        NONE = "none", _("counts facts, not answers")
        ATTRIBUTED = "attributed", _("attributed answers, announced as such")
        CONFIDENTIAL = "confidential", _("confidential answers")
        ANONYMOUS = "anonymous", _("anonymous answers")

    slug = models.SlugField(max_length=60)
    label = models.CharField(max_length=250)
    value = models.JSONField()
    counted = models.CharField(max_length=120)
    n = models.PositiveIntegerField(null=True, blank=True)
    promise = models.CharField(max_length=12, choices=Promise, default=Promise.NONE)
    method = models.CharField(max_length=40)
    rows = models.CharField(max_length=250)
    taken_on = models.DateField(null=True, blank=True)
    reads = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True)
    # As a report reads it for itself: its days, why what it counts goes beyond them, whether it stays as published.
    since: date | None = None
    until: date | None = None
    beyond: str = ""
    stays: bool = False

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.UniqueConstraint(fields=["cohort", "slug"], name="a_figure_has_its_name_in_its_cohort"),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("capitalisation:home", args=[self.cohort.slug]) + f"#figure-{self.pk}"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everyone reads a report once it is published; before, those who compose it."""
        published = Q(pk__in=Edition.objects.values("report"))
        return self.filter(published | cohorts_worked_on(user))

    def widest_first(self):
        """Those about their whole session before those about a part of it, then the latest."""
        chosen = Q(Exists(Report.projects.through.objects.filter(report=OuterRef("pk"))))
        part = chosen | Q(since__isnull=False) | Q(until__isnull=False) | Q(territory__isnull=False)
        part = ExpressionWrapper(part, output_field=models.BooleanField())
        return self.annotate(is_part=part).order_by("is_part", "-dated", "-pk")


class Report(models.Model):
    """What a cohort teaches, whole, or for the projects, the period, the territory chosen.

    `readings` are the figures as they are for what was chosen, each by its slug; empty for a report about all.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="reports")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    intro = models.TextField(max_length=2000, blank=True)
    leads = models.ManyToManyField(PolicyLead, blank=True, related_name="reports")
    dated = models.DateField(default=timezone.localdate)
    projects = models.ManyToManyField(Project, blank=True, related_name="+")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    readings = models.JSONField(default=list, blank=True)
    fictional = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(since__lte=models.F("until")),
                name="the_period_of_a_report_begins_before_it_ends",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:report", args=[self.slug])


class Section(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["report", "position", "pk"]

    def __str__(self):
        return self.title


class Paragraph(models.Model):
    """A finding stands on published sources; context and opinion are confirmed by a second reader."""

    class Kind(models.TextChoices):
        FINDING = "finding", _("finding")
        CONTEXT = "context", _("context")
        OPINION = "opinion", _("opinion")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FINDING)
    text = models.TextField(max_length=4000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token", "position"])

    class Meta:
        ordering = ["section", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(confirmed_by=models.F("written_by")),
                name="the_second_reader_is_another_person",
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def anchor(self) -> str:
        return f"paragraphe-{self.pk}"


class Citation(models.Model):
    """What a paragraph stands on: one object of the chain, or a source named in words."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    lead = models.ForeignKey(PolicyLead, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    figure = models.ForeignKey(Figure, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sheet = models.ForeignKey(
        PracticeSheet, null=True, blank=True, on_delete=models.PROTECT, related_name="citations"
    )
    source = models.JSONField(default=dict, blank=True)

    TARGETS = ("finding", "evidence", "lesson", "lead", "figure", "project", "sheet")

    class Meta:
        ordering = ["position", "pk"]

    @property
    def target(self):
        """The object cited, or None for a source named in words."""
        return next((getattr(self, name) for name in self.TARGETS if getattr(self, f"{name}_id")), None)


class Edition(Frozen):
    """A report as it was published: its document, the digest of each part, and the digest over them.

    `figures` are those it shows, as they were that day: method, value, how many counted, how many invited.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    figures = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="an_edition_has_its_number_in_its_report")
        ]

    def __str__(self):
        return f"{self.report}, {self.number}"

    def get_absolute_url(self):
        return reverse("capitalisation:edition", args=[self.report.slug, self.number])
