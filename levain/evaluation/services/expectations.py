"""Each side writes what it expects; the sides compare, and make an objective of what they choose."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from levain.evaluation import rules
from levain.evaluation.models import Crossing, Expectation, HandedIn, Objective, Voice
from levain.evaluation.services.objectives import NotTheirWords, WordsMissing, next_position
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.projects.services import advisers, role_in, team


class ListsClosed(Exception):
    """Each side writes first: the lists are compared once both are handed in."""


class NothingToCompare(Exception):
    """Common ground and tensions stand between two sides at least."""


class AlreadyTakenUp(Exception):
    """An objective was already made of it."""


def _record(verb: str, on, by: User, **said) -> None:
    journal.record(verb, on=on, by=by, role=role_in(by, on.project), place=on.project, **said)


@transaction.atomic
def write_expectation(project: Project, *, voice: str, text: str, by: User, token: UUID | None = None) -> Expectation:
    """Add to what one side expects."""
    if token and (written := Expectation.objects.filter(token=token, project=project).first()):
        return written
    if not (verdict := rules.can_expect(by, project, voice)):
        raise NotTheirWords(verdict.reason)
    if not text.strip():
        raise WordsMissing(_("Write what you expect."))
    expectation = Expectation.objects.create(
        project=project, voice=voice, text=text.strip(), written_by=by, token=token
    )
    _record("expectation.written", expectation, by, changes={"voice": voice})
    return expectation


@transaction.atomic
def change_expectation(expectation: Expectation, *, text: str, version: int, by: User) -> None:
    if not (verdict := rules.can_change_expectation(by, expectation)):
        raise NotTheirWords(verdict.reason)
    if not text.strip():
        raise WordsMissing(_("Write what you expect."))
    save_over(expectation, version, text=text.strip())
    _record("expectation.changed", expectation, by)


@transaction.atomic
def remove_expectation(expectation: Expectation, *, by: User) -> None:
    if not (verdict := rules.can_change_expectation(by, expectation)):
        raise NotTheirWords(verdict.reason)
    _record("expectation.removed", expectation, by, changes={"voice": expectation.voice})
    expectation.delete()


@transaction.atomic
def hand_in(project: Project, *, voice: str, by: User) -> HandedIn:
    """Say that a side's list is whole; once both are, the sides are told that they can compare."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    if known := HandedIn.objects.filter(project=held, voice=voice).first():
        return known
    if not (verdict := rules.can_hand_in(by, project, voice)):
        raise NotTheirWords(verdict.reason)
    if not Expectation.objects.filter(project=held, voice=voice).exists():
        raise WordsMissing(_("Write at least one thing before you hand the list in."))
    made = HandedIn.objects.create(project=project, voice=voice, by=by)
    opened = rules.are_open(rules.handed_in(project))
    sides = [person for roles in rules.SPEAKS.values() for person in team(project, *roles)]
    tell = [*sides, *advisers(project)] if opened else advisers(project)
    _record("expectations.opened" if opened else "expectations.handed_in", made, by, tell=tell)
    return made


@transaction.atomic
def compare(
    project: Project,
    *,
    kind: str,
    label: str,
    expectations: Sequence[Expectation],
    by: User,
    note: str = "",
    token: UUID | None = None,
) -> Crossing:
    """Put together what several sides say of one thing, or keep what only one had seen."""
    if not (verdict := rules.can_compare(by, project)):
        raise ListsClosed(verdict.reason)
    if token and (made := Crossing.objects.filter(token=token, project=project).first()):
        return made
    chosen = list(Expectation.objects.select_for_update().filter(pk__in=[one.pk for one in expectations]))
    if not chosen or any(one.project_id != project.pk or one.crossing_id for one in chosen):
        raise NothingToCompare(_("Choose expectations that nobody has put together yet."))
    voices = {one.voice for one in chosen}
    if kind == Crossing.Kind.BLIND and len(voices) > 1:
        raise NothingToCompare(_("A blind spot is what one side alone has seen. Several sides speak of this."))
    if kind != Crossing.Kind.BLIND and len(voices) < 2:
        raise NothingToCompare(_("Common ground and tensions stand between two sides: choose words of each."))
    crossing = Crossing.objects.create(
        project=project, kind=kind, label=label.strip() or chosen[0].text[:200], note=note, made_by=by, token=token
    )
    Expectation.objects.filter(pk__in=[one.pk for one in chosen]).update(crossing=crossing)
    _record("crossing.made", crossing, by, changes={"kind": kind})
    return crossing


@transaction.atomic
def undo(crossing: Crossing, *, by: User) -> None:
    """Set the expectations free again, unless an objective was made of them."""
    held = Crossing.objects.select_for_update().get(pk=crossing.pk)
    if not (verdict := rules.can_take_up(by, held)):
        raise AlreadyTakenUp(verdict.reason)
    _record("crossing.undone", held, by)
    held.delete()


@transaction.atomic
def take_up(crossing: Crossing, *, by: User) -> Objective:
    """Begin an objective with the words of each side, to be agreed and given its five levels."""
    held = Crossing.objects.select_for_update().select_related("project").get(pk=crossing.pk)
    if held.objective:
        return held.objective
    if not (verdict := rules.can_take_up(by, held)):
        raise AlreadyTakenUp(verdict.reason)
    said: dict[str, list[str]] = {voice: [] for voice in Voice.values}
    for one in held.expectations.all():
        said[one.voice].append(one.text)
    words = {f"written_by_{voice}": "\n".join(texts)[:500] for voice, texts in said.items()}
    objective = Objective.objects.create(project=held.project, position=next_position(held.project), **words)
    save_over(held, held.version, objective=objective)
    _record("objective.drafted", objective, by)
    crossing.refresh_from_db()
    return objective
