"""The tables of a room: their subject, their note-taker, and what comes up from them to the plenary."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import Project
from levain.seminars.models import Seminar, Table
from levain.seminars.services.deeds import record

MOST = 99


class TooManyTables(Exception):
    """A seminar counts its tables on two digits."""


@transaction.atomic
def set_tables(seminar: Seminar, *, by: User, titles: Sequence[str] = (), projects: bool = False) -> list[Table]:
    """Lay tables: one for each project of the cohort that has none, or one for each title not there yet."""
    seminar = Seminar.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=seminar.pk)
    there = list(seminar.tables.all())
    known = {table.project_id for table in there} | {table.title for table in there}
    wanted: list[dict[str, Any]] = [{"title": title[:120]} for title in titles if title[:120] not in known]
    if projects:
        every = seminar.cohort.projects.order_by("pk")
        wanted += [{"project": project} for project in every if project.pk not in known]
    last = max((table.number for table in there), default=0)
    if last + len(wanted) > MOST:
        raise TooManyTables(_("A seminar has at most 99 tables. Nothing was added."))
    made = [Table(seminar=seminar, number=last + n, **about) for n, about in enumerate(wanted, start=1)]
    made = Table.objects.bulk_create(made)
    if made:
        record("tables.laid", on=seminar, seminar=seminar, by=by, changes={"n": len(made)})
    return made


@transaction.atomic
def edit_table(table: Table, *, by: User, version: int, title: str, project: Project | None, note_taker: str) -> None:
    save_over(table, version, title=title, project=project, note_taker=note_taker)
    record("tables.changed", on=table.seminar, seminar=table.seminar, by=by, changes={"table": table.number})


@transaction.atomic
def remove_table(table: Table, *, by: User) -> None:
    """What was said at it keeps its number."""
    record("tables.changed", on=table.seminar, seminar=table.seminar, by=by, changes={"table": table.number})
    table.delete()
