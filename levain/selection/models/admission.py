"""Whether an application may be read by the jury: what is checked, asked again, and said by the State service."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation
from levain.selection.models.application import Application
from levain.selection.models.call import Call


class ChecklistItem(models.Model):
    """One point that the team looks at in each application of a call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class Check(models.Model):
    """What the team found on one point of one application."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        ASK = "ask", _("to be asked")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="checks")
    item = models.ForeignKey(ChecklistItem, on_delete=models.CASCADE, related_name="checks")
    answer = models.CharField(max_length=3, choices=Answer)
    note = models.TextField(max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "item"], name="a_point_is_checked_once_in_an_application")
        ]


class CorrectionRequest(models.Model):
    """What is asked of the applicants, until when: it opens these questions to their pen, and nothing else."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="corrections")
    reason = models.TextField(max_length=1000)
    # What is missing, a line each, in the team's words; and the codes of the questions that open again.
    missing = models.JSONField(default=list, blank=True)
    questions = models.JSONField(default=list, blank=True)
    due = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(settled_at=None), name="one_correction_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(due__gt=models.F("asked_at")), name="a_correction_is_due_after_it_is_asked"
            ),
        ]

    def __str__(self):
        return self.application.title

    def get_absolute_url(self):
        return reverse("selection:correction", args=[self.application.call.slug, self.application.reference])

    @property
    def last_moment(self):
        """The deadline and the time that is forgiven after it."""
        return self.due + timedelta(minutes=self.grace_minutes)

    def is_open(self, at=None) -> bool:
        """Whether the applicants may still write."""
        return not self.answered_at and not self.settled_at and (at or timezone.now()) <= self.last_moment


class OpinionQuerySet(models.QuerySet):
    def given(self):
        return self.exclude(given_at=None)

    def waiting(self):
        return self.filter(given_at=None, application__state__in=Application.UNDECIDED)


class Opinion(models.Model):
    """What the State service of the territory thinks of an application; asked when it is deposited."""

    class Kind(models.TextChoices):
        FAVOURABLE = "favourable", _("favourable")
        RESERVED = "reserved", _("favourable with reservations")
        UNFAVOURABLE = "unfavourable", _("unfavourable")
        NONE = "none", _("no opinion")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    service = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opinions")
    asked_at = models.DateTimeField(default=timezone.now)
    hoped_by = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind, blank=True)
    text = models.TextField(max_length=3000, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Whoever answered from a mailbox that several people read.
    given_name = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "service"], name="a_service_is_asked_once"),
            models.CheckConstraint(
                condition=Q(given_at=None, kind="") | (Q(given_at__isnull=False) & ~Q(kind="")),
                name="an_opinion_given_says_which",
            ),
        ]

    def __str__(self):
        return self.application.title

    def get_absolute_url(self):
        return reverse("selection:opinion", args=[self.pk])


class EvaluationConsent(models.Model):
    """Who agreed to be called for the evaluation: apart from the file, never for the jury, taken back at will."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="consents")
    # The file may be anonymised while the consent still stands.
    reference = models.CharField(max_length=50)
    side = models.CharField(max_length=16, default="bearer")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "reference", "side"], name="a_side_consents_once_for_an_application"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(name="", email="", person=None),
                name="a_consent_taken_back_names_nobody",
            ),
        ]
