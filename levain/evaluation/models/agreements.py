"""What the sides sign, what each person thinks of each objective, and what both sides agree to publish."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from levain.evaluation.models.objectives import Moment, Objective, Voice
from levain.projects.models import Project


class Signature(models.Model):
    """One side signs the settled objectives as they read then: a change of words, levels or weights asks it again."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="signatures")
    voice = models.CharField(max_length=12, choices=Voice)
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name_on_paper = models.CharField(max_length=120, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "voice", "digest"], name="a_side_signs_the_same_words_once"),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=False) | (~Q(name_on_paper="") & Q(typed_by__isnull=False)),
                name="a_signature_names_who_signed",
            ),
        ]

    def __str__(self):
        return self.name_on_paper or str(self.signed_by)


class PersonalView(models.Model):
    """How much an objective matters to one person and how far she thinks it is reached, from 1 to 5.

    Answered on paper, it names nobody: `sheet` tells one sheet from another. Shown by side from five answers on, once
    the days to answer are over: read meanwhile, one more answer would be told apart.
    """

    # From the first answer of a project at a moment.
    OPEN_FOR = timedelta(days=14)

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="personal_views")
    moment = models.CharField(max_length=8, choices=Moment)
    voice = models.CharField(max_length=12, choices=Voice)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="views_of_objectives"
    )
    sheet = models.UUIDField(null=True, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    attainment = models.PositiveSmallIntegerField(null=True, blank=True)
    shown_under_the_floor = models.BooleanField(default=False)
    given_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["objective", "moment", "voice"]
        indexes = [models.Index(fields=["objective", "moment"])]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "moment", "person"],
                condition=Q(person__isnull=False),
                name="a_person_gives_her_view_once_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["objective", "moment", "sheet"],
                condition=Q(sheet__isnull=False),
                name="a_sheet_gives_its_view_once_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, sheet__isnull=True) | Q(person__isnull=True, sheet__isnull=False),
                name="a_view_is_of_a_person_or_of_a_sheet",
            ),
            models.CheckConstraint(
                condition=Q(importance__isnull=True) | Q(importance__range=(1, 5)), name="importance_from_1_to_5"
            ),
            models.CheckConstraint(
                condition=Q(attainment__isnull=True) | Q(attainment__range=(1, 5)), name="attainment_from_1_to_5"
            ),
        ]


class GapAgreement(models.Model):
    """One side agrees to the publication of the gaps of a moment; both must, and each may go back on it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="gap_agreements")
    moment = models.CharField(max_length=8, choices=Moment)
    voice = models.CharField(max_length=12, choices=Voice)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "moment", "voice"], name="a_side_agrees_once_for_a_moment")
        ]

    def __str__(self):
        return f"{self.get_voice_display()}, {self.get_moment_display()}"
