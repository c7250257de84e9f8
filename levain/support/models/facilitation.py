"""What the State and others did so that a project could move: recorded as such, with what it unblocked."""

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.people.models import Organisation
from levain.projects.models import Project
from levain.support.models.around import Obstacle
from levain.support.models.needs import Need, Proposal
from levain.support.models.reading import ReadableQuerySet


class Facilitation(models.Model):
    """An introduction, a meeting convened, a word in the right place; `unblocked` is told when it is known."""

    class Kind(models.TextChoices):
        INTRODUCTION = "introduction", _("an introduction")
        MEETING = "meeting", _("a meeting convened")
        WORD = "word", _("a word to the right person")
        OTHER = "other", _("another gesture")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="facilitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="facilitations")
    service = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="facilitations"
    )
    kind = models.CharField(max_length=14, choices=Kind)
    happened_on = models.DateField(default=timezone.localdate)
    with_whom = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=2000)
    obstacle = models.ForeignKey(
        Obstacle, null=True, blank=True, on_delete=models.SET_NULL, related_name="facilitations"
    )
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="facilitations")
    unblocked = models.TextField(max_length=1000, blank=True)
    unblocked_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    token = models.UUIDField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["token", "project"], name="a_gesture_is_recorded_once_for_a_project")
        ]

    def __str__(self):
        return shorten(self.text, 80, placeholder="…")

    def get_absolute_url(self):
        return reverse("support:facilitations", args=[self.project.slug]) + f"#facilitation-{self.pk}"


class ProposalStep(models.Model):
    """A support asked for and followed: what was sent, accepted, done, handed over, each on its day."""

    class Kind(models.TextChoices):
        SENT = "sent", _("request sent")
        RECEIVED = "received", _("request received")
        ACCEPTED = "accepted", _("request accepted")
        REFUSED = "refused", _("request refused")
        PREPARED = "prepared", _("visit to prepare")
        ON_SITE = "on_site", _("days on site")
        DELIVERED = "delivered", _("result handed over")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField(default=timezone.localdate)
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return self.proposal.get_absolute_url()
