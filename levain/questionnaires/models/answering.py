"""What one person, or several together, answered to one revision."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.questionnaires.models.question import Question
from levain.questionnaires.models.questionnaire import Revision


def today():
    return timezone.localdate()


class ResponseQuerySet(models.QuerySet):
    def about(self, subject):
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)

    def drafts(self):
        return self.filter(state=Response.State.DRAFT)


class Response(models.Model):
    """Answers to one revision; an anonymous one keeps no person and no time, the day alone."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        CLOSED = "closed", _("handed in")

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="responses")
    subject_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="responses"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=10, default="fr")
    # Choices and lines that depend on who answers, as they were when she began: {"objectives": [{"code", "label"}]}.
    lists = models.JSONField(default=dict, blank=True)
    anonymous = models.BooleanField(default=False)
    started_on = models.DateField(default=today)
    closed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False)
                | Q(respondent__isnull=True, changed_at__isnull=True, closed_at__isnull=True),
                name="an_anonymous_response_keeps_no_person_and_no_time",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(closed_on__isnull=False), name="a_closed_response_has_its_day"
            ),
        ]

    def __str__(self):
        return str(self.revision.questionnaire)

    @property
    def closed(self):
        return self.state == self.State.CLOSED


class Answer(models.Model):
    """One question answered, in its row of a repeated block (0 outside); `version` counts its wordings.

    Set aside, it keeps the question it answered, which a later revision no longer asks, or asks otherwise.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=60)
    row = models.PositiveIntegerField(default=0)
    value = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    aside = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["row", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "code", "row"],
                condition=Q(aside__isnull=True),
                name="a_question_is_answered_once",
            ),
            models.UniqueConstraint(
                fields=["response", "code", "row", "aside"],
                condition=Q(aside__isnull=False),
                name="an_answer_is_set_aside_once",
            ),
        ]

    def get_absolute_url(self):
        """The page of what it is about."""
        return self.response.subject.get_absolute_url()
