"""What each juror thinks of each file: conflicts first, then a level for each criterion, or an abstention."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.selection.models.application import Application
from levain.selection.models.call import Criterion


class ConflictQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has lifted."""
        return self.filter(withdrawn_at=None)


class Conflict(models.Model):
    """A conflict of interest between a juror and a file: it closes the file, the score and the vote to her."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", _("professional")
        ASSOCIATIVE = "associative", _("through an association")
        FAMILY = "family", _("family or friends")
        TERRITORY = "territory", _("territory or mandate")
        OTHER = "other", _("other")

    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.TextField(blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawal_reason = models.TextField(blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "application"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_conflict_is_declared_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawal_reason=""),
                name="a_conflict_is_lifted_with_a_reason",
            ),
        ]


class ReviewQuerySet(models.QuerySet):
    def counting(self):
        """Those that are given, by people who have no conflict with the file: the only ones that any figure reads."""
        return self.filter(submitted_at__isnull=False).exclude(Exists(_conflict_of_its_juror()))

    def free(self):
        """Those whose juror has no conflict with the file, given or not."""
        return self.exclude(Exists(_conflict_of_its_juror()))


def _conflict_of_its_juror():
    return Conflict.objects.standing().filter(juror=OuterRef("juror"), application=OuterRef("application"))


class Review(models.Model):
    """One juror's reading of one application; assigned, then given once it is submitted."""

    class How(models.TextChoices):
        HAND = "hand", _("by hand")
        BALANCE = "balance", _("in balance")
        TERRITORY = "territory", _("by territory or theme")
        FILE = "file", _("from a file")

    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    assigned_at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=10, choices=How, default=How.HAND)
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="a_juror_reviews_a_file_once"),
        ]


class Score(models.Model):
    """A level from 0 to 5 on one criterion, or an abstention, which is kept out of every mean."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="a_criterion_is_scored_once_in_a_review"),
            models.CheckConstraint(
                condition=Q(level__isnull=True, abstained=True)
                | Q(level__isnull=False, level__gte=0, level__lte=5, abstained=False),
                name="a_score_is_a_level_or_an_abstention",
            ),
        ]


class Remark(models.Model):
    """What a juror writes about a file; only what she lets go stands in the letter."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField()
    usable_in_letter = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)
