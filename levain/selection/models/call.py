"""The call: what is asked, by which criteria, on which dates."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from levain.programmes.models import Cohort, Programme


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
