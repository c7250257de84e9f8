"""What is on offer, and the words inhabitants say for it."""

from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.territories.models import Territory


class SupportQuerySet(models.QuerySet):
    def on_offer(self):
        """What may still be proposed: neither retired nor merged into another."""
        return self.filter(retired_on=None)

    def offering(self, *, kind="", theme="", stage="", beneficiary=""):
        """What the facets leave, by name. Lists of codes are read as text, on both engines."""
        found = (self.filter(kind=kind) if kind else self).order_by("name", "pk")
        for name, code in (("themes", theme), ("stages", stage), ("beneficiaries", beneficiary)):
            if code:
                written = f"{name}_written"
                found = found.annotate(**{written: Cast(name, models.TextField())})
                found = found.filter(**{f"{written}__contains": f'"{code}"'})
        return found


class Support(models.Model):
    """A scheme on offer: who gives it, to whom, at which stage, where, and how to ask."""

    class Recurrence(models.TextChoices):
        ONE_OFF = "oneoff", _("once")
        ONGOING = "ongoing", _("at any time")
        RECURRING = "recurring", _("every year or so")

    class LinkState(models.TextChoices):
        UNKNOWN = "unknown", _("not checked yet")
        GOOD = "good", _("answers")
        MOVED = "moved", _("has moved")
        BROKEN = "broken", _("does not answer")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    provider = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    themes = models.JSONField(default=list, blank=True)
    beneficiaries = models.JSONField(default=list, blank=True)
    stages = models.JSONField(default=list, blank=True)
    territories = models.ManyToManyField(Territory, blank=True, related_name="supports")
    what_it_gives = models.TextField()
    conditions = models.TextField(blank=True)
    how_to_apply = models.TextField(blank=True)
    said = models.TextField(blank=True, help_text=_("how inhabitants say what this answers"))
    url = models.URLField(max_length=500, blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)
    recurrence = models.CharField(max_length=10, choices=Recurrence, blank=True)
    licence = models.CharField(max_length=300, blank=True)
    corrected = models.JSONField(
        default=list, blank=True, help_text=_("fields that an import leaves as staff wrote them")
    )
    aides_territoires_id = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    aides_territoires_at = models.DateTimeField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    link_state = models.CharField(max_length=8, choices=LinkState, default=LinkState.UNKNOWN)
    link_checked_at = models.DateTimeField(null=True, blank=True)
    link_detail = models.CharField(max_length=500, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    version = models.PositiveIntegerField(default=1)

    objects = SupportQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[territories], excluded_fields=["link_state", "link_checked_at", "link_detail"]
    )

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["retired_on", "name"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(retired_on__isnull=False),
                name="a_support_merged_is_retired",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("support:support", args=[self.slug])


class SynonymQuerySet(models.QuerySet):
    def speaking_of(self, words):
        """The rows where these words stand, on either side."""
        return (
            self.filter(models.Q(said__icontains=words) | models.Q(means__icontains=words)) if words else self.all()
        )


class Synonym(models.Model):
    """Words inhabitants say, and the words of the catalogue they mean; kept by the team."""

    said = models.CharField(max_length=300, unique=True)
    means = models.CharField(max_length=300)
    changed_at = models.DateTimeField(auto_now=True)

    objects = SynonymQuerySet.as_manager()

    class Meta:
        ordering = ["said"]

    def __str__(self):
        return self.said

    def get_absolute_url(self):
        return reverse("support:synonyms") + f"#synonym-{self.pk}"

    @property
    def version(self) -> str:
        return self.changed_at.isoformat()
