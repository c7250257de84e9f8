"""What a finding teaches, and what is asked of whom because of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.evidence import Numbered
from levain.capitalisation.models.finding import Confidence, Finding
from levain.capitalisation.models.together import OF_A_LESSON, State, WrittenTogether
from levain.people.models import Organisation


class Lesson(WrittenTogether, Numbered):
    """In which context, by which mechanism, to which effect, for whom, in which circumstances (Pawson and Tilley)."""

    WORDS = ("title", "context", "mechanism", "effect", "for_whom", "circumstances")

    title = models.CharField(max_length=250)
    context = models.TextField(max_length=1000)
    mechanism = models.TextField(max_length=1000)
    effect = models.TextField(max_length=1000)
    for_whom = models.TextField(max_length=1000)
    circumstances = models.TextField(max_length=1000, blank=True)
    findings = models.ManyToManyField(Finding, related_name="lessons")
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"], m2m_fields=[findings])

    # Its word in the addresses of the deeds that show it.
    public_kind = "lecons"

    def __str__(self):
        return self.title

    def get_state_display(self):
        return str(OF_A_LESSON[State(self.state)])

    def get_absolute_url(self):
        return reverse("capitalisation:lesson", args=[self.pk])


class PolicyLead(WrittenTogether, Numbered):
    """What is asked, of whom, with a first step; and what they answered last."""

    WORDS = ("title", "text", "addressee", "first_step")
    CHOSEN = ("scope", "kind", "effort", "hoped_by")

    class Scope(models.TextChoices):
        ACCELERATOR = "accelerator", _("the accelerator")
        LOCAL = "local_practice", _("local practice")
        NATIONAL = "national_policy", _("national policy")

    class Kind(models.TextChoices):
        CONTINUE = "continue", _("continue")
        ADAPT = "adapt", _("adapt")
        STOP = "stop", _("stop")
        TRY = "try", _("try")
        REGULATE = "regulate", _("regulate")

    class Effort(models.TextChoices):
        LOW = "low", pgettext_lazy("effort", "low")
        MEDIUM = "medium", pgettext_lazy("effort", "medium")
        HIGH = "high", pgettext_lazy("effort", "high")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        IN_PART = "in_part", _("accepted in part")
        UNDER_STUDY = "under_study", _("under study")
        DECLINED = "declined", _("declined")

    title = models.CharField(max_length=250)
    scope = models.CharField(max_length=16, choices=Scope)
    kind = models.CharField(max_length=10, choices=Kind)
    addressee = models.CharField(max_length=250)
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads_addressed"
    )
    text = models.TextField(max_length=3000)
    effort = models.CharField(max_length=8, choices=Effort)
    first_step = models.TextField(max_length=1000)
    hoped_by = models.DateField(null=True, blank=True)
    takes_up = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_up_by")
    lessons = models.ManyToManyField(Lesson, related_name="leads")
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_text = models.TextField(max_length=3000, blank=True)
    answer_fictional = models.BooleanField(default=False)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"], m2m_fields=[lessons])

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer="") | (Q(answered_on__isnull=False) & ~Q(answered_by="")),
                name="an_answered_lead_says_by_whom_and_when",
            ),
        ]

    def __str__(self):
        return self.title

    def get_state_display(self):
        return str(OF_A_LESSON[State(self.state)])

    @property
    def asked(self) -> str:
        return decision_asked(self.kind, self.scope)

    public_kind = "pistes"

    def get_absolute_url(self):
        return reverse("capitalisation:lead", args=[self.pk])

    @property
    def confidence(self) -> int | None:
        """That of the most fragile finding it stands on, once all are judged; from lessons read with their lowest."""
        return min((lesson.lowest for lesson in self.lessons.all() if lesson.lowest is not None), default=0) or None

    @property
    def confidence_label(self) -> str:
        return str(Confidence(self.confidence).label) if self.confidence else ""


def decision_asked(kind: str, scope: str) -> str:
    """« Arrêter, dans l'accélérateur »: what is to be decided, and in what, never taken for its object."""
    said = {"decision": PolicyLead.Kind(kind).label, "scope": PolicyLead.Scope(scope).label}
    return capfirst(_("%(decision)s, within %(scope)s") % said)
