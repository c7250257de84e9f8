"""The codebook as it is written: entries, their versions, the shared book."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from levain.capitalisation.models import Code
from levain.formulas import french
from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort

LONGEST_SLUG = 80


class CodeInItself(Exception):
    """A code would stand under itself, or under one of its own sub-codes."""


class OtherCodebook(Exception):
    """The code belongs to another codebook."""


class LabelTaken(Exception):
    """Two codes of one level of one book would have the same name."""


def book(cohort: Cohort | None):
    """Every entry of a codebook, retired ones too; None is the shared one."""
    return Code.objects.filter(cohort=cohort) if cohort else Code.objects.filter(cohort__isnull=True)


@transaction.atomic
def add_code(
    cohort: Cohort | None,
    slug: str,
    label: str,
    *,
    parent: Code | None = None,
    by: User | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Code:
    """Put a code in the codebook; a slug known already is the same code."""
    _check_parent(cohort, None, parent)
    given = {"label": label, "parent": parent, "created_by": by, "created_at": at or timezone.now(), **said}
    made, new = Code.objects.get_or_create(cohort=cohort, slug=slug, defaults=given)
    if new and by:
        journal.record("code.created", on=made, by=by, place=cohort)
    return made


@transaction.atomic
def create_code(
    cohort: Cohort | None,
    label: str,
    *,
    by: User,
    parent: Code | None = None,
    token: UUID | None = None,
    **said: Any,
) -> Code:
    """Write a new entry; the same form sent twice gives the entry already written."""
    known = Code.objects.filter(token=token).first() if token else None
    if known:
        return known
    hold(cohort)
    check_label(cohort, None, parent, label)
    return add_code(cohort, new_slug(cohort, label, parent), label, parent=parent, by=by, token=token, **said)


@transaction.atomic
def code_called(cohort: Cohort, label: str, *, by: User) -> Code:
    """The entry in use called so, wherever it stands; else a new one at the top, to be defined afterwards."""
    hold(cohort)
    in_use = book(cohort).filter(retired_at=None).order_by("pk")
    known = next((one for one in in_use if _bare(one.label) == _bare(label)), None)
    return known or create_code(cohort, label, by=by)


@transaction.atomic
def revise_code(code: Code, version: int, *, by: User, **said: Any) -> None:
    """Change the words of an entry, or put it under another; its former state stays in its history."""
    hold(code.cohort)
    parent, label = said.get("parent", code.parent), said.get("label", code.label)
    _check_parent(code.cohort, code, parent)
    check_label(code.cohort, code, parent, label)
    changed = {name: "changed" for name, value in said.items() if getattr(code, name) != value}
    if not changed:
        return
    if not code.history.exists():  # written before versions were kept
        Code.history.bulk_history_create([Code.objects.get(pk=code.pk)], default_date=code.created_at)
    code._history_user = by
    save_over(code, version, **said)
    journal.record("code.revised", on=code, by=by, place=code.cohort, changes=changed)


@transaction.atomic
def retire_code(code: Code, version: int, *, by: User) -> None:
    """No longer offered; the words that have it keep it."""
    save_over(code, version, retired_at=timezone.now())
    journal.record("code.retired", on=code, by=by, place=code.cohort)


@transaction.atomic
def restore_code(code: Code, version: int, *, by: User) -> None:
    save_over(code, version, retired_at=None)
    journal.record("code.restored", on=code, by=by, place=code.cohort)


@transaction.atomic
def take_code(shared: Code, cohort: Cohort, *, by: User) -> Code:
    """Bring an entry of the shared book, with those it stands under, into the book of a session."""
    if shared.cohort_id is not None:
        raise OtherCodebook(_("This code is not in the shared codebook."))
    return _copied(shared, cohort, by)


@transaction.atomic
def share_code(code: Code, *, by: User) -> Code:
    """Put a copy of an entry, with those it stands under, in the shared book, for the sessions to come."""
    shared = _copied(code, None, by)
    Code.objects.filter(pk=code.pk, taken_from=None).update(taken_from=shared)
    return shared


def _copied(code: Code, cohort: Cohort | None, by: User) -> Code:
    parent = _copied(code.parent, cohort, by) if code.parent else None
    if known := named(cohort, parent, code.label):
        return known
    words = {name: getattr(code, name) for name in ("definition", "include", "exclude", "example")}
    source = None if cohort is None else code
    return add_code(cohort, code.slug, code.label, parent=parent, by=by, taken_from=source, **words)


def new_slug(cohort: Cohort | None, label: str, parent: Code | None) -> str:
    """The path of an entry where it is born; it stays when the entry is renamed or moved."""
    root = f"{parent.slug}." if parent else ""
    name = slugify(label) or "code"
    taken = set(book(cohort).values_list("slug", flat=True))
    for number in range(1, len(taken) + 2):
        tail = f"-{number}" if number > 1 else ""
        slug = f"{root}{name}"[: LONGEST_SLUG - len(tail)] + tail
        if slug not in taken:
            return slug
    raise AssertionError("one of so many names is free")


def hold(cohort: Cohort | None) -> None:
    """One change of a codebook at a time: two moves together could make a circle."""
    if cohort:
        Cohort.objects.select_for_update().get(pk=cohort.pk)
    else:
        list(book(None).select_for_update().values_list("pk", flat=True))


def _check_parent(cohort: Cohort | None, code: Code | None, parent: Code | None) -> None:
    if parent is None:
        return
    if parent.cohort_id != (cohort.pk if cohort else None):
        raise OtherCodebook(_("A code stands under a code of its own codebook."))
    above = dict(book(cohort).values_list("pk", "parent"))
    if code and code.pk in line_up(parent.pk, above):
        raise CodeInItself(_("A code cannot stand under itself, nor under one of its own sub-codes."))


def line_up(code: int | None, above: dict[int, int | None]) -> list[int]:
    """A code and those it stands under, up to the top."""
    found: list[int] = []
    while code is not None and code not in found:
        found.append(code)
        code = above.get(code)
    return found


def check_label(cohort: Cohort | None, code: Code | None, parent: Code | None, label: str) -> None:
    known = named(cohort, parent, label, but=code)
    if known:
        raise LabelTaken(_("A code of this name already stands there: “%(label)s”.") % {"label": known.label})


def named(cohort: Cohort | None, parent: Code | None, label: str, but: Code | None = None) -> Code | None:
    """The code in use that reads the same there: accents, capitals and spaces do not make another name."""
    beside = book(cohort).filter(parent=parent, retired_at=None).exclude(pk=but.pk if but else None)
    return next((one for one in beside if _bare(one.label) == _bare(label)), None)


def _bare(label: str) -> str:
    return " ".join(french.fold(label.casefold()).replace("’", "'").split())
