"""The catalogue as others use it: load it, rank it for a need, keep its table of synonyms."""

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.support.models import Synonym
from levain.support.services.loading import load_supports, load_synonyms
from levain.support.services.ranking import (
    ACTS_AS,
    Match,
    UnknownFacet,
    catalogue_version,
    index_supports,
    match_command,
    rank,
    rank_for,
)

__all__ = [
    "ACTS_AS",
    "Match",
    "SynonymChanged",
    "UnknownFacet",
    "catalogue_version",
    "change_synonym",
    "index_supports",
    "load_supports",
    "load_synonyms",
    "match_command",
    "rank",
    "rank_for",
    "remove_synonym",
    "write_synonym",
]


class SynonymChanged(Exception):
    """Two people wrote on the same row of the table."""


@transaction.atomic
def write_synonym(*, said: str, means: str, by: User) -> Synonym:
    """Add a saying; the same one twice, as a double click does, stays one row."""
    synonym, created = Synonym.objects.get_or_create(said=said, defaults={"means": means})
    if created:
        journal.record("synonym.added", on=synonym, by=by)
    elif synonym.means != means:
        raise SynonymChanged(_("These words are already in the table. Change the row that is there."))
    return synonym


@transaction.atomic
def change_synonym(synonym: Synonym, *, said: str, means: str, version: str, by: User) -> None:
    """`version` is the state of the row when the page was opened: nobody's change is overwritten in silence."""
    row = Synonym.objects.select_for_update().get(pk=synonym.pk)
    if row.version != version and (row.said, row.means) != (said, means):
        raise SynonymChanged(
            _("Somebody changed this row meanwhile. It now says: %(said)s → %(means)s. What you typed is kept below.")
            % {"said": row.said, "means": row.means}
        )
    changed = [name for name, value in (("said", said), ("means", means)) if getattr(row, name) != value]
    if changed:
        row.said, row.means = said, means
        row.save()
        journal.record("synonym.changed", on=row, by=by, changes=dict.fromkeys(changed, True))


@transaction.atomic
def remove_synonym(synonym: Synonym, *, by: User) -> None:
    """A row removed twice is removed once."""
    row = Synonym.objects.select_for_update().filter(pk=synonym.pk).first()
    if row:
        journal.record("synonym.removed", on=row, by=by)
        row.delete()
