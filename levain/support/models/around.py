"""What surrounds the needs of a project: obstacles and contacts."""

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.projects.models import Project
from levain.support.models.needs import Need
from levain.support.models.reading import ReadableQuerySet


class Obstacle(models.Model):
    """What stands in the way, who can lift it, what was done: the raw material of policy leads."""

    class Kind(models.TextChoices):
        RULE = "regle", _("rule")
        LAND = "foncier", _("land")
        MONEY = "argent", _("money")
        SKILLS = "competences", _("skills")
        GOVERNANCE = "gouvernance", _("governance")
        CONSENT = "consentement", _("consent")
        CALENDAR = "calendrier", _("calendar")
        OTHER = "autre", _("other")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="obstacles")
    needs = models.ManyToManyField(Need, blank=True, related_name="obstacles")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.TextField(max_length=2000)
    who_can_lift = models.CharField(max_length=300, blank=True)
    tried = models.TextField(max_length=2000, blank=True)
    lifted_on = models.DateField(null=True, blank=True)
    lifted_how = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField(default=timezone.localdate)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = [models.F("lifted_on").desc(nulls_first=True), "-recorded_on", "-pk"]

    def __str__(self):
        return shorten(self.text, 80, placeholder="…")

    def get_absolute_url(self):
        return reverse("support:obstacles", args=[self.project.slug]) + f"#obstacle-{self.pk}"


class Contact(models.Model):
    """A call, a visit or a mail outside the tool, recorded in under a minute: most support happens there."""

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        VISIT = "visit", _("visit")
        MAIL = "mail", _("mail")
        MEETING = "meeting", _("meeting")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contacts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contacts")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CALL)
    happened_on = models.DateField(default=timezone.localdate)
    with_whom = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=2000)
    next = models.CharField(max_length=300, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]

    def __str__(self):
        return shorten(self.text, 80, placeholder="…")

    def get_absolute_url(self):
        return reverse("support:contacts", args=[self.project.slug]) + f"#contact-{self.pk}"
