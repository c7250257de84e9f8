"""Who reads, writes, changes and withdraws a note."""

from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.projects.models import (
    LogbookEntry,
    Project,
)
from levain.projects.rules.access import WRITES, audiences_read, codes

LEARN = {RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD}


def speaks_in(user, entry: LogbookEntry) -> bool:
    """Whether these are her words; what was written for someone is the writer's to mend until she confirms it."""
    if not user.is_authenticated:
        return False
    return user == entry.voice or (entry.unconfirmed and user == entry.author)


def can_read_entry(user, entry: LogbookEntry) -> Verdict:
    if entry.withdrawn_at:
        return refused(_("This note has been withdrawn by the person whose words it held."))
    if speaks_in(user, entry) or entry.audience in audiences_read(user, entry.project):
        return GRANTED
    return refused(_("This note was not written for you to read."))


def can_write_logbook(user, project: Project) -> Verdict:
    if codes(user, project) & WRITES:
        return GRANTED
    return refused(_("Only the project's team and its adviser write in the logbook."))


def can_write_for_someone(user, project: Project) -> Verdict:
    if RoleCode.ADVISER in codes(user, project):
        return GRANTED
    return refused(_("Only the adviser writes down what someone said."))


def can_edit_entry(user, entry: LogbookEntry) -> Verdict:
    if not speaks_in(user, entry):
        return refused(_("Only the person whose words these are may change them."))
    if entry.withdrawn_at:
        return refused(_("This note has been withdrawn."))
    return can_write_logbook(user, entry.project)


def can_withdraw_entry(user, entry: LogbookEntry) -> Verdict:
    """Hers even when she has left the project."""
    if not speaks_in(user, entry):
        return refused(_("Only the person whose words these are may withdraw them."))
    if entry.withdrawn_at:
        return refused(_("This note has been withdrawn."))
    return GRANTED


def can_confirm_entry(user, entry: LogbookEntry) -> Verdict:
    if not entry.unconfirmed or entry.withdrawn_at or user != entry.said_by:
        return refused(_("There is nothing to confirm here."))
    return GRANTED


def can_read_versions(user, entry: LogbookEntry) -> Verdict:
    """Hers, and those who draw what the cohort teaches: a word put right is not held up to everyone."""
    if speaks_in(user, entry) and not entry.withdrawn_at:
        return GRANTED
    if codes(user, entry.project) & LEARN:
        return can_read_entry(user, entry)
    return refused(_("Earlier versions are shown to the person who wrote, and to those who support the project."))
