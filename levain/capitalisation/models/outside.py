"""Documents from outside the house, kept as versions that no longer change, paragraph by paragraph."""

from hashlib import sha256

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models.evidence import SIDES
from levain.foundation.models import Document
from levain.programmes.models import Cohort
from levain.projects.models import Project

ON_A_PAGE = 20


class OutsideDocument(models.Model):
    """Something written or said elsewhere that the session draws on: a study, an interview, a press article."""

    class Readers(models.TextChoices):
        TEAM = "team", _("those who draw what the session teaches")
        PROJECT = "project", _("the project, local authority included")
        COHORT = "cohort", _("all the projects of the cohort")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="outside_documents")
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="outside_documents"
    )
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=20, blank=True, choices=SIDES)
    written_on = models.DateField()
    origin = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    audience = models.CharField(max_length=8, choices=Readers, default=Readers.TEAM)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)
    fictional = models.BooleanField(default=False)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["cohort", "-given_at"], name="outside_documents_of_a_cohort")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="project") | Q(project__isnull=False),
                name="a_document_for_a_project_names_it",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_because=""),
                name="a_document_is_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:outside", args=[self.pk])

    @property
    def place(self):
        return self.project or self.cohort


class DocumentVersion(models.Model):
    """One file of a document, frozen: read once by the worker, it never changes again."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("document", "waits to be read")
        READING = "reading", pgettext_lazy("document", "is being read")
        READ = "read", pgettext_lazy("document", "read")
        REFUSED = "refused", pgettext_lazy("document", "not read")

    REASONS = {
        "locked": _("This file is locked by a password. Give it again without."),
        "no_text": _("No text was found in this file: it is probably a scan. Have the text recognised."),
        "no_cue": _("These subtitles hold no time. Export them again as SRT or VTT."),
        "too_long": _("This file is too long: 2,000 pages and 5 million signs at most. Divide it."),
        "too_heavy": _("Reading this file takes too much memory or time. Save it more simply and give it again."),
        "broken": _("This file could not be read: it seems damaged. Save it again and give it anew."),
        "virus": _("The virus check found something in this file. It was removed."),
    }

    document = models.ForeignKey(OutsideDocument, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refused = models.CharField(max_length=12, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    paragraphs_count = models.PositiveIntegerField(default=0)
    # Over the digests of its paragraphs, in their order.
    digest = models.CharField(max_length=64, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    documents = GenericRelation(Document, "object_id", "object_type")

    class Meta:
        ordering = ["document", "-number"]
        indexes = [models.Index(fields=["state", "began_at"], name="versions_to_read")]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="a_document_has_each_version_once"),
            models.CheckConstraint(condition=~Q(state="read") | ~Q(digest=""), name="a_version_read_has_its_digest"),
        ]

    def __str__(self):
        return gettext("%(title)s, version %(number)d") % {"title": self.document.title, "number": self.number}

    def get_absolute_url(self):
        return f"{self.document.get_absolute_url()}?version={self.number}"

    @property
    def read(self) -> bool:
        return self.state == self.State.READ

    @property
    def awaited(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)

    @property
    def why(self):
        """Why it could not be read, in a sentence."""
        return self.REASONS.get(self.refused, "")


class DocumentParagraph(models.Model):
    """A paragraph of a version, with its place in the file; only a withdrawal empties it, and its digest stays."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    page = models.PositiveIntegerField(null=True, blank=True)
    second = models.PositiveIntegerField(null=True, blank=True)
    under = models.CharField(max_length=200, blank=True)
    voice = models.CharField(max_length=120, blank=True)
    # The paragraphs of the last version read are in the corpus; those before stay where they were quoted.
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="a_paragraph_has_its_place_in_a_version")
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        page = (self.position - 1) // ON_A_PAGE + 1
        return f"{self.version.get_absolute_url()}&page={page}#paragraphe-{self.position}"

    @property
    def where(self) -> str:
        """The page or the time where it stands, in words; else the title above it."""
        if self.page:
            return gettext("page %(number)d") % {"number": self.page}
        if self.second is not None:
            hours, rest = divmod(self.second, 3600)
            return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
        return self.under


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()
