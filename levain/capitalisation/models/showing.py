"""A lesson or a lead that everyone may read: by a deed, or with the edition of a report that holds it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.capitalisation.models.report import Edition
from levain.programmes.models import Cohort


class ShowingQuerySet(models.QuerySet):
    def public(self):
        return self.filter(withdrawn_on=None)


class Showing(models.Model):
    """The words shown are those it had then (`content`); its answer and what followed are read as they are today."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="showings")
    lesson = models.OneToOneField(Lesson, null=True, blank=True, on_delete=models.PROTECT, related_name="showing")
    lead = models.OneToOneField(PolicyLead, null=True, blank=True, on_delete=models.PROTECT, related_name="showing")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.SET_NULL, related_name="showings")
    content = models.JSONField()
    shown_version = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = ShowingQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["withdrawn_on", "-published_at"], name="what_is_shown")]
        constraints = [
            models.CheckConstraint(
                condition=Q(lesson__isnull=True) ^ Q(lead__isnull=True), name="one_thing_is_shown"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""), name="what_is_taken_off_says_why"
            ),
        ]

    def __str__(self):
        return self.content["title"]

    def get_absolute_url(self):
        """Its session and its number: neither ever changes."""
        return reverse(self.route, args=[self.cohort.slug, self.thing.number])

    @property
    def thing(self) -> Lesson | PolicyLead:
        found: Lesson | PolicyLead = self.lesson or self.lead
        return found

    @property
    def route(self) -> str:
        return "capitalisation:public_lesson" if self.lesson_id else "capitalisation:public_lead"
