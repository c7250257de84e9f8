"""An application: what a collective and its local authority answered to a call, and what became of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.models import Project
from levain.selection.models.call import Call
from levain.territories.models import Territory


class StateChanged(Exception):
    """The application has moved on since it was read."""


class Application(models.Model):
    """A collective's answer to a call, as the team received it."""

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

    # Deposited, and not decided on yet.
    UNDECIDED = (State.DEPOSITED, State.CORRECTION, State.ADMISSIBLE)

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
                condition=~Q(state__in=["retained", "reserve", "not_retained"]) | Q(decided_on__isnull=False),
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
