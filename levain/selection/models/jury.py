"""The jury of a call: where its reading stands, what that opens to whom, and what its members say of the files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.selection.models.application import Application
from levain.selection.models.call import Call
from levain.selection.models.review import Review


class Jury(models.Model):
    """How the files of a call are read; the phase says who sees what."""

    class Phase(models.TextChoices):
        DECLARE = "declare", _("conflicts are declared")
        READ = "read", _("files are read and scored")
        DISCUSS = "discuss", _("files are discussed")
        DELIBERATE = "deliberate", _("the jury deliberates")
        CLOSED = "closed", _("the work of the jury is over")

    class Names(models.TextChoices):
        SHOWN = "read", _("shown all along")
        WITH_DISCUSSION = "discuss", _("hidden while files are read, shown for the discussion")
        WITH_DELIBERATION = "deliberate", _("hidden until the jury deliberates")

    class Scores(models.TextChoices):
        AFTER_ONES_OWN = "own", _("as soon as one has given one's own")
        WITH_DISCUSSION = "discuss", _("when the discussion opens, once one has given one's own")

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="jury")
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.DECLARE)
    names_from = models.CharField(max_length=10, choices=Names, default=Names.SHOWN)
    scores_from = models.CharField(max_length=10, choices=Scores, default=Scores.AFTER_ONES_OWN)
    readers = models.PositiveSmallIntegerField(default=3)
    declare_by = models.DateField(null=True, blank=True)
    read_by = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "juries"
        constraints = [models.CheckConstraint(condition=Q(readers__gte=1), name="a_file_has_a_reader_at_least")]

    def __str__(self):
        return self.call.title

    def get_absolute_url(self):
        return reverse("selection:jury", args=[self.call.slug])

    def has_reached(self, phase: str) -> bool:
        order = self.Phase.values
        return order.index(self.phase) >= order.index(phase)

    @property
    def names_hidden(self) -> bool:
        return not self.has_reached(self.names_from)


class PhaseMove(models.Model):
    """The jury passed from one phase to another; going back says why."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="moves")
    before = models.CharField(max_length=10, choices=Jury.Phase)
    after = models.CharField(max_length=10, choices=Jury.Phase)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]


class Declaration(models.Model):
    """A juror has said of this file whether she has a conflict with it: until then nothing of it is shown to her."""

    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declarations")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="declarations")
    # Something coincided (an organisation, a territory, an address), and she said that it is no conflict.
    cleared = models.BooleanField(default=False)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="a_file_is_declared_on_once"),
        ]


class Mask(models.Model):
    """Words that the blind copy of a file hides, beside those hidden by themselves."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="masks")
    words = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "words"], name="words_are_masked_once")]


class Argument(models.Model):
    """What a juror says in the discussion of a file: words, or whether she agrees with what another thinks of it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="arguments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Review, null=True, blank=True, on_delete=models.CASCADE, related_name="arguments")
    agrees = models.BooleanField(null=True, blank=True)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees__isnull=True) | Q(about__isnull=False), name="one_agrees_with_a_review"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(agrees__isnull=False), name="an_argument_says_something"
            ),
        ]
