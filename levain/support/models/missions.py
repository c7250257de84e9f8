"""Ad-hoc expertise: who can give it, and a few days of it from the brief to what both sides say of it."""

from textwrap import shorten

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.models import Document
from levain.projects.models import Project
from levain.support.models.needs import Need
from levain.territories.models import Territory


class Expert(models.Model):
    """What a person of the pool can do, where, and for how many days: she writes it herself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="expertise")
    themes = models.JSONField(default=list, blank=True)
    can_do = models.TextField(max_length=2000)
    territories = models.ManyToManyField(Territory, blank=True, related_name="experts")
    free_from = models.DateField(null=True, blank=True)
    free_until = models.DateField(null=True, blank=True)
    days = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["user__name"]

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        return reverse("support:experts") + f"#expert-{self.pk}"


class Mission(models.Model):
    """A few days of ad-hoc expertise, counted against the envelope of the cohort once the expert has agreed."""

    class State(models.TextChoices):
        BRIEF = "brief", _("brief written")
        ASKED = "asked", _("experts asked")
        AGREED = "agreed", _("agreed")
        DELIVERED = "delivered", _("delivered")
        CLOSED = "closed", _("appraised by both sides")
        CANCELLED = "cancelled", _("cancelled")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="missions")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="missions")
    state = models.CharField(max_length=10, choices=State, default=State.BRIEF)
    brief = models.TextField(max_length=2000)
    theme = models.CharField(max_length=30, blank=True)
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="missions"
    )
    days = models.DecimalField(max_digits=4, decimal_places=1, validators=[MinValueValidator(0)])
    visits = models.JSONField(default=list, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    deliverable = models.TextField(max_length=2000, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    appraisal_bearer = models.TextField(max_length=2000, blank=True)
    usefulness_bearer = models.PositiveSmallIntegerField(null=True, blank=True)
    appraisal_expert = models.TextField(max_length=2000, blank=True)
    usefulness_expert = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    added_on = models.DateField(default=timezone.localdate)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["added_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["agreed", "delivered", "closed"]) | models.Q(expert__isnull=False),
                name="a_mission_agreed_has_an_expert",
            )
        ]

    def __str__(self):
        return shorten(self.brief, 80, placeholder="…")

    def get_absolute_url(self):
        return reverse("support:mission", args=[self.pk])


class MissionOffer(models.Model):
    """A mission put to an expert of the pool, and whether she takes it."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        YES = "yes", _("ready to do it")
        NO = "no", _("not this time")

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="offers")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mission_offers")
    asked_on = models.DateField(default=timezone.localdate)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    words = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "expert"], name="an_expert_is_asked_once_for_a_mission")
        ]

    def __str__(self):
        return str(self.expert)

    def get_absolute_url(self):
        return self.mission.get_absolute_url()
