"""The register of effects, each with its contribution analysis in six steps (Mayne): what was added, and how sure."""

from textwrap import shorten

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.foundation.models import Document
from levain.projects.models import Project


class Effect(models.Model):
    """Something that changed for someone: foreseen or not, good or bad, through the project or through others."""

    class Directness(models.TextChoices):
        DIRECT = "direct", pgettext_lazy("effect", "direct")
        INDIRECT = "indirect", pgettext_lazy("effect", "indirect")

    class Sign(models.TextChoices):
        POSITIVE = "positive", pgettext_lazy("effect", "good")
        NEGATIVE = "negative", pgettext_lazy("effect", "bad")
        MIXED = "mixed", pgettext_lazy("effect", "mixed")

    class Verdict(models.TextChoices):
        ESTABLISHED = "established", _("contribution established")
        LIKELY = "likely", _("contribution likely")
        POSSIBLE = "possible", _("contribution possible")
        NOT_SHOWN = "not_shown", _("contribution not shown")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="effects")
    text = models.TextField(max_length=500)
    directness = models.CharField(max_length=8, choices=Directness)
    on_whom = models.CharField(max_length=200)
    foreseen = models.BooleanField(default=True)
    sign = models.CharField(max_length=8, choices=Sign, default=Sign.POSITIVE)
    noticed_on = models.DateField(default=timezone.localdate)
    # Step 1, the question; 2, how it is held to work, and what could go wrong; 4, the story and its weak links;
    # 5, what is still to be found; 6, the story revised. Step 3 is the evidence of each link.
    question = models.TextField(max_length=500, blank=True)
    confidence_wanted = models.CharField(max_length=200, blank=True)
    theory = models.TextField(max_length=2000, blank=True)
    risks = models.TextField(max_length=2000, blank=True)
    story = models.TextField(max_length=3000, blank=True)
    weak_links = models.TextField(max_length=1500, blank=True)
    disagreements = models.TextField(max_length=1500, blank=True)
    to_find = models.TextField(max_length=1500, blank=True)
    revised = models.TextField(max_length=3000, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    verdict_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict_on = models.DateField(null=True, blank=True)
    lowered_to = models.PositiveSmallIntegerField(null=True, blank=True)
    lowered_because = models.TextField(max_length=500, blank=True)
    lowered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-noticed_on", "pk"]
        indexes = [models.Index(fields=["project", "noticed_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="") | (Q(verdict_by__isnull=False) & Q(verdict_on__isnull=False)),
                name="a_verdict_has_its_author_and_its_day",
            ),
            models.CheckConstraint(
                condition=Q(lowered_to__isnull=True) | (Q(lowered_to__range=(1, 3)) & ~Q(lowered_because="")),
                name="a_strength_is_lowered_with_a_reason",
            ),
        ]

    def __str__(self):
        return shorten(self.text, 90, placeholder="…")

    def get_absolute_url(self):
        return reverse("evaluation:effect", args=[self.pk])

    @property
    def first_step(self) -> int:
        """Where its contribution analysis begins."""
        return 1


class Rival(models.Model):
    """Something else that may explain an effect, and what came of looking at it."""

    class Verdict(models.TextChoices):
        UNEXAMINED = "unexamined", _("not examined")
        PLAUSIBLE = "plausible", _("plausible")
        PARTIAL = "partial", _("explains a part")
        RULED_OUT = "ruled_out", _("ruled out")

    effect = models.ForeignKey(Effect, on_delete=models.CASCADE, related_name="rivals")
    text = models.CharField(max_length=300)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.UNEXAMINED)
    because = models.TextField(max_length=500, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text


class CausalLink(models.Model):
    """One step of how the effect is held to have come about."""

    effect = models.ForeignKey(Effect, on_delete=models.CASCADE, related_name="links")
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text


class Proof(models.Model):
    """A piece of evidence for or against an effect; `source` names where it comes from: two of one source are one."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", pgettext_lazy("evidence", "a document")
        OBSERVATION = "observation", pgettext_lazy("evidence", "an observation")
        SURVEY = "survey", pgettext_lazy("evidence", "a survey")
        MEASURE = "measure", pgettext_lazy("evidence", "a measure")
        INTERVIEW = "interview", pgettext_lazy("evidence", "somebody's word")

    class Category(models.TextChoices):
        BEARER = "bearer", _("the bearers of the project")
        INHABITANT = "inhabitant", _("other inhabitants")
        AUTHORITY = "authority", _("the local authority")
        STATE = "state", _("a State service")
        EXPERT = "expert", _("an expert or a partner")
        TEAM = "team", _("the support team")

    effect = models.ForeignKey(Effect, on_delete=models.CASCADE, related_name="proofs")
    link = models.ForeignKey(CausalLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="proofs")
    kind = models.CharField(max_length=12, choices=Kind)
    category = models.CharField(max_length=12, choices=Category)
    source = models.CharField(max_length=200)
    text = models.TextField(max_length=1000)
    dated = models.DateField(default=timezone.localdate)
    outside = models.BooleanField(default=False)
    supports = models.BooleanField(default=True)
    # A page of this house where it can be read, when there is one.
    address = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(null=True, blank=True, unique=True)
    documents = GenericRelation(Document, "object_id", "object_type")

    class Meta:
        ordering = ["dated", "pk"]

    def __str__(self):
        return shorten(self.text, 90, placeholder="…")

    def get_absolute_url(self):
        return f"{self.effect.get_absolute_url()}#preuve-{self.pk}"
