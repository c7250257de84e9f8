"""Who asks for progress notes, who gives them, who reads them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer
from levain.projects.models import NoteRound, ProgressNote, Project
from levain.projects.rules.access import THE_COLLECTIVE, codes
from levain.projects.rules.actions import can_read_actions

ASKS = {RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD}


def can_read_progress(user, project: Project) -> Verdict:
    if can_read_actions(user, project):
        return GRANTED
    return refused(_("Progress notes are read by the project's team and by those who support it."))


def can_read_progress_note(user, note: ProgressNote) -> Verdict:
    """A draft is the collective's; once given, the note is the project's."""
    may = can_read_progress(user, note.project)
    if may and note.state == ProgressNote.State.WAITED_FOR and not can_give_progress(user, note.project):
        return refused(_("This note has not been given yet."))
    return may


def notes_read(user, project: Project) -> QuerySet[ProgressNote]:
    """Those of a project that she may read: `can_read_progress_note`, for lists."""
    notes = ProgressNote.objects.filter(project=project)
    if not can_read_progress(user, project):
        return notes.none()
    return notes if can_give_progress(user, project) else notes.exclude(state=ProgressNote.State.WAITED_FOR)


def can_give_progress(user, project: Project) -> Verdict:
    if codes(user, project) & THE_COLLECTIVE:
        return GRANTED
    return refused(_("The collective writes this note."))


def can_write_progress_note(user, note: ProgressNote) -> Verdict:
    return can_give_progress(user, note.project)


def can_read_cohort_notes(user, cohort: Cohort) -> Verdict:
    return can_steer(user, cohort)


def can_ask_for_notes(user, cohort: Cohort) -> Verdict:
    if user.is_authenticated and user.codes_on(cohort, cohort.programme) & ASKS:
        return GRANTED
    return refused(_("The adviser and the national team ask for progress notes."))


def can_stop_rounds(user, asked: NoteRound) -> Verdict:
    return can_ask_for_notes(user, asked.cohort)
