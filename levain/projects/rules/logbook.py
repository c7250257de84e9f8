"""Who reads, writes and changes a note."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import (
    LogbookEntry,
    Project,
)
from levain.projects.rules.access import WRITES, audiences_read, codes


def can_read_entry(user, entry: LogbookEntry) -> Verdict:
    if entry.audience in audiences_read(user, entry.project):
        return GRANTED
    return refused(_("This note was not written for you to read."))


def can_write_logbook(user, project: Project) -> Verdict:
    if codes(user, project) & WRITES:
        return GRANTED
    return refused(_("Only the project's team and its adviser write in the logbook."))


def can_edit_entry(user, entry: LogbookEntry) -> Verdict:
    if user != entry.author:
        return refused(_("Only the person who wrote this note may change it."))
    return can_write_logbook(user, entry.project)
