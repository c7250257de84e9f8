"""What is made of a seminar once it is over: its minutes sent, the team's review, photos of walls and rooms."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.models import Document
from levain.seminars.models.gathering import PhotoConsent
from levain.seminars.models.people import Registration
from levain.seminars.models.seminars import Activity, Minutes, Seminar


class MinutesSent(models.Model):
    """The approved minutes left for those who were registered: which version, and to how many people."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="sendings")
    version = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    sent_on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "version"], name="a_version_of_minutes_leaves_once"),
        ]

    def __str__(self):
        return f"{self.minutes} ({self.version})"


class AfterAction(models.Model):
    """M-AAR, the review that the team makes within half an hour of the end: no blame, four questions."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="after_action")
    planned = models.TextField(max_length=3000)
    happened = models.TextField(max_length=3000)
    why = models.TextField(max_length=3000, blank=True)
    keep = models.TextField(max_length=3000, blank=True)
    change = models.TextField(max_length=3000, blank=True)
    who = models.CharField(max_length=300, blank=True)
    held_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    def __str__(self):
        return str(_("Review after “%(seminar)s”")) % {"seminar": self.seminar.title}

    def get_absolute_url(self):
        return reverse("seminars:after_action", args=[self.seminar.slug])


class ActivityPhoto(models.Model):
    """A wall of notes, a table, a room; the file hangs from it. `people`: those who can be recognised on it."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="photos")
    caption = models.CharField(max_length=300)
    people = models.ManyToManyField(Registration, blank=True, related_name="+")
    added_on = models.DateField(default=timezone.localdate)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    documents = GenericRelation(Document, "object_id", "object_type")
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.caption

    def get_absolute_url(self):
        return reverse("seminars:photos", args=[self.activity.seminar.slug, self.activity_id]) + f"#photo-{self.pk}"

    def agreed(self, on=None) -> bool:
        """Nobody can be recognised, or each person who can has agreed and has not taken it back."""
        day = on or timezone.localdate()
        consents = [getattr(person, "photos", None) for person in self.people.all()]
        return all(consent and consent.allows(PhotoConsent.Channel.COHORT, day) for consent in consents)
