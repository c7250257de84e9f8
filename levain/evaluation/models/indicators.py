"""What a project follows through its year, and the values taken: proposed, looked at, approved, locked."""

from decimal import Decimal

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.evaluation.models.framework import Indicator
from levain.foundation.models import Document
from levain.projects.models import Project

# Counts and quantities of a project may be added to those of another; shares, medians and scores never are.
ADDING_METHODS = {"M-PART", "M-EVID", "M-OH"}
NEVER_ADDED = ("%", "score", "médiane", "groupes")


class Followed(models.Model):
    """An indicator in a project, the framework's or one of its own: where it starts and where it aims."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("a number")
        LEVEL = "level", _("described levels")
        YES_NO = "yes_no", _("yes or no")
        WORDS = "words", _("words")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="followed_indicators")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    label = models.CharField(max_length=200)
    definition = models.TextField(max_length=1000, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NUMBER)
    impact = models.CharField(max_length=8, choices=Indicator.Impact, default=Indicator.Impact.DIRECT)
    better = models.CharField(max_length=4, choices=Indicator.Better, default=Indicator.Better.UP)
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=12, default="M-EVID")
    baseline = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_words = models.CharField(max_length=300, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    # The parts that a value may be broken down into, in words.
    breakdown = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    retired_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["indicator__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "indicator"],
                condition=Q(retired_on=None),
                name="a_project_follows_an_indicator_once",
            )
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("evaluation:followed", args=[self.project.slug, self.pk])

    @property
    def adds_up(self) -> bool:
        """Whether its value may be added to another project's: shares and medians never are."""
        shared = self.indicator_id and self.kind == self.Kind.NUMBER and self.method in ADDING_METHODS
        return bool(shared) and not any(word in self.unit for word in NEVER_ADDED)

    @property
    def lacks(self) -> list[str]:
        """What its definition still misses for a value to be approved (quality contract, SU6)."""
        wanted = {
            _("the unit"): self.unit or self.kind in (self.Kind.WORDS, self.Kind.LEVEL),
            _("the source"): self.source,
            _("where it starts"): self.baseline is not None or self.baseline_words,
            _("where it aims"): self.target is not None or self.better == Indicator.Better.NONE,
        }
        return [str(what) for what, told in wanted.items() if not told]


class FollowedLevel(models.Model):
    """What one level of a qualitative indicator looks like, in words that anyone can check."""

    followed = models.ForeignKey(Followed, on_delete=models.CASCADE, related_name="levels")
    value = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(fields=["followed", "value"], name="a_level_of_an_indicator_is_described_once")
        ]

    def __str__(self):
        return self.text


class MeasureQuerySet(models.QuerySet):
    def counted(self):
        """Only what was approved adds up."""
        return self.filter(state__in=[Measure.State.APPROVED, Measure.State.LOCKED])


class Measure(models.Model):
    """A value taken on a day, with its source and its proof."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("measure", "proposed")
        REVIEWED = "reviewed", pgettext_lazy("measure", "looked at")
        RETURNED = "returned", pgettext_lazy("measure", "returned")
        APPROVED = "approved", pgettext_lazy("measure", "approved")
        LOCKED = "locked", pgettext_lazy("measure", "locked")

    followed = models.ForeignKey(Followed, on_delete=models.CASCADE, related_name="measures")
    taken_on = models.DateField(default=timezone.localdate)
    since = models.DateField(null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    words = models.TextField(max_length=2000, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300)
    proof = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    returned_because = models.TextField(max_length=500, blank=True)
    locked_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])

    objects = MeasureQuerySet.as_manager()

    class Meta:
        ordering = ["taken_on", "pk"]
        indexes = [models.Index(fields=["followed", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(words=""), name="a_measure_gives_a_value_or_words"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "locked"])
                | (Q(decided_by__isnull=False) & Q(decided_on__isnull=False) & ~Q(source="") & ~Q(proof="")),
                name="an_approved_measure_has_its_source_its_proof_and_who_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(returned_because=""), name="a_returned_measure_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.followed} · {self.taken_on.isoformat()}"

    def get_absolute_url(self):
        return reverse("evaluation:measure", args=[self.pk])

    @property
    def project(self):
        return self.followed.project

    @property
    def counted(self) -> bool:
        return self.state in (self.State.APPROVED, self.State.LOCKED)

    @property
    def parts_gap(self) -> Decimal | None:
        """How far its parts are from the whole; None when it is not broken down."""
        if not self.parts or self.value is None:
            return None
        return self.value - sum((Decimal(str(part)) for part in self.parts.values()), Decimal())
