"""What the editions of a report and of a practice sheet have in common: words that never change."""

from django.db import models

from levain.foundation import written, written_links


class Frozen(models.Model):
    """The written document of a day, the digest of each part, and the digest over them.

    `addresses` says where a link of the document leads in this house, for an edition that came from another one: the
    document keeps the numbers of the house that froze it, so that its digest holds. Empty: nowhere here.
    """

    content = models.JSONField()
    parts = models.JSONField()
    digest = models.CharField(max_length=64)
    masked = models.JSONField(default=list, blank=True)
    addresses = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def document(self) -> written.Document:
        """As it is read in this house."""
        return written.from_json(written_links.led(self.content, self.addresses))

    @property
    def withdrawn(self) -> int:
        """How many of its passages may no longer be shown."""
        return sum(name.startswith("preuve-") for name in self.masked)
