"""What a project aims at: each side's words, the agreed ones, five described levels, and who rated what when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.foundation.joined import with_rows
from levain.projects.models import Project


class Voice(models.TextChoices):
    INHABITANTS = "inhabitants", _("the inhabitants")
    AUTHORITY = "authority", _("the local authority")
    STATE = "state", _("the State")


class Moment(models.TextChoices):
    START = "start", pgettext_lazy("moment", "At the start")
    MIDDLE = "middle", pgettext_lazy("moment", "Mid-way")
    END = "end", pgettext_lazy("moment", "At the end")

    @property
    def path(self) -> str:
        """The moment in an address."""
        return {"start": "depart", "middle": "mi-parcours", "end": "fin"}[self.value]

    @classmethod
    def at(cls, path: str):
        """The moment an address names, or None."""
        return next((moment for moment in cls if moment.path == path), None)


class Rank(models.IntegerChoices):
    """The five levels of the scale (M-GAS)."""

    MUCH_LESS = -2, _("Much less than expected")
    LESS = -1, _("A little less than expected")
    EXPECTED = 0, _("Expected result")
    MORE = 1, _("A little better than expected")
    MUCH_MORE = 2, _("Much better than expected")


class ObjectiveQuerySet(models.QuerySet):
    def current(self):
        return self.filter(withdrawn_on__isnull=True)

    def settled(self):
        return self.current().filter(agreed_on__isnull=False)

    def whole(self):
        """With levels and ratings: three queries for any number of objectives."""
        return self.prefetch_related("levels", "ratings__rated_by", "ratings__typed_by")

    def with_ratings(self) -> list["Objective"]:
        """With their ratings: one query."""
        return with_rows(self, "ratings")


class Objective(models.Model):
    """One aim of a project for its year; its levels are agreed at the start and no longer move once rated."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField(default=1)
    written_by_inhabitants = models.TextField(max_length=500, blank=True)
    written_by_authority = models.TextField(max_length=500, blank=True)
    written_by_state = models.TextField(max_length=500, blank=True)
    agreed = models.TextField(max_length=500, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    importance = models.PositiveSmallIntegerField(null=True, blank=True)
    difficulty = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["project", "position"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | ~Q(agreed=""), name="a_settled_objective_has_its_words"
            ),
            models.CheckConstraint(
                condition=Q(importance__isnull=True, difficulty__isnull=True)
                | Q(importance__range=(0, 3), difficulty__range=(0, 3)),
                name="importance_and_difficulty_go_together_from_0_to_3",
            ),
        ]

    def __str__(self):
        return self.agreed or self.written_by_inhabitants or self.written_by_authority or self.written_by_state

    def get_absolute_url(self):
        page = reverse("evaluation:objectives", args=[self.project.slug])
        return f"{page}?objectif={self.pk}#objective-{self.pk}"

    @property
    def product(self) -> int | None:
        """Importance × difficulty, when both are told."""
        return None if self.importance is None else self.importance * self.difficulty

    def wording(self, voice) -> str:
        return getattr(self, f"written_by_{voice}")

    def rating(self, moment, voice):
        """The rating of a voice at a moment, from the prefetched ratings."""
        return next((r for r in self.ratings.all() if r.moment == moment and r.voice == voice), None)


class Level(models.Model):
    """What one of the five levels looks like for this objective, in words that both sides can check."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="levels")
    value = models.SmallIntegerField(choices=Rank)
    text = models.TextField(max_length=300)
    history = HistoricalRecords()

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "value"], name="a_level_is_described_once"),
            models.CheckConstraint(condition=Q(value__range=(-2, 2)), name="levels_go_from_minus_2_to_plus_2"),
        ]

    def __str__(self):
        return self.text


class Rating(models.Model):
    """The level one voice gives an objective at a moment, and why. No level: the voice says it gives none."""

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="ratings")
    moment = models.CharField(max_length=8, choices=Moment)
    voice = models.CharField(max_length=12, choices=Voice)
    level = models.SmallIntegerField(choices=Rank, null=True, blank=True)
    first_level = models.SmallIntegerField(choices=Rank, null=True, blank=True)
    reason = models.TextField(max_length=1000)
    rated_on = models.DateField(default=timezone.localdate)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="ratings"
    )
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["objective", "moment", "voice"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "moment", "voice"], name="a_voice_rates_an_objective_once_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(-2, 2)), name="a_rating_is_one_of_the_five_levels"
            ),
            models.CheckConstraint(
                condition=Q(rated_by__isnull=False) | Q(typed_by__isnull=False),
                name="someone_rated_or_typed",
            ),
        ]

    def __str__(self):
        return self.reason[:80]

    def get_absolute_url(self):
        page = reverse("evaluation:objectives", args=[self.objective.project.slug])
        return f"{page}?objectif={self.objective_id}#rating-{self.pk}"

    @property
    def path(self) -> str:
        return Moment(self.moment).path

    @property
    def confirmed(self) -> bool:
        """Typed by the adviser, a level counts once somebody of that side has confirmed it."""
        return self.rated_by_id is not None

    @property
    def counted(self) -> bool:
        return self.confirmed and self.level is not None
