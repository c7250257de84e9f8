"""What people say to one another in a project or across its cohort, in order, for readers named beforehand."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models.project import Project


class Circle(models.TextChoices):
    """Who reads a conversation: three of the four audiences, or the supporting side among itself."""

    COLLECTIVE = Audience.COLLECTIVE.value, _("the collective and its adviser")
    PROJECT = Audience.PROJECT.value, _("the project, local authority included")
    COHORT = Audience.COHORT.value, _("all the projects of the cohort")
    SUPPORT = "support", _("the supporting side, without the project")


class Conversation(models.Model):
    """A subject and its messages; without a project, it belongs to the cohort as a whole."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="conversations")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="conversations"
    )
    audience = models.CharField(max_length=12, choices=Circle)
    subject = models.CharField(max_length=120)
    # The experts for whom a conversation of the supporting side is open too.
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["project", "-last_at"]), models.Index(fields=["cohort", "-last_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False) | Q(audience__in=["cohort", "support"]),
                name="a_conversation_of_no_project_is_for_the_cohort",
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("projects:conversation", args=[self.pk])

    @property
    def place(self):
        return self.project or self.cohort

    @property
    def fictional(self) -> bool:
        return self.place.fictional


class MessageQuerySet(models.QuerySet):
    def standing(self):
        """Those whose words are still there."""
        return self.filter(withdrawn_at=None)

    def select_related(self, *fields):
        """With nothing named: all that the rules ask of a message, its project included, which may be missing."""
        around = ("author", "conversation__cohort__programme", "conversation__project__cohort__programme")
        return super().select_related(*(fields or around))


class Message(models.Model):
    """A person's words in a conversation; they may carry one thing of the house, and a file."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages")
    role = models.CharField(max_length=16, choices=RoleCode, blank=True)
    text = models.TextField(max_length=4000, blank=True)
    # Given when the answer came from a mail whose box may be shared, by someone who named herself otherwise.
    signed = models.CharField(max_length=120, blank=True)
    carried_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    carried_id = models.PositiveBigIntegerField(null=True, blank=True)
    carried = GenericForeignKey("carried_type", "carried_id")
    sent_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])
    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["author", "sent_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(text=""), name="words_of_a_withdrawn_message_are_not_kept"
            )
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return f"{self.conversation.get_absolute_url()}?message={self.pk}#message-{self.pk}"


class Reading(models.Model):
    """Up to which message a person has read: for her own marks, shown to nobody else."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    upto = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="a_person_has_one_mark_in_a_conversation")
        ]
