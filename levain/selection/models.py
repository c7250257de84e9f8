"""The call: what is asked, by which criteria, who answered, and what was decided with which reasons."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project
from levain.territories.models import Territory


class StateChanged(Exception):
    """The application has moved on since it was read."""


class CallQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A call is public from its opening; the team of its cohort sees it before."""
        visible = Q(opens__lte=timezone.now())
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
    released_at = models.DateTimeField(null=True, blank=True)
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
        return self.opens <= (at or timezone.now()) < self.closes


class Criterion(models.Model):
    """What the jury looks at, how much it counts, and what each level means."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField()
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    question = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=4, decimal_places=3)
    levels = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="a_criterion_is_named_once_in_a_call"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=1), name="a_weight_is_between_0_and_1"),
        ]

    def __str__(self):
        return self.label


class Application(models.Model):
    """A collective's answer to a call, as the team received it."""

    class State(models.TextChoices):
        DEPOSITED = "deposited", _("deposited")
        RETAINED = "retained", _("retained")
        RESERVE = "reserve", _("on the reserve list")
        NOT_RETAINED = "not_retained", _("not retained")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    reference = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    commune = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    place = models.CharField(max_length=120)
    collective = models.CharField(max_length=200, blank=True)
    local_authority = models.CharField(max_length=200, blank=True)
    themes = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    deposited_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State, default=State.DEPOSITED)
    reserve_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    project = models.OneToOneField(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="application"
    )
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["deposited_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "reference"], name="an_application_is_received_once"),
            models.CheckConstraint(
                condition=Q(state="deposited") | Q(decided_on__isnull=False),
                name="a_decided_application_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="reserve") | Q(reserve_rank__isnull=True), name="only_the_reserve_is_ranked"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("selection:applications", args=[self.call.slug]) + f"#{self.reference}"
