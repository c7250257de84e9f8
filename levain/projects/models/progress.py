"""The short note asked of each project from time to time."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.design.dates import in_words
from levain.programmes.models import Cohort
from levain.projects.models.project import Project


class NoteRound(models.Model):
    """The projects of a cohort are asked for a note; `every` so many weeks, they are asked again."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="note_rounds")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(default=timezone.localdate)
    due = models.DateField()
    every = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "asked_on"], name="a_cohort_is_asked_for_notes_once_a_day"),
            models.CheckConstraint(condition=Q(due__gte=models.F("asked_on")), name="a_note_is_due_once_asked"),
            models.CheckConstraint(
                condition=Q(every__isnull=True) | Q(every__gte=1, every__lte=26), name="notes_are_asked_in_weeks"
            ),
        ]

    def __str__(self):
        return str(_("Progress notes of %(day)s")) % {"day": in_words(self.asked_on)}

    def get_absolute_url(self):
        return reverse("projects:cohort_notes", args=[self.cohort.slug]) + f"?tour={self.pk}"


class ProgressNote(models.Model):
    """What moved, what blocks, what comes next, the help wanted: one project's note in one round."""

    class State(models.TextChoices):
        WAITED_FOR = "waited", _("waited for")
        GIVEN = "given", _("given")
        SKIPPED = "skipped", _("skipped this time")

    QUESTIONS = ("moved", "blocks", "next", "help")

    round = models.ForeignKey(NoteRound, on_delete=models.CASCADE, related_name="notes")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="progress_notes")
    state = models.CharField(max_length=8, choices=State, default=State.WAITED_FOR)
    moved = models.TextField(max_length=1000, blank=True)
    blocks = models.TextField(max_length=1000, blank=True)
    next = models.TextField(max_length=1000, blank=True)
    help = models.TextField(max_length=1000, blank=True)
    skipped_because = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-round__asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "project"], name="a_project_gives_one_note_a_round"),
            models.CheckConstraint(
                condition=~Q(state="given") | Q(given_at__isnull=False), name="a_given_note_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(skipped_because=""), name="a_skipped_note_has_its_reason"
            ),
        ]

    def __str__(self):
        return str(_("Progress note of %(day)s")) % {"day": in_words(self.round.asked_on)}

    def get_absolute_url(self):
        return reverse("projects:progress_note", args=[self.project.slug, self.pk])
