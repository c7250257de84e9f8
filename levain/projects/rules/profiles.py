"""Who says who took part in an event."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import LogbookEntry
from levain.projects.rules.logbook import can_read_entry, can_write_logbook


def is_an_event(entry: LogbookEntry) -> Verdict:
    """It stands, and it is an event."""
    if entry.withdrawn_at:
        return refused(_("This note has been withdrawn."))
    if entry.kind != LogbookEntry.Kind.EVENT:
        return refused(_("Only an event has people who took part."))
    return GRANTED


def can_declare_profiles(user, entry: LogbookEntry) -> Verdict:
    return is_an_event(entry) and can_read_entry(user, entry) and can_write_logbook(user, entry.project)
