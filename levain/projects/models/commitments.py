"""What someone promised the project, what became of it, and whether both sides let it be read outside."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation
from levain.projects.models.actions import lateness
from levain.projects.models.project import Project


class CommitmentQuerySet(models.QuerySet):
    def published(self):
        """What both sides agreed to show: nothing else ever leaves the project."""
        return self.filter(publication=Commitment.Publication.AGREED)


class Commitment(models.Model):
    """A promise of a person, of an organisation, or of a person for an organisation."""

    class Kept(models.TextChoices):
        OPEN = "open", _("not yet known")
        KEPT = "kept", _("kept")
        PARTLY = "partly", _("kept in part")
        BROKEN = "broken", _("not kept")

    class Side(models.TextChoices):
        COLLECTIVE = "collective", _("the collective")
        COMMITTED = "committed", _("the one who made the commitment")

    class Publication(models.TextChoices):
        NONE = "none", _("within the project")
        ASKED = "asked", _("one side asks to publish it")
        AGREED = "agreed", _("published, both sides agree")
        REFUSED = "refused", _("one side refused to publish it")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    kept = models.CharField(max_length=8, choices=Kept, default=Kept.OPEN)
    reason = models.TextField(max_length=1000, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    publication = models.CharField(max_length=8, choices=Publication, default=Publication.NONE)
    publication_side = models.CharField(max_length=10, choices=Side, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(organisation__isnull=False), name="a_commitment_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(publication="none") | ~Q(kept="open"), name="what_is_published_of_a_promise_is_known"
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("projects:commitments", args=[self.project.slug]) + f"#commitment-{self.pk}"

    @property
    def who(self) -> str:
        return ", ".join(str(one) for one in (self.by, self.organisation) if one)

    @property
    def late(self) -> str:
        return lateness(self.due) if self.kept == self.Kept.OPEN else ""
