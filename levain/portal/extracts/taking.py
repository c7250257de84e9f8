"""Taking a table out: at once when it is small, else in the background, for its owner alone and for a day."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from levain.capitalisation.showing_rules import can_show_in
from levain.foundation import journal
from levain.foundation.verdicts import Verdict, refused
from levain.people.models import User
from levain.portal.extracts.kinds import KINDS, Cell, Kind
from levain.portal.extracts.writing import lines, write
from levain.portal.models import ColumnChoice, Extraction
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer

HEAVY = 2_000
IN_MEMORY = 1_000_000
KEPT = timedelta(hours=24)
AT_MOST_WAITING = 5


class NothingChosen(Exception):
    """A table without a column."""


class TooMany(Exception):
    """Tables of hers already wait to be written."""


def can_fetch(user: Any, extraction: Extraction) -> Verdict:
    """Its owner alone, as long as she may still take this table."""
    if user != extraction.owner:
        return refused(_("This file waits for the person who asked for it."))
    return can_steer(user, extraction.cohort)


def can_hand_over(user: Any, cohort: Cohort) -> Verdict:
    """What leaves for another service is the national team's to decide."""
    return can_show_in(user, cohort)


def choice_of(user: Any, cohort: Cohort, kind: Kind, named: str = "") -> ColumnChoice | None:
    """Her own last choice; or one that the team shares under this name."""
    kept = ColumnChoice.objects.filter(cohort=cohort, kind=kind.code)
    return kept.filter(shared_as=named).first() if named else kept.filter(owner=user, shared_as="").first()


def shared_choices(cohort: Cohort, kind: Kind) -> list[str]:
    """Only what somebody who still follows the session shares; the latest of each name."""
    kept = ColumnChoice.objects.filter(cohort=cohort, kind=kind.code).exclude(shared_as="")
    return list(dict.fromkeys(kept.values_list("shared_as", flat=True)[:20]))


@transaction.atomic
def keep_choice(
    user: User, cohort: Cohort, kind: Kind, columns: Iterable[str], form: str, shared_as: str = ""
) -> None:
    """Kept for the next time; columns that name people are asked for anew each time."""
    plain = [cell.name for cell in kind.chosen(columns) if not cell.personal]
    said = {"columns": plain, "form": form, "changed_at": timezone.now()}
    for name in {"", shared_as}:
        ColumnChoice.objects.update_or_create(
            owner=user, cohort=cohort, kind=kind.code, shared_as=name, defaults=said
        )


def is_heavy(user: Any, cohort: Cohort, kind: Kind) -> bool:
    return kind.rows(user, cohort).order_by()[: HEAVY + 1].count() > HEAVY


def name_of(cohort: Cohort, kind: Kind, columns: Iterable[str], form: str) -> str:
    """A file that names people says so in its name."""
    personal = "-donnees-personnelles" if any(cell.personal for cell in kind.chosen(columns)) else ""
    return f"{cohort.slug}-{kind.code}{personal}.{'csv' if form == 'csv2' else form}"


@transaction.atomic
def note(user: User, cohort: Cohort, kind: Kind, columns: list[str], form: str) -> None:
    """The journal keeps who took what: the list, its columns, never its rows."""
    personal = [cell.name for cell in kind.chosen(columns) if cell.personal]
    changes = {"list": kind.code, "columns": len(columns), "personal": personal, "form": form}
    journal.record("extract.taken", on=cohort, by=user, place=cohort, changes=changes)


def take(user: User, cohort: Cohort, kind: Kind, columns: list[str], form: str) -> IO[bytes]:
    """The table, ready to be read from its beginning; noted before anything is given."""
    cells = kind.chosen(columns)
    if not cells:
        raise NothingChosen(_("Choose at least one column."))
    note(user, cohort, kind, columns, form)
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the answer, which closes it
    _written(out, user, cohort, kind, columns, form, lambda done: None)
    return out


def _written(out: Any, user: Any, cohort: Cohort, kind: Kind, columns: list[str], form: str, told: Any) -> None:
    cells = kind.chosen(columns)
    rows = lines(kind, user, cohort, cells, told)
    write(out, form, str(kind.title), [_head(cell, form) for cell in cells], rows)
    out.seek(0)


def _head(cell: Cell, form: str) -> str:
    """Programs read CSV by the names of its schema; people read a workbook by the words of the page."""
    return (
        cell.name if form == "csv" else f"{cell.column.title}{f' ({cell.column.unit})' if cell.column.unit else ''}"
    )


@transaction.atomic
def ask(user: User, cohort: Cohort, kind: Kind, columns: list[str], form: str) -> Extraction:
    """A heavy table is written by the worker; its owner finds it on its page."""
    if not kind.chosen(columns):
        raise NothingChosen(_("Choose at least one column."))
    states = (Extraction.State.WAITING, Extraction.State.RUNNING)
    if user.extractions.filter(state__in=states).count() >= AT_MOST_WAITING:
        raise TooMany(_("Several of your tables are being written. Wait until they are ready."))
    note(user, cohort, kind, columns, form)
    asked = Extraction.objects.create(
        owner=user,
        cohort=cohort,
        kind=kind.code,
        columns=columns,
        form=form,
        name=name_of(cohort, kind, columns, form),
        of=kind.rows(user, cohort).order_by().count(),
    )
    transaction.on_commit(lambda: write_extraction.enqueue(asked.pk, translation.get_language() or "fr"))
    return asked


@task()
def write_extraction(pk: int, language: str) -> None:
    """Done once, whoever calls it again: a table that is being written or ready is left as it is."""
    begun = Extraction.objects.filter(pk=pk, state=Extraction.State.WAITING).update(state=Extraction.State.RUNNING)
    if not begun:
        return
    asked = Extraction.objects.select_related("owner", "cohort__programme").get(pk=pk)
    try:
        with translation.override(language), TemporaryFile() as out:
            if not can_fetch(asked.owner, asked):
                raise PermissionError
            _written(out, asked.owner, asked.cohort, KINDS[asked.kind], asked.columns, asked.form, _progress(pk))
            kept = default_storage.save(f"extracts/{secrets.token_urlsafe(24)}.{asked.form}", File(out))
    except Exception:
        Extraction.objects.filter(pk=pk).update(state=Extraction.State.FAILED)
        raise
    now = timezone.now()
    if not Extraction.objects.filter(pk=pk).update(state=Extraction.State.READY, file=kept, ready_at=now):
        default_storage.delete(kept)


def _progress(pk: int) -> Any:
    return lambda done: Extraction.objects.filter(pk=pk).update(done=done)


def sweep(now: datetime | None = None) -> int:
    """Files are there for a day; what never became a file goes too."""
    old = list(Extraction.objects.filter(asked_at__lt=(now or timezone.now()) - KEPT))
    for one in old:
        if one.file:
            default_storage.delete(one.file)
        one.delete()
    return len(old)


def may_take(user: Any, cohort: Cohort) -> Verdict:
    return can_steer(user, cohort)
