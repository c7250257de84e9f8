"""A questionnaire and its revisions: what was published is what people answered, so it never changes."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Immutable(Exception):
    """A published revision never changes: make a new one."""

    def __init__(self):
        super().__init__(_("This version is published: people may have answered it. Make a new version instead."))


class Questionnaire(models.Model):
    """Questions put to some people at some moments; its text lives in its revisions."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=60)
    moments = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("questionnaires:questionnaire", args=[self.slug])

    @property
    def published(self):
        """The newest published revision, from the prefetched revisions."""
        return max(
            (revision for revision in self.revisions.all() if revision.published_at),
            key=lambda revision: revision.number,
            default=None,
        )


class ImmutableOncePublished(models.QuerySet):
    """`published` is the path to the date of publication."""

    published = "published_at"

    def _refuse(self):
        if self.filter(**{f"{self.published}__isnull": False}).exists():
            raise Immutable

    def update(self, **changes):
        self._refuse()
        return super().update(**changes)

    def delete(self):
        self._refuse()
        return super().delete()

    delete.alters_data = delete.queryset_only = True


class Revision(models.Model):
    """One wording of a questionnaire, with the promise made to those who answer it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    intro = models.TextField(blank=True)
    anonymous = models.BooleanField(default=False)
    duration_min = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ImmutableOncePublished.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="a_revision_has_its_own_number")
        ]

    def __str__(self):
        return f"{self.questionnaire} ({self.number})"

    def save(self, *args, **kwargs):
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self):
        if self.pk and Revision.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise Immutable


class QuestionQuerySet(ImmutableOncePublished):
    published = "revision__published_at"

    def bulk_create(self, questions, *args, **kwargs):
        questions = list(questions)
        revisions = {question.revision_id for question in questions}
        if Revision.objects.filter(pk__in=revisions, published_at__isnull=False).exists():
            raise Immutable
        return super().bulk_create(questions, *args, **kwargs)

    def bulk_update(self, questions, *args, **kwargs):
        self.filter(pk__in=[question.pk for question in questions])._refuse()
        return super().bulk_update(questions, *args, **kwargs)


class Question(models.Model):
    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        LONG_TEXT = "long_text", _("long text")
        NUMBER = "number", _("number")
        DATE = "date", _("date")
        CHOICE = "choice", _("one choice")
        CHOICES = "choices", _("several choices")
        SCALE = "scale", _("scale")
        MATRIX = "matrix", _("scale for each line")
        FILE = "file", _("file")
        COMMUNE = "commune", _("commune")
        CONSENT = "consent", _("consent")

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=500)
    help = models.CharField(max_length=500, blank=True)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    options_from = models.CharField(max_length=40, blank=True)
    scale = models.JSONField(default=dict, blank=True)
    repeat_over = models.CharField(max_length=40, blank=True)
    moments = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    min = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    max = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    personal_data = models.BooleanField(default=False)
    indicator = models.CharField(max_length=30, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "code"], name="a_question_has_its_own_code"),
            models.CheckConstraint(
                condition=models.Q(min__isnull=True)
                | models.Q(max__isnull=True)
                | models.Q(max__gte=models.F("min")),
                name="a_question_asks_for_a_possible_number",
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_published()
        return super().delete(*args, **kwargs)

    def _refuse_if_published(self):
        if Revision.objects.filter(
            models.Q(pk=self.revision_id) | models.Q(questions=self.pk), published_at__isnull=False
        ).exists():
            raise Immutable
