"""Strand 1: the seminars that gather projects, partners and State services, and everything said in them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project


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
        """Those that have not ended, and were not called off."""
        return self.filter(ends__gte=at or timezone.now(), gathering__cancelled_at=None).order_by("starts")


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

    @property
    def called_off(self) -> bool:
        gathering = getattr(self, "gathering", None)
        return bool(gathering and gathering.cancelled_at)

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
    version = models.PositiveIntegerField(default=1)
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
        return reverse("seminars:record", args=[self.seminar.slug])
