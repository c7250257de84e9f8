"""People without an account: those who write to a project's team, those who follow its news."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.models.project import Project


class NeighbourMessageQuerySet(models.QuerySet):
    def delivered(self):
        """A message reaches the team once its writer has confirmed it from the mail."""
        return self.filter(confirmed_at__isnull=False)


class NeighbourMessage(models.Model):
    """A hand offered, a question, or something to report; the address of the writer is shown to nobody."""

    class Kind(models.TextChoices):
        HELP = "help", _("give a hand")
        QUESTION = "question", _("ask a question")
        CONCERN = "concern", _("report something")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="neighbour_messages")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.QUESTION)
    name = models.CharField(max_length=80)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    text = models.TextField(max_length=2000)
    token = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = NeighbourMessageQuerySet.as_manager()

    class Meta:
        ordering = [models.F("answered_at").asc(nulls_first=True), "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="only_a_confirmed_message_is_answered",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.name}"

    def get_absolute_url(self):
        return reverse("projects:messages", args=[self.project.slug]) + f"#message-{self.pk}"


class Follower(models.Model):
    """An address that asked, then confirmed, to receive the news of a project; the row goes when she stops."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), "project", name="an_address_follows_a_project_once")]
        indexes = [models.Index(fields=["confirmed_at", "told_at"])]

    def __str__(self):
        return str(self.project)
