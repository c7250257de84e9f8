"""Giving codes to words, merging and splitting codes: nothing is lost, and a merge or a split can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.capitalisation.models import ChildMoved, Code, CodeChange, Coding, Evidence, FormerCoding
from levain.capitalisation.services.codes import CodeInItself, OtherCodebook, create_code, line_up
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User


class AlreadyMerged(Exception):
    """The code was merged or split already."""


class NothingToSplit(Exception):
    """A split makes two codes or more."""


class AlreadyUndone(Exception):
    """Somebody undid it already, or went on since."""


@dataclass(frozen=True)
class Part:
    """A code that comes out of a split: its name, its words, and the evidence that goes to it."""

    label: str
    definition: str = ""
    evidence: Iterable[Evidence] = field(default=())


def standing(codes: Iterable[Code]) -> list[Code]:
    """These codes as they stand now, kept so until the end: one merged meanwhile is the one it went into."""
    asked = [code.pk for code in codes]
    found: dict[int, Code] = {}
    for code in Code.objects.select_for_update(of=("self",)).filter(pk__in=asked).order_by("pk"):
        seen = set()
        while code.merged_into and code.pk not in seen:
            seen.add(code.pk)
            code = code.merged_into
        found[code.pk] = code
    return list(found.values())


def check_codebook(evidence: Evidence, codes: Iterable[Code]) -> None:
    if any(code.cohort_id != evidence.cohort_id for code in codes):
        raise OtherCodebook(_("This code belongs to the codebook of another session."))


@transaction.atomic
def give_codes(evidence: Evidence, codes: Iterable[Code], *, by: User, at: datetime | None = None) -> None:
    """Give these words more codes; those they have keep who gave them."""
    codes = standing(codes)
    check_codebook(evidence, codes)
    when = at or timezone.now()
    Coding.objects.bulk_create(
        [Coding(evidence=evidence, code=code, by=by, at=when) for code in codes], ignore_conflicts=True
    )


@transaction.atomic
def sort_evidence(evidence: Evidence, codes: Iterable[Code], *, by: User, seen: Iterable[Code] | None = None) -> None:
    """Give a piece of evidence its codes: what it no longer has stays known with who took it away.

    `seen`: the codes it had when she opened it. One given meanwhile by somebody else is not hers to take away.
    """
    wanted = {code.pk: code for code in standing(codes)}
    check_codebook(evidence, wanted.values())
    held = {coding.code_id: coding for coding in evidence.codings.select_for_update()}
    hers = set(held) if seen is None else {code.pk for code in standing(seen)}
    gone = [coding for pk, coding in held.items() if pk not in wanted and pk in hers]
    new = [code for pk, code in wanted.items() if pk not in held]
    if not gone and not new:
        return
    _end(gone, by)
    give_codes(evidence, new, by=by)
    changes = {"given": len(new), "taken away": len(gone)}
    journal.record("evidence.sorted", on=evidence, by=by, place=evidence.project or evidence.cohort, changes=changes)


def _end(codings: Iterable[Coding], by: User, change: CodeChange | None = None) -> None:
    codings = list(codings)
    FormerCoding.objects.bulk_create(
        FormerCoding(
            evidence_id=one.evidence_id, code_id=one.code_id, by_id=one.by_id, at=one.at, ended_by=by, change=change
        )
        for one in codings
    )
    Coding.objects.filter(pk__in=[one.pk for one in codings]).delete()


def _check_in_use(code: Code) -> None:
    if not code.in_use:
        raise AlreadyMerged(_("This code is no longer in use: it was merged, split or retired before."))


def _leave(code: Code, version: int, by: User, into: Code | None = None) -> None:
    code._history_user = by
    save_over(code, version, merged_into=into, retired_at=timezone.now())


def _move(codings: Iterable[Coding], into: Code, change: CodeChange, by: User) -> None:
    """The same words under another code, with who had coded them and when."""
    codings = list(codings)
    Coding.objects.bulk_create(
        [
            Coding(evidence_id=one.evidence_id, code=into, by_id=one.by_id, at=one.at, change=change)
            for one in codings
        ],
        ignore_conflicts=True,
    )


def _held(*codes: Code) -> list[Code]:
    """Always in the same order, so that two people never wait for each other."""
    return list(Code.objects.select_for_update().filter(pk__in=[code.pk for code in codes]).order_by("pk"))


@transaction.atomic
def merge_code(code: Code, version: int, into: Code, *, by: User, why: str = "") -> CodeChange:
    """All that this code holds goes to another: its evidence, with who coded it, and its sub-codes."""
    into = {one.pk: one for one in _held(code, into)}[into.pk]
    if into.cohort_id != code.cohort_id:
        raise OtherCodebook(_("Only two codes of one codebook can be merged."))
    above = dict(Code.objects.filter(cohort=code.cohort).values_list("pk", "parent"))
    if code.pk in line_up(into.pk, above):
        raise CodeInItself(_("A code cannot be merged into itself, nor into one of its own sub-codes."))
    if not into.in_use:
        raise AlreadyMerged(_("The code to merge into is no longer in use."))
    _check_in_use(code)
    change = CodeChange.objects.create(code=code, into=into, kind=CodeChange.Kind.MERGE, by=by, why=why)
    _leave(code, version, by, into)
    held = list(code.codings.select_for_update())
    _move(held, into, change, by)
    _end(held, by, change)
    for child in code.children.all():
        ChildMoved.objects.create(change=change, child=child)
        save_over(child, child.version, parent=into)
    journal.record("code.merged", on=code, by=by, place=code.cohort, changes={"into": into.slug, "n": len(held)})
    return change


@transaction.atomic
def split_code(
    code: Code, version: int, parts: Iterable[Part], *, by: User, why: str = "", under: bool = False
) -> CodeChange:
    """Several codes in place of one, each with the evidence chosen for it; beside it, or under it.

    What goes to none keeps the old code. It is retired once nothing is left, unless the new ones stand under it.
    """
    parts = [part for part in parts if part.label.strip()]
    if len(parts) < 2:
        raise NothingToSplit(_("Name at least two codes: a split makes several of one."))
    _check_in_use(code)
    change = CodeChange.objects.create(code=code, kind=CodeChange.Kind.SPLIT, by=by, why=why)
    save_over(code, version)
    held = {coding.evidence_id: coding for coding in code.codings.select_for_update()}
    gone: dict[int, Coding] = {}
    for part in parts:
        parent = code if under else code.parent
        made = create_code(code.cohort, part.label.strip(), by=by, parent=parent, definition=part.definition)
        chosen = {one.pk: held[one.pk] for one in part.evidence if one.pk in held}
        _move(chosen.values(), made, change, by)
        gone |= chosen
    _end(gone.values(), by, change)
    if len(gone) == len(held) and not under:
        _leave(code, code.version, by)
    changes = {"into": len(parts), "n": len(gone)}
    journal.record("code.split", on=code, by=by, place=code.cohort, changes=changes)
    return change


@transaction.atomic
def undo_change(change: CodeChange, *, by: User) -> None:
    """Put back what a merge or a split moved; what was coded since stays where it is."""
    code = Code.objects.select_for_update().get(pk=change.code_id)
    undone = CodeChange.objects.filter(pk=change.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=by)
    if not undone or (change.kind == CodeChange.Kind.MERGE and code.merged_into_id != change.into_id):
        raise AlreadyUndone(_("This was undone already, or the code is in use again."))
    took = list(change.took.all())
    Coding.objects.bulk_create(
        [Coding(evidence_id=one.evidence_id, code=code, by_id=one.by_id, at=one.at) for one in took],
        ignore_conflicts=True,
    )
    FormerCoding.objects.filter(pk__in=[one.pk for one in took]).delete()
    brought = Code.objects.filter(codings__change=change).distinct()
    made = [one for one in brought if one.pk != change.into_id]
    change.brought.all().delete()
    for moved in change.children.select_related("child"):
        if moved.child.parent_id == change.into_id:
            save_over(moved.child, moved.child.version, parent=code)
    for one in made:
        if not one.codings.exists():
            save_over(one, one.version, retired_at=timezone.now())
    save_over(code, code.version, merged_into=None, retired_at=None)
    journal.record("code.restored", on=code, by=by, place=code.cohort)
