"""The call: what is asked, by which criteria, on which dates."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from levain.programmes.models import Cohort, Programme
from levain.questionnaires.models import Questionnaire


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A call is public once it is announced and open; the team of its cohort sees it before."""
        visible = Q(announced=True, opens__lte=timezone.now())
        if user.is_authenticated:
            visible |= Q(cohort__in=user.scopes(Cohort))
            visible |= Q(cohort__programme__in=user.scopes(Programme))
        return self.filter(visible)


class Call(models.Model):
    """An announced call for projects, with its dates in its own time zone."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="calls")
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    short = models.TextField()
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    contact = models.TextField(blank=True)
    page = models.JSONField(default=list, blank=True)
    questions_answered = models.JSONField(default=list, blank=True)
    aims = models.JSONField(default=dict, blank=True)
    # "Is this for us?": an introduction, and questions with the answer hoped for and what to do otherwise.
    eligibility = models.JSONField(default=dict, blank=True)
    # The form of its applications, and which of its questions gives each thing that lists show of an application.
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.PROTECT, related_name="calls"
    )
    read_from = models.JSONField(default=dict, blank=True)
    # An application begun before the closing may still be deposited for so long.
    grace_minutes = models.PositiveSmallIntegerField(default=0)
    jury_on = models.DateField(null=True, blank=True)
    decisions_on = models.DateField(null=True, blank=True)
    supported_from = models.DateField(null=True, blank=True)
    supported_until = models.DateField(null=True, blank=True)
    announced = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    released_at = models.DateTimeField(null=True, blank=True)
    # How long, after the decisions, the files that were not retained keep what they say of people.
    keep_months = models.PositiveSmallIntegerField(default=12)
    fictional = models.BooleanField(default=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="a_call_closes_after_it_opens")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("selection:call", args=[self.slug])

    @property
    def zone_city(self) -> str:
        """The city that the time zone is named after: people say "Paris time"."""
        return self.time_zone.rpartition("/")[2].replace("_", " ")

    def is_open(self, at=None) -> bool:
        return self.announced and self.opens <= (at or timezone.now()) < self.closes

    @property
    def has_opened(self) -> bool:
        return self.announced and self.opens <= timezone.now()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def last_moment(self) -> datetime:
        """When what was begun in time may no longer be deposited."""
        return self.closes + timedelta(minutes=self.grace_minutes)

    def receives(self, begun: datetime, at: datetime | None = None) -> bool:
        """Whether an application begun then may be deposited now: the grace is for those begun before the closing."""
        now = at or timezone.now()
        return self.is_open(now) or (self.announced and begun < self.closes <= now < self.last_moment)


class ClosingMoved(models.Model):
    """The closing of a call was moved, and why: what was announced before stays told."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="closings_moved")
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.TextField()
    decided_on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]


class Criterion(models.Model):
    """What the jury looks at, how much it counts, and what each level means."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    question = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=4, decimal_places=3)
    levels = models.JSONField(default=list, blank=True)
    # The least mean note with which a file stays in the order; looked at before the sum.
    least = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="a_criterion_is_named_once_in_a_call"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=1), name="a_weight_is_between_0_and_1"),
        ]

    def __str__(self):
        return self.label
