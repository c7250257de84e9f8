"""What a project looks for from people around: time, skills, equipment."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import without_contacts
from levain.projects.models.project import Project


class Hand(models.TextChoices):
    TIME = "time", _("time")
    SKILL = "skill", _("a skill")
    EQUIPMENT = "equipment", _("equipment")


class HelpCallQuerySet(models.QuerySet):
    def standing(self, on=None):
        """Still looked for: neither done nor past its day."""
        return self.filter(done_at=None, until__gte=on or timezone.localdate())

    def shown(self, on=None):
        return self.standing(on).filter(hidden_at=None)


class HelpCall(models.Model):
    """What the bearer looks for, when, how many, until which day: written for everyone to read."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="help_calls")
    hand = models.CharField(max_length=9, choices=Hand, default=Hand.TIME)
    title = models.CharField(max_length=120)
    details = models.TextField(max_length=1000, blank=True)
    when = models.CharField(max_length=120, blank=True)
    how_many = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="help_calls")
    token = models.UUIDField(null=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    found_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = HelpCallQuerySet.as_manager()

    class Meta:
        ordering = [models.F("done_at").desc(nulls_first=True), "until", "pk"]
        indexes = [models.Index(fields=["project", "done_at", "until"], name="calls_for_help_of_a_project")]
        constraints = [
            models.CheckConstraint(condition=Q(how_many=None) | Q(how_many__gte=1), name="one_hand_at_least_is_asked")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:help_calls", args=[self.project.slug]) + f"#appel-{self.pk}"

    @property
    def public_text(self) -> str:
        return without_contacts(f"{self.title}\n{self.details}" if self.details else self.title)

    @property
    def public_details(self) -> str:
        return without_contacts(self.details)

    @property
    def past(self) -> bool:
        return self.done_at is None and self.until < timezone.localdate()

    @property
    def public(self) -> bool:
        return self.done_at is None and self.hidden_at is None and not self.past
