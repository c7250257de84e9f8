"""What was written in a session, text by text: the corpus that evidence is taken from, without importing anything."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from levain.capitalisation.models.evidence import SIDE_NAMES, SIDES
from levain.programmes.models import Cohort
from levain.projects.models import Project


class CorpusText(models.Model):
    """A citable text of an object: where it stands, when it was said, for which side. Its words stay there.

    `kind` is what a reader calls it; `said_on`, the day the session began when nobody says better.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="corpus", db_index=False)
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", db_index=False)
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    field = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    side = models.CharField(max_length=20, blank=True, choices=SIDES)
    said_on = models.DateField()

    class Meta:
        ordering = ["-said_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["object_type", "object_id", "field"], name="a_text_is_in_the_corpus_once")
        ]
        # Each filter has the order of the page, so that a page costs the same however deep it is.
        indexes = [
            models.Index(fields=["cohort", "-said_on", "id"], name="corpus_by_day"),
            models.Index(fields=["cohort", "project", "-said_on", "id"], name="corpus_by_project"),
            models.Index(fields=["cohort", "kind", "-said_on", "id"], name="corpus_by_kind"),
            models.Index(fields=["cohort", "side", "-said_on", "id"], name="corpus_by_side"),
        ]

    def __str__(self):
        return f"{self.object_type}.{self.field}"

    def get_side_display(self) -> str:
        return str(SIDE_NAMES.get(self.side, self.side))


class CorpusMark(models.Model):
    """How far the journal was read for the corpus: one row."""

    upto = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.upto)
