"""Each side writes what it expects before it reads the other's; then the sides compare."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from levain.evaluation.models import Crossing, Expectation, HandedIn, Voice
from levain.evaluation.rules.objectives import (
    can_read_objectives,
    can_word,
    can_write_objectives,
    voices_of,
)
from levain.foundation.verdicts import GRANTED, Verdict, refused
from levain.projects.models import Project

# The lists open to one another once these two are whole; the State, when it has one, joins in.
BOTH = {Voice.INHABITANTS, Voice.AUTHORITY}


def handed_in(project: Project) -> set[str]:
    """The sides whose list is whole: one query."""
    return set(HandedIn.objects.filter(project=project).values_list("voice", flat=True))


def are_open(handed: Collection[str]) -> bool:
    return set(handed) >= BOTH


def sees_list(user, project: Project, voice: str, handed: Collection[str]) -> bool:
    """A side reads its own list, and the others' once they are open; who speaks for no side reads all."""
    own = voices_of(user, project)
    return are_open(handed) or not own or voice in own


def expectations_read(user, project: Project) -> QuerySet[Expectation]:
    found = Expectation.objects.filter(project=project)
    if not can_read_objectives(user, project):
        return found.none()
    own = voices_of(user, project)
    if not own or are_open(handed_in(project)):
        return found
    return found.filter(Q(voice__in=own))


def can_read_expectation(user, expectation: Expectation) -> Verdict:
    project = expectation.project
    read = can_read_objectives(user, project)
    if read and not sees_list(user, project, expectation.voice, handed_in(project)):
        return refused(_("Each side writes first. The lists open once both sides have handed theirs in."))
    return read


def can_speak_or_type(user, project: Project) -> Verdict:
    """She speaks for a side, or types for all as the adviser."""
    if any(can_word(user, project, voice) for voice in Voice):
        return GRANTED
    return refused(_("The inhabitants, the local authority and the State write what they expect."))


def can_expect(user, project: Project, voice: str) -> Verdict:
    """Her side may write until it hands its list in, then again once the lists are open."""
    if not (verdict := can_word(user, project, voice)):
        return verdict
    handed = handed_in(project)
    if voice in handed and not are_open(handed):
        return refused(_("This list is handed in. It opens, and can be added to, once the other side's is."))
    return GRANTED


def can_change_expectation(user, expectation: Expectation) -> Verdict:
    if expectation.crossing_id:
        return refused(_("This expectation has been compared with others: it keeps its words."))
    return can_expect(user, expectation.project, expectation.voice)


def can_hand_in(user, project: Project, voice: str) -> Verdict:
    if not (verdict := can_word(user, project, voice)):
        return verdict
    if voice in handed_in(project):
        return refused(_("This list is handed in."))
    return GRANTED


def can_compare(user, project: Project) -> Verdict:
    if not are_open(handed_in(project)):
        return refused(_("Each side writes first. The lists open once both sides have handed theirs in."))
    return can_write_objectives(user, project)


def can_read_crossing(user, crossing: Crossing) -> Verdict:
    return can_read_objectives(user, crossing.project)


def can_take_up(user, crossing: Crossing) -> Verdict:
    if crossing.objective_id:
        return refused(_("An objective was already made of it."))
    return can_write_objectives(user, crossing.project)
