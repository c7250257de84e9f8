"""A programme, its cohorts of at most so many projects, and the phases of their year."""

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class House(models.Model):
    """The whole house, in one row: what those who may found programmes in it are administrators of."""

    made_on = models.DateField(default=timezone.localdate)

    def __str__(self):
        return str(_("the whole house"))

    @classmethod
    def this(cls) -> "House":
        """The house, for a question about rights: asked of no row."""
        return cls(pk=ONLY)


ONLY = 1


class Programme(models.Model):
    """Founded in a house by its administrator: who carries it answers for it on the public pages."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    carried_by = models.CharField(max_length=200, blank=True)
    contact = models.EmailField(blank=True)
    # Where its people live: its sessions begin with it, and each may say another.
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, unique=True, editable=False)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portal:programme", args=[self.slug])


class Cohort(models.Model):
    """One session of the programme: the projects supported together for a year."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(1)])
    starts = models.DateField()
    ends = models.DateField()
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    expertise_days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts"]
        indexes = [models.Index(fields=["-starts"], name="cohorts_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="a_cohort_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portal:cohort", args=[self.slug])


class Phase(models.Model):
    """A stretch of the cohort's year, with three names: as it is announced, while it runs, once it is over."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="phases")
    name_before = models.CharField(max_length=120)
    name_during = models.CharField(max_length=120)
    name_after = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="a_phase_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.name_on(timezone.localdate())

    def name_on(self, day) -> str:
        if day < self.starts:
            return self.name_before
        return self.name_during if day <= self.ends else self.name_after


class Engagement(models.Model):
    """One of the twenty engagements of the ÉcoQuartier framework, in one of its versions."""

    class Version(models.TextChoices):
        CHARTER = "2017", _("charter of 2016-2017")
        GUIDE = "2020-2024", _("framework of 2020, guide of 2023-2024")

    version = models.CharField(max_length=10, choices=Version)
    number = models.PositiveSmallIntegerField()
    dimension = models.PositiveSmallIntegerField()
    dimension_title = models.CharField(max_length=120)
    title = models.CharField(max_length=400)
    meaning = models.TextField(blank=True)
    for_a_citizen_project = models.TextField(blank=True)
    confidence = models.CharField(max_length=20)
    source = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["version", "number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="an_engagement_has_one_title_in_a_version")
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"
