"""What several passages show, for and against, and how sure we are of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.evidence import Evidence, Numbered
from levain.capitalisation.models.together import WrittenTogether


class Reserve(models.IntegerChoices):
    """GRADE-CERQual, Lewin et al. 2018: the four levels of reserve about one component."""

    NONE = 0, _("no reserve")
    MINOR = 1, _("minor reserves")
    MODERATE = 2, _("moderate reserves")
    SERIOUS = 3, _("serious reserves")


class Confidence(models.IntegerChoices):
    """GRADE-CERQual, Lewin et al. 2018: how sure we are of a finding; judged, never added up."""

    VERY_LOW = 1, pgettext_lazy("confidence", "very low")
    LOW = 2, pgettext_lazy("confidence", "low")
    MODERATE = 3, pgettext_lazy("confidence", "moderate")
    HIGH = 4, pgettext_lazy("confidence", "high")


COMPONENTS = {
    "limitations": _("Limits of the method"),
    "coherence": _("Coherence"),
    "adequacy": _("Richness of the data"),
    "relevance": _("Closeness to the subject"),
}


# What a draft holds as long as nobody has judged it: it promises nothing.
NOT_JUDGED: dict[str, int] = {
    **dict.fromkeys(COMPONENTS, Reserve.SERIOUS.value),
    "overall": Confidence.VERY_LOW.value,
}


class Finding(WrittenTogether, Numbered):
    """What several passages show, for and against, and how sure we are of it; a draft may not be judged yet."""

    REASONS = (*(f"{name}_why" for name in COMPONENTS), "why")
    WORDS = ("title", "text", *REASONS)

    title = models.CharField(max_length=250)
    text = models.TextField(max_length=3000)
    limitations = models.PositiveSmallIntegerField(choices=Reserve)
    limitations_why = models.TextField(max_length=1000, blank=True)
    coherence = models.PositiveSmallIntegerField(choices=Reserve)
    coherence_why = models.TextField(max_length=1000, blank=True)
    adequacy = models.PositiveSmallIntegerField(choices=Reserve)
    adequacy_why = models.TextField(max_length=1000, blank=True)
    relevance = models.PositiveSmallIntegerField(choices=Reserve)
    relevance_why = models.TextField(max_length=1000, blank=True)
    overall = models.PositiveSmallIntegerField(choices=Confidence)
    why = models.TextField(max_length=1000, blank=True)
    evidence = models.ManyToManyField(Evidence, through="FindingEvidence", related_name="findings")
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta(Numbered.Meta):
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(overall=4)
                | (Q(limitations__lt=3) & Q(coherence__lt=3) & Q(adequacy__lt=3) & Q(relevance__lt=3)),
                name="a_serious_reserve_excludes_a_high_confidence",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | ~(Q(limitations_why="") | Q(coherence_why="") | Q(adequacy_why="") | Q(relevance_why="")),
                name="each_component_of_confidence_is_explained",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:finding", args=[self.pk])

    @property
    def unjudged(self) -> list[str]:
        """What is still to be judged: the components without a reason, then the whole."""
        missing = [str(label) for name, label in COMPONENTS.items() if not getattr(self, f"{name}_why")]
        return missing if self.why else [*missing, str(_("why this confidence"))]

    @property
    def judged(self) -> bool:
        """Whether each component of the confidence, and the whole, is explained in words."""
        return not self.unjudged

    @property
    def components(self):
        """Each component judged, with its level and its words, in the order of the method."""
        return [
            (label, getattr(self, f"get_{name}_display")(), why)
            for name, label in COMPONENTS.items()
            if (why := getattr(self, f"{name}_why"))
        ]


class FindingEvidence(models.Model):
    """A piece of evidence for, against, or that shades a finding."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        CONTRADICTS = "contradicts", _("contradicts")
        NUANCES = "nuances", _("nuances")

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="links")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="links")
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.SUPPORTS)

    class Meta:
        ordering = ["-stance", "evidence__number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "evidence"], name="a_finding_uses_a_piece_of_evidence_once")
        ]

    @property
    def side(self) -> str:
        """« Pour », « contre »: what stands before a passage."""
        return str(SIDES_OF_A_FINDING[FindingEvidence.Stance(self.stance)])


SIDES_OF_A_FINDING = {
    FindingEvidence.Stance.SUPPORTS: _("For"),
    FindingEvidence.Stance.CONTRADICTS: _("Against"),
    FindingEvidence.Stance.NUANCES: _("Shade"),
}
