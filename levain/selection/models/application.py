"""An application: what a collective and its local authority answered to a call, and what became of it."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.projects.models import Project
from levain.selection.models.call import Call
from levain.territories.models import Territory


class StateChanged(Exception):
    """The application has moved on since it was read."""


KEY_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """The name of an application in its address: nobody guesses it (80 bits), and it can be read aloud."""
    return "".join(secrets.choice(KEY_SIGNS) for _sign in range(16))


class Application(models.Model):
    """The answer of a collective and of its local authority to a call, from first words to the jury's decision."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        DEPOSITED = "deposited", _("deposited")
        CORRECTION = "correction", _("to be corrected")
        ADMISSIBLE = "admissible", _("admissible")
        INADMISSIBLE = "inadmissible", _("not admissible")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RETAINED = "retained", _("retained")
        RESERVE = "reserve", _("on the reserve list")
        NOT_RETAINED = "not_retained", _("not retained")

    class Channel(models.TextChoices):
        ONLINE = "online", _("on this site")
        PAPER = "paper", _("on paper")
        MAIL = "mail", _("by mail")
        IMPORT = "import", _("on another service")

    class Setting(models.TextChoices):
        RURAL = "rural", _("village or hamlets")
        BOURG = "bourg", _("market town")
        SMALL_TOWN = "petite_ville", _("small town")
        MOUNTAIN = "montagne", _("mountain")
        DISTRICT = "quartier", _("district of a town")
        CITY_DISTRICT = "quartier_metropole", _("district of a large city")

    # Deposited, and not decided on yet.
    UNDECIDED = (State.DEPOSITED, State.CORRECTION, State.ADMISSIBLE)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    key = models.CharField(max_length=20, unique=True, default=new_key)
    reference = models.SlugField()
    title = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    commune = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    place = models.CharField(max_length=120, blank=True)
    collective = models.CharField(max_length=200, blank=True)
    local_authority = models.CharField(max_length=200, blank=True)
    themes = models.JSONField(default=list, blank=True)
    # What counts for the diversity of a set: the kind of place, and the region where no commune tells it.
    setting = models.CharField(max_length=20, choices=Setting, blank=True)
    region = models.CharField(max_length=3, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    channel = models.CharField(max_length=6, choices=Channel, default=Channel.ONLINE)
    # Whoever of the team typed in what came on paper or by mail.
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    token = models.UUIDField(null=True, blank=True, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True, blank=True)
    deposited_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What was deposited, as it stood: a digest of its answers.
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DEPOSITED)
    reserve_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    project = models.OneToOneField(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="application"
    )
    anonymised_at = models.DateTimeField(null=True, blank=True)
    fictional = models.BooleanField(default=False)

    # Begun in this very browser by somebody who has no account yet: said by the page, never stored.
    at_hand = False

    class Meta:
        ordering = ["deposited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(deposited_at__isnull=False),
                name="an_application_past_draft_has_a_deposit_date",
            ),
            models.UniqueConstraint(fields=["call", "reference"], name="an_application_is_received_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["retained", "reserve", "not_retained"]) | Q(decided_on__isnull=False),
                name="a_decided_application_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="reserve") | Q(reserve_rank__isnull=True), name="only_the_reserve_is_ranked"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("selection:application", args=[self.key])

    @property
    def name(self) -> str:
        """Its title, or words for the time when it has none."""
        return self.title or gettext("Application without a name yet")

    @property
    def typed_in(self) -> bool:
        """Whether it came on paper or by mail: the team writes it for somebody."""
        return self.channel in (self.Channel.PAPER, self.Channel.MAIL)

    @property
    def told_state(self) -> str:
        """The state as applicants may know it: what is decided is told when the decisions are published."""
        if self.state == self.State.INADMISSIBLE and not self.call.released_at:
            return str(self.State.DEPOSITED.label)
        if self.decided_on and not self.call.released_at:
            return str(self.State.ADMISSIBLE.label)
        return str(self.get_state_display())


class ApplicationComment(models.Model):
    """What somebody says to the others about one step while they write; the jury never reads it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=40)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["pk"]
