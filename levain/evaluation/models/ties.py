"""Who has ties with whom: a roster of organisations, asked the same questions at each wave (M-SNA)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.seminars.models import Seminar


class RosterMember(models.Model):
    """A project, or a named organisation, that answers as one. Who leaves stays in the waves it answered."""

    class Group(models.TextChoices):
        PROJECT = "project", _("project")
        LOCAL_AUTHORITY = "local_authority", _("local authority")
        STATE_SERVICE = "state_service", _("State service")
        PARTNER = "partner", _("partner")
        TEAM = "team", _("accompanying team")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="roster")
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=16, choices=Group)
    name = models.CharField(max_length=120)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mailbox = models.EmailField(blank=True)
    left_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(project__isnull=False, organisation__isnull=False), name="a_member_answers_as_one"
            ),
            models.UniqueConstraint(
                fields=["cohort", "project"], condition=Q(project__isnull=False), name="a_project_is_once_on_a_roster"
            ),
            models.UniqueConstraint(
                fields=["cohort", "organisation"],
                condition=Q(organisation__isnull=False),
                name="an_organisation_is_once_on_a_roster",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("evaluation:ties", args=[self.cohort.slug]) + f"#membre-{self.pk}"


class RosterWave(models.Model):
    """The roster asked once: before the first seminar, after each, at the end."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="roster_waves")
    title = models.CharField(max_length=120)
    seminar = models.ForeignKey(Seminar, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_on = models.DateField()
    closes_on = models.DateField()
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opened_on")), name="a_wave_closes_after_it_opens"
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evaluation:ties", args=[self.cohort.slug]) + f"?vague={self.pk}"

    def is_open(self, on=None) -> bool:
        return self.opened_on <= (on or timezone.localdate()) <= self.closes_on


class RosterSheet(models.Model):
    """The answer of one member at one wave; it counts, and is shown under the member's name, once agreed to."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not answered yet")
        ANSWERED = "answered", _("answered")
        DECLINED = "declined", _("does not answer")

    wave = models.ForeignKey(RosterWave, on_delete=models.CASCADE, related_name="sheets")
    member = models.ForeignKey(RosterMember, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who speaks for the member when she has no account, or when the team types what it was told.
    name = models.CharField(max_length=120, blank=True)
    key = models.UUIDField(default=uuid4, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["member__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "member"], name="a_member_has_one_sheet_a_wave"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(answered_on__isnull=False), name="an_answer_to_a_roster_has_its_day"
            ),
        ]

    def __str__(self):
        return f"{self.wave} : {self.member}"

    def get_absolute_url(self):
        return reverse("evaluation:sheet", args=[self.pk])


class Tie(models.Model):
    """What a member says it has with another one: declared by one side only."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("useful information exchanged")
        ADVICE = "advice", _("advice received")
        JOINT_ACTION = "joint_action", _("joint action begun")

    sheet = models.ForeignKey(RosterSheet, on_delete=models.CASCADE, related_name="ties")
    to = models.ForeignKey(RosterMember, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "to", "kind"], name="a_tie_is_said_once_of_each_kind"),
        ]

    def __str__(self):
        return f"{self.sheet.member} → {self.to} ({self.get_kind_display()})"
