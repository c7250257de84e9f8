"""The accelerator itself: what the call made happen, told by four voices; the same few sentences at three moments."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levain.evaluation.models.objectives import Moment
from levain.evaluation.models.usages import new_key
from levain.people.models import Organisation
from levain.programmes.models import Cohort


class EmergenceAsk(models.Model):
    """Five questions put to somebody after the decision, or a year later, by a link that is hers alone."""

    # Results wait until nobody may answer any more: read meanwhile, they would tell what the last one said.
    OPEN_FOR = timedelta(days=45)

    class Voice(models.TextChoices):
        RETAINED = "retained", _("retained projects")
        NOT_RETAINED = "not_retained", _("projects not retained")
        NEVER_DEPOSITED = "never_deposited", _("begun but never deposited")
        STATE = "state", _("State services")

    class When(models.TextChoices):
        DECISION = "decision", _("After the decision")
        YEAR = "year", _("A year later")

    class Origin(models.TextChoices):
        BORN = "born", _("The call made it begin")
        CHANGED = "changed", _("It existed, and the call changed it")
        SAME = "same", _("It existed, and the call changed nothing")

    class Now(models.TextChoices):
        GOES_ON = "goes_on", _("It goes on")
        SMALLER = "smaller", _("It goes on, smaller or otherwise")
        WAITS = "waits", _("It waits")
        STOPPED = "stopped", _("It stopped")

    class Again(models.TextChoices):
        YES = "yes", pgettext_lazy("apply again", "yes")
        PERHAPS = "perhaps", pgettext_lazy("apply again", "perhaps")
        NO = "no", pgettext_lazy("apply again", "no")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="emergence")
    voice = models.CharField(max_length=16, choices=Voice)
    when = models.CharField(max_length=8, choices=When)
    # The reference of an application, or nothing for a State service: it may be anonymised meanwhile.
    reference = models.CharField(max_length=50, blank=True)
    service = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    key = models.CharField(max_length=16, unique=True, default=new_key)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(default=timezone.localdate)
    answered_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, blank=True)
    now = models.CharField(max_length=8, choices=Now, blank=True)
    helped = models.TextField(max_length=1000, blank=True)
    hindered = models.TextField(max_length=1000, blank=True)
    again = models.CharField(max_length=8, choices=Again, blank=True)

    class Meta:
        ordering = ["voice", "asked_on", "pk"]
        indexes = [models.Index(fields=["cohort", "when"])]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "when", "reference"],
                condition=~Q(reference=""),
                name="an_application_is_asked_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["cohort", "when", "service"],
                condition=Q(service__isnull=False),
                name="a_service_is_asked_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_voice_display()} · {self.get_when_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:emergence", args=[self.cohort.slug])

    @property
    def opens(self):
        return self.asked_on

    @property
    def closes(self):
        return self.asked_on + self.OPEN_FOR

    def is_over(self, day=None) -> bool:
        return bool(self.answered_on) or (day or timezone.localdate()) > self.closes


class MissedInitiative(models.Model):
    """An initiative that did not apply, as a State service names it, and why it thinks so."""

    class Why(models.TextChoices):
        UNAWARE = "unaware", _("did not know of the call")
        TOO_EARLY = "too_early", _("too early for it")
        NO_TIME = "no_time", _("no time to write a file")
        NO_AUTHORITY = "no_authority", _("the local authority did not follow")
        CONDITIONS = "conditions", _("the conditions did not fit")
        WITHOUT = "without", _("wished to go on without the State")
        OTHER = "other", _("another reason")

    ask = models.ForeignKey(EmergenceAsk, on_delete=models.CASCADE, related_name="missed")
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=12, choices=Why)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.what


class BarometerWave(models.Model):
    """The same sentences put to the people of a cohort at one moment, by a link that names nobody."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="barometer")
    moment = models.CharField(max_length=8, choices=Moment)
    key = models.CharField(max_length=16, unique=True, default=new_key)
    opens = models.DateField(default=timezone.localdate)
    closes = models.DateField()
    invited = models.PositiveIntegerField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["opens", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "moment"], name="a_barometer_is_taken_once_at_a_moment"),
            models.CheckConstraint(
                condition=Q(closes__gte=models.F("opens")), name="a_barometer_closes_after_it_opens"
            ),
        ]

    def __str__(self):
        return f"{self.cohort} · {self.get_moment_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:barometer", args=[self.cohort.slug])

    def is_open(self, day=None) -> bool:
        return self.opens <= (day or timezone.localdate()) <= self.closes

    def is_over(self, day=None) -> bool:
        """From then on results are shown: read while answers come in, they would tell what the last one said."""
        return (day or timezone.localdate()) > self.closes


class BarometerAnswer(models.Model):
    """One person's levels, without her name nor the hour; its number is drawn, so it tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(BarometerWave, on_delete=models.CASCADE, related_name="answers")
    levels = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
