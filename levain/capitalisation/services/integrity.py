"""Whether what was published is still what is kept: part by part, against the digests and against the journal."""

import re
from collections.abc import Iterator

from levain.capitalisation.models import Edition, SheetEdition
from levain.foundation import written
from levain.foundation.models import JournalEntry

PUBLISHED = {Edition: "report.published", SheetEdition: "sheet.published"}


def verify(edition: Edition | SheetEdition) -> list[str]:
    """The names of the parts that are no longer those published; a withdrawn passage keeps its digest: it is not one.

    A part added, taken out or moved is one; so are the digest of the whole and the number, which the journal keeps.
    """
    return list(dict.fromkeys(_altered(edition)))


def _altered(edition: Edition | SheetEdition) -> Iterator[str]:
    blocks = edition.content["blocks"]
    now = written.part_digests(edition.content)
    for rank, part in enumerate(now):
        kept = edition.parts[rank] if rank < len(edition.parts) else {}
        if part["digest"] == kept.get("digest") and part["id"] == kept.get("id"):
            continue
        name = written.name_of(part, rank)
        known = part["id"] == kept.get("id") and name in edition.masked
        left = part["digest"] == kept.get("masked", part["digest"])
        if not (known and left) or _speaks(blocks[rank - 1] if rank else {}):
            yield name
    for rank in range(len(now), len(edition.parts)):
        yield written.name_of(edition.parts[rank], rank)
    if written.whole_digest(edition.parts) != edition.digest or not _in_the_journal(edition):
        yield DIGEST


DIGEST = "#"


def _speaks(block: dict) -> bool:
    """A passage said to be withdrawn that says something again."""
    return bool(re.match(r"preuve-\d+$", block.get("id", "")) and (block.get("text") or not block.get("masked")))


def _in_the_journal(edition: Edition | SheetEdition) -> bool:
    """The journal, which nobody rewrites, says the same digest; it says nothing of an edition from another house."""
    on = edition.report if isinstance(edition, Edition) else edition.sheet
    told = JournalEntry.objects.about(on).filter(verb=PUBLISHED[type(edition)]).values_list("changes", flat=True)
    digests = [said["digest"] for said in told if said.get("edition") == edition.number]
    return not digests or edition.digest in digests
