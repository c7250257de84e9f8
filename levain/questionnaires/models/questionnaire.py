"""A questionnaire and its revisions: what was published is what people answered, so it never changes."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Immutable(Exception):
    """A published revision never changes: make a new one."""

    def __init__(self):
        super().__init__(_("This version is published: people may have answered it. Make a new version instead."))


def in_language(said, field):
    """A text in the language of the page when it was translated, else as it was written."""
    found = said.translations.get((get_language() or "")[:2], {}) if said.translations else {}
    return found.get(field) or getattr(said, field)


# The audience of the forms that a call may choose.
APPLICATION = "application"


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

    @property
    def draft(self):
        """The revision being composed, from the prefetched revisions."""
        return next((revision for revision in self.revisions.all() if not revision.published_at), None)


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


class RefusedOncePublished(models.Model):
    """What no longer changes once its revision is published: `_refuse_if_published` says which that is."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._refuse_if_published()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_if_published()
        return super().delete(*args, **kwargs)


class Revision(RefusedOncePublished):
    """One wording of a questionnaire, with the promise made to those who answer it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10, default="fr")
    intro = models.TextField(blank=True)
    translations = models.JSONField(default=dict, blank=True)
    anonymous = models.BooleanField(default=False)
    duration_min = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ImmutableOncePublished.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="a_revision_has_its_own_number")
        ]

    def __str__(self):
        return f"{self.questionnaire} ({self.number})"

    def _refuse_if_published(self):
        if self.pk and Revision.objects.filter(pk=self.pk, published_at__isnull=False).exists():
            raise Immutable

    @property
    def intro_shown(self):
        return in_language(self, "intro")


class PartQuerySet(ImmutableOncePublished):
    """What makes up a revision: it changes no more once the revision is published."""

    published = "revision__published_at"

    def bulk_create(self, parts, *args, **kwargs):
        parts = list(parts)
        revisions = {part.revision_id for part in parts}
        if Revision.objects.filter(pk__in=revisions, published_at__isnull=False).exists():
            raise Immutable
        return super().bulk_create(parts, *args, **kwargs)

    def bulk_update(self, parts, *args, **kwargs):
        self.filter(pk__in=[part.pk for part in parts])._refuse()
        return super().bulk_update(parts, *args, **kwargs)


class PartOfRevision(RefusedOncePublished):
    """A section or a question: its place, its texts in several languages, and when it is asked."""

    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    condition = models.CharField(max_length=500, blank=True)
    translations = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position"]

    def _refuse_if_published(self):
        ids = {self.revision_id}
        if self.pk:
            ids |= set(type(self)._base_manager.filter(pk=self.pk).values_list("revision_id", flat=True))
        if Revision.objects.filter(pk__in=ids, published_at__isnull=False).exists():
            raise Immutable


class Section(PartOfRevision):
    """One step of a questionnaire: a subject, a page."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)

    class Meta(PartOfRevision.Meta):
        constraints = [models.UniqueConstraint(fields=["revision", "code"], name="a_section_has_its_own_code")]

    def __str__(self):
        return self.title

    @property
    def anchor(self):
        return f"section-{self.code}"

    @property
    def title_shown(self):
        return in_language(self, "title")

    @property
    def intro_shown(self):
        return in_language(self, "intro")
