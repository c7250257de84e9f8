"""The carbon of usages: a table of factors the team keeps, rounds of a questionnaire, answers without a name."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.evaluation.models.objectives import Moment
from levain.projects.models import Project

KEY_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """What opens the questionnaire: nobody guesses it (60 bits), and it can be typed from a poster."""
    return "".join(secrets.choice(KEY_SIGNS) for _sign in range(12))


class UsageFactor(models.Model):
    """How many kg of CO2 equivalent a km, a heated m² a year, or a meal stands for: its source and its date."""

    class Part(models.TextChoices):
        TRANSPORT = "transport", _("getting about")
        HOUSING = "housing", _("heating")
        MEALS = "meals", _("what is eaten")

    part = models.CharField(max_length=9, choices=Part)
    code = models.SlugField(max_length=30, unique=True)
    label = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=9, decimal_places=5)
    # Told for the vehicle, then shared among those in it.
    shared = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    source_date = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["part", "position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(value__gte=0), name="a_factor_is_nought_or_more")]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("evaluation:usage_factors") + f"#facteur-{self.code}"


class UsageRound(models.Model):
    """The questionnaire handed out in a project at one moment, opened by a link."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="usage_rounds")
    moment = models.CharField(max_length=8, choices=Moment)
    key = models.CharField(max_length=16, unique=True, default=new_key)
    opens = models.DateField(default=timezone.localdate)
    closes = models.DateField()
    handed_out = models.PositiveIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["opens", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "moment"], name="usages_are_asked_once_at_a_moment"),
            models.CheckConstraint(
                condition=Q(closes__gte=models.F("opens")), name="a_round_of_usages_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.project} · {self.get_moment_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:usages", args=[self.project.slug])

    @property
    def path(self) -> str:
        return Moment(self.moment).path

    def is_open(self, day=None) -> bool:
        return self.opens <= (day or timezone.localdate()) <= self.closes

    def is_over(self, day=None) -> bool:
        """From then on results are shown: read while answers come in, they would tell what the last one said."""
        return (day or timezone.localdate()) > self.closes


class UsageAnswer(models.Model):
    """What one inhabitant said, without her name, her address or the hour; its number is drawn, so it tells no order.

    `pair` comes from words she chose, mixed with a secret: only whoever knows the words finds it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(UsageRound, on_delete=models.CASCADE, related_name="answers")
    said = models.JSONField(default=dict)
    # The five totals of the official test, when she took it.
    official = models.JSONField(default=dict, blank=True)
    pair = models.CharField(max_length=32, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "pair"])]
