"""Who comes, and what each side says."""

import secrets
import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.people.models import Organisation, RoleCode
from levain.projects.models import Project
from levain.seminars.models.seminars import Activity, Seminar

ANONYMOUS = "anonymous"
# She gave a name, and did not say on whose behalf she speaks.
UNSAID = "unsaid"


class Side(models.TextChoices):
    """On whose behalf a person comes, or speaks."""

    BEARER = RoleCode.BEARER.value, _("projects")
    LOCAL_AUTHORITY = RoleCode.LOCAL_AUTHORITY.value, _("local authorities")
    STATE_SERVICE = RoleCode.STATE_SERVICE.value, _("State services")
    PROGRAMME_LEAD = RoleCode.PROGRAMME_LEAD.value, _("national team")
    PARTNER = RoleCode.PARTNER.value, _("partners")
    EXPERT = RoleCode.EXPERT.value, _("experts")
    ADVISER = RoleCode.ADVISER.value, _("advisers")
    FACILITATOR = RoleCode.FACILITATOR.value, _("facilitators")
    OBSERVER = RoleCode.OBSERVER.value, _("observers")


# What a facilitator chooses from; and what a telephone may leave unsaid.
TYPED = [*Side.choices, (ANONYMOUS, _("did not give a name"))]
SPEAKERS = [*TYPED, (UNSAID, _("did not say for whom"))]


class Registration(models.Model):
    """Whether a person comes, what she needs for it, and whether she came."""

    class State(models.TextChoices):
        REGISTERED = "registered", _("registered")
        WAITING = "waiting", _("on the waiting list")
        DECLINED = "declined", _("not coming")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="seminar_registrations",
    )
    name = models.CharField(max_length=120, blank=True)
    side = models.CharField(max_length=16, choices=Side, default=Side.OBSERVER)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.REGISTERED)
    asked_at = models.DateTimeField(default=timezone.now)
    remote = models.BooleanField(default=False)
    access_needs = models.CharField(max_length=500, blank=True)
    meals = models.CharField(max_length=300, blank=True)
    travel = models.CharField(max_length=500, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["side", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "user"], condition=Q(user__isnull=False), name="a_person_registers_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(name=""), name="a_registration_names_someone"
            ),
        ]

    def __str__(self):
        return str(self.user) if self.user_id else self.name


def random_id() -> int:
    """Said in addresses: it tells neither how many there are, nor which came first. Any browser counts so far."""
    return secrets.randbelow(2**53 - 2) + 1


def arrival() -> int:
    """Microseconds: enough to keep the order in which people spoke."""
    return time.time_ns() // 1000


class ContributionQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(hidden=False)

    def sides_answering(self):
        """The side of each person who answered a questionnaire; open answers are kept apart, one by one."""
        sheets = list(self.filter(value__isnull=False).values_list("side", flat=True))
        return sheets or list(self.values_list("side", flat=True))


class Contribution(models.Model):
    """Something said or chosen in an activity. An anonymous one keeps no way back to a person."""

    class Became(models.TextChoices):
        PENDING = "pending", _("to come")
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("partly kept")
        LATER = "later", _("put off")
        NOT_KEPT = "not_kept", _("not kept")

    id = models.BigIntegerField(primary_key=True, default=random_id, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contributions")
    # The order in which they came, drawn at random where nothing must lead back to a person.
    rank = models.BigIntegerField(default=arrival, editable=False)
    named = models.BooleanField(default=True)
    text = models.TextField(max_length=2000, blank=True)
    # A weather word, the number of an option, a level, dots ([0, 3]), a place ({"x", "y"}), or answers by question.
    value = models.JSONField(null=True, blank=True)
    column = models.CharField(max_length=60, blank=True)
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    votes = models.PositiveIntegerField(default=0)
    side = models.CharField(max_length=16, choices=SPEAKERS)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The name that somebody without an account gave herself in the room.
    pseudonym = models.CharField(max_length=40, blank=True)
    said_on = models.DateField()
    with_whom = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=8, choices=Became, blank=True)
    became_text = models.CharField(max_length=500, blank=True)
    hidden = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token", "rank"])

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["rank"]
        indexes = [models.Index(fields=["project", "-said_on"]), models.Index(fields=["activity", "rank"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(named=True)
                | Q(author__isnull=True, project__isnull=True, organisation__isnull=True, pseudonym=""),
                name="an_anonymous_contribution_leads_to_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(side=ANONYMOUS) | Q(named=False), name="who_gives_no_name_is_not_named"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(value__isnull=False), name="a_contribution_says_something"
            ),
        ]

    def __str__(self):
        return self.text[:80] or self.activity.title

    def save(self, *args, **kwargs):
        if self._state.adding and not self.named:
            self.rank = random_id()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("seminars:contribution", args=[self.activity.seminar.slug, self.pk])
