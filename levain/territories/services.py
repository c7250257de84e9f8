"""Loading territories: twice makes no duplicate, and a file with one bad row changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from levain.foundation.imports import ImportReport

from . import containment
from .files import SHIPPED, Key, Kind, Row, RowError, Unreadable, read
from .folding import fold
from .models import Territory

FIELDS = ("name", "postcodes", "population", "longitude", "latitude", "successor_id")


class BadFile(Exception):
    """The file is refused as a whole; its errors say why."""

    def __init__(self, errors: list[RowError]):
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))


@dataclass
class Report(ImportReport):
    containments: int = 0


def load_territories(progress: Callable[[str], None] | None = None, path: Path | None = None) -> Report:
    """Put the territories of a file (those we ship, if none is named) in the house."""
    tell = progress or (lambda text: None)
    tell(_("Reading the territories…"))
    report = import_communes(path or SHIPPED)
    if report.errors:
        raise BadFile(report.errors)
    tell(
        _("%(created)d territories added, %(updated)d updated.")
        % {"created": report.created, "updated": report.updated}
    )
    return report


def import_communes(path: Path | str, dry_run: bool = False) -> Report:
    """Report row by row; write everything, or nothing if a row is wrong or the run is dry."""
    report = Report(dry_run=dry_run)
    try:
        rows, report.errors = read(Path(path))
    except Unreadable as error:
        report.errors = [RowError(1, str(error))]
        return report
    with transaction.atomic():
        report.errors = sorted(report.errors + strangers(rows), key=lambda error: error.line)
        if not report.errors:
            write(rows, report)
        if not report.written:
            transaction.set_rollback(True)
    return report


def strangers(rows: list[Row]) -> list[RowError]:
    """Rows that name a territory known neither in the file nor in the house."""
    known = {row.key for row in rows} | set(Territory.objects.values_list("kind", "code"))
    return [
        RowError(row.line, _("no %(kind)s has the code “%(code)s”.") % {"kind": Kind(kind).label, "code": code[:40]})
        for row in rows
        for kind, code in row.named()
        if (kind, code) not in known
    ]


def write(rows: list[Row], report: Report) -> None:
    former = [row for row in rows if row.kind == Kind.FORMER]
    save([row for row in rows if row.kind != Kind.FORMER], {}, report)
    ids = known_ids()
    retire_merged_communes(rows, former, ids)
    save(former, ids, report)
    point_to_the_last_successor()
    report.containments = containment.rebuild(rows, known_ids())
    if report.created or report.containments:
        containment.count_for_the_planner()


def known_ids() -> dict[Key, int]:
    places = Territory.objects.exclude(kind=Kind.PERIMETER).values_list("kind", "code", "pk")
    return {(kind, code): pk for kind, code, pk in places}


def save(rows: list[Row], ids: dict[Key, int], report: Report) -> None:
    before = {line[:2]: line[2:] for line in Territory.objects.values_list("kind", "code", *FIELDS)}
    changed = []
    for row in rows:
        successor = ids.get((Kind.COMMUNE, row.successor))
        told = (row.name, row.postcodes, row.population, row.longitude, row.latitude, successor)
        known = before.get(row.key)
        if known == told:
            report.unchanged += 1
            continue
        report.updated, report.created = report.updated + bool(known), report.created + (not known)
        fields = dict(zip(FIELDS, told, strict=True))
        changed.append(Territory(kind=row.kind, code=row.code, folded=fold(row.name), **fields))
    Territory.objects.bulk_create(
        changed,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=["folded", *FIELDS],
    )


def retire_merged_communes(rows: list[Row], former: list[Row], ids: dict[Key, int]) -> None:
    """A commune that the file knows only as a former one keeps its row, and so what hangs from it."""
    today = {row.code for row in rows if row.kind == Kind.COMMUNE}
    for row in former:
        commune = ids.get((Kind.COMMUNE, row.code))
        if commune and row.code not in today and row.code != row.successor:
            Territory.objects.filter(kind=Kind.FORMER, code=row.code).delete()
            Territory.objects.filter(pk=commune).update(
                kind=Kind.FORMER, successor=ids[Kind.COMMUNE, row.successor], population=None
            )


def point_to_the_last_successor() -> None:
    """When a successor is merged in its turn, the communes it had taken over follow it."""
    for place in Territory.objects.filter(successor__kind=Kind.FORMER).select_related("successor"):
        last = place.current
        while last != last.current:
            last = last.current
        Territory.objects.filter(pk=place.pk).update(successor=last)
