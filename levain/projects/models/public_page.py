"""What the bearer shows of the project to everyone: nothing until she chooses it, line by line."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from levain.projects.models.project import Project


class PublicPage(models.Model):
    """The parts shown (`blocks`), and in those made of lines, each line shown."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="page")
    blocks = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.project.name

    def shows(self, block: str) -> bool:
        return block in self.blocks


class ShownLine(models.Model):
    """One note, step, objective, photo… that the bearer shows; a photo has the agreement of the people on it."""

    page = models.ForeignKey(PublicPage, on_delete=models.CASCADE, related_name="lines")
    object_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    shown_at = models.DateTimeField(default=timezone.now)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "object_type", "object_id"], name="a_line_is_shown_once_on_a_page"
            )
        ]
        indexes = [models.Index(fields=["object_type", "object_id"])]


class PrivateLinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PrivateLink(models.Model):
    """A door to the page before it is published: it expires, it can be closed, and only its digest is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="private_links")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    token = models.UUIDField(null=True, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
