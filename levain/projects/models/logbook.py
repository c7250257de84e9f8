"""What happened, told by those who were there."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.projects.models.project import Project


class LogbookEntryQuerySet(models.QuerySet):
    def standing(self):
        """What readers see: a withdrawn note is no longer shown."""
        return self.filter(withdrawn_at=None)


class LogbookEntry(models.Model):
    """A dated note in the logbook: an evening, a phone, three taps."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress")
        EVENT = "event", _("event")
        DIFFICULTY = "difficulty", _("difficulty")
        DECISION = "decision", _("decision")
        LEARNING = "learning", _("learning")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="logbook")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="logbook_entries")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PROGRESS)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    text = models.TextField(max_length=4000)
    happened_on = models.DateField(default=timezone.localdate)
    people = models.PositiveIntegerField(null=True, blank=True)
    first_timers = models.PositiveIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="notes_said"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    people_agree = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])
    objects = LogbookEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "logbook entries"
        indexes = [models.Index(fields=["project", "-happened_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_timers__isnull=True)
                | Q(people__isnull=False, first_timers__lte=models.F("people")),
                name="first_timers_are_among_the_people",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(text=""), name="withdrawn_words_are_not_kept"
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("projects:entry", args=[self.project.slug, self.pk])

    @property
    def voice(self):
        """Whose words these are: the person who told them, else the one who wrote."""
        return self.said_by or self.author

    @property
    def unconfirmed(self) -> bool:
        """Written for someone who has not said yet that these are her words."""
        return self.said_by_id is not None and self.confirmed_at is None
