"""Strand 1: the seminars that gather projects, partners and State services, and everything said in them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

ANONYMOUS = "anonymous"


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


SPEAKERS = [*Side.choices, (ANONYMOUS, _("did not give a name"))]


class SeminarQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The seminars of the cohorts she takes part in, and those where she was given a role."""
        return self.filter(
            Q(cohort__in=Project.objects.followed_by(user).order_by().values("cohort"))
            | Q(cohort__in=user.scopes(Cohort))
            | Q(cohort__programme__in=user.scopes(Programme))
            | Q(pk__in=user.scopes(Seminar))
        )

    def to_come(self, at=None):
        return self.filter(ends__gte=at or timezone.now()).order_by("starts")


class Seminar(models.Model):
    """A day, or an evening, that the whole cohort spends together."""

    class Format(models.TextChoices):
        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        BOTH = "both", _("on site and online")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="seminars")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField(max_length=2000)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    format = models.CharField(max_length=8, choices=Format, default=Format.ON_SITE)
    why_format = models.TextField(max_length=1000, blank=True)
    place = models.CharField(max_length=300, blank=True)
    way = models.TextField(max_length=1000, blank=True)
    link = models.URLField(max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])])
    host = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="hosted_seminars"
    )
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    fictional = models.BooleanField(default=False)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = SeminarQuerySet.as_manager()

    class Meta:
        ordering = ["-starts"]
        indexes = [models.Index(fields=["cohort", "starts"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="a_seminar_ends_after_it_starts"),
            models.UniqueConstraint(fields=["cohort", "number"], name="a_cohort_numbers_its_seminars_once"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("seminars:seminar", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def day(self):
        """The date it is held, where it is held."""
        return self.starts.astimezone(self.zone).date()

    def is_over(self, at=None) -> bool:
        return (at or timezone.now()) > self.ends

    def clock(self, items) -> list:
        """Give each agenda item the time at which it begins and ends, recomputed from the durations before it."""
        at = self.starts
        for item in items:
            item.begins, at = at, at + timedelta(minutes=item.minutes)
            item.finishes = at
        return list(items)


class Activity(models.Model):
    """A moment of the seminar when people are asked for something."""

    class Kind(models.TextChoices):
        WEATHER = "weather", _("weather report")
        POLL = "poll", _("poll")
        SCALE = "scale", _("scale")
        WORDCLOUD = "wordcloud", _("word cloud")
        BOARD = "board", _("idea board")
        DOTS = "dots", _("dots")
        MATRIX = "matrix", _("two-axis matrix")
        QUESTIONS = "questions", _("questions")
        PEER_CONSULTATION = "peer_consultation", _("peer consultation")
        COMMITMENTS = "commitments", _("commitments")
        CLOSING_QUESTIONNAIRE = "closing_questionnaire", _("closing questionnaire")

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="activities")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24, choices=Kind)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=10)
    named = models.BooleanField(default=True)
    # What people choose among (texts), the columns of a board or the steps of a consultation ({id, label}),
    # and what else its kind needs: {"min", "max", "labels"}, {"axes"}, {"dots_each"}, {"questions"}, {"note"}.
    options = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=list, blank=True)
    setup = models.JSONField(default=dict, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "activities"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("seminars:activity", args=[self.seminar.slug, self.pk])


class AgendaItem(models.Model):
    """A line of the agenda. It holds a duration: the clock is made from those before it."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    who = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="agenda_items"
    )
    material = models.TextField(max_length=500, blank=True)
    plan_b = models.TextField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="an_agenda_item_takes_time"),
        ]

    def __str__(self):
        return self.title


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

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="contributions")
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
    said_on = models.DateField()
    with_whom = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=8, choices=Became, blank=True)
    became_text = models.CharField(max_length=500, blank=True)
    hidden = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["project", "-said_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(named=True) | Q(author__isnull=True, project__isnull=True, organisation__isnull=True),
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

    def get_absolute_url(self):
        return reverse("seminars:contribution", args=[self.activity.seminar.slug, self.pk])


class Minutes(models.Model):
    """What is kept of a seminar: its story, what was decided, what projects offered one another."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="minutes")
    text = models.TextField(max_length=20000)
    decisions = models.TextField(max_length=5000, blank=True)
    offers = models.TextField(max_length=5000, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self):
        return str(_("Minutes of “%(seminar)s”")) % {"seminar": self.seminar.title}

    def get_absolute_url(self):
        return self.seminar.get_absolute_url() + "#compte-rendu"
