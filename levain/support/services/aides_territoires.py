"""Bring in what Aides-territoires offers: again changes nothing, and what staff corrected stays as they wrote it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.foundation.imports import ImportReport, enough
from levain.foundation.outside import Unreachable
from levain.support.aides_territoires import format, service
from levain.support.aides_territoires.format import Aid, NotAnAid
from levain.support.models import Support
from levain.support.services.ranking import index_supports
from levain.territories.folding import fold
from levain.territories.models import Territory

SHOWN = 20


@dataclass(frozen=True)
class AidError:
    row: int
    number: Any
    reason: str

    def __str__(self) -> str:
        if not self.row:
            return f"{self.number} : {self.reason}"
        said = {"row": self.row, "number": str(self.number)[:20], "reason": self.reason}
        return _("Support %(row)d (%(number)s): %(reason)s") % said


def import_aids(path: Path | None = None, *, insee: str = "", dry_run: bool = False) -> ImportReport:
    """From a file of the API, or from the service itself. One record refused and nothing is written."""
    report = ImportReport(dry_run=dry_run)
    try:
        raws = service.from_file(path) if path else list(service.from_service(insee=insee))
    except (service.NotUnderstood, Unreachable) as error:
        report.errors = [AidError(0, path.name if path else "Aides-territoires", str(error))]
        return report
    aids = _read(raws, report)
    with transaction.atomic():
        if not report.errors:
            _write(aids, report)
            if path is None and not insee:
                _retire_the_gone({aid.number for aid in aids}, report)
        if not report.written:
            transaction.set_rollback(True)
    return report


def _read(raws: Iterable[Any], report: ImportReport) -> list[Aid]:
    aids: dict[int, Aid] = {}
    for row, raw in enumerate(raws, 1):
        if enough(report.errors):
            break
        try:
            aid = format.read(raw)
        except NotAnAid as error:
            number = raw.get("id") if isinstance(raw, dict) else None
            report.errors.append(AidError(row, number if isinstance(number, int) else "?", str(error)))
        else:
            known = aids.get(aid.number)
            aids[aid.number] = aid if known is None or known.updated <= aid.updated else known
    return list(aids.values())


def _write(aids: list[Aid], report: ImportReport) -> None:
    known = {
        support.aides_territoires_id: support
        for support in Support.objects.exclude(aides_territoires_id=None).prefetch_related("territories")
    }
    places, unknown = _places({aid.perimeter for aid in aids})
    changed = []
    for aid in aids:
        support = known.get(aid.number)
        if support and _is_known(support, aid):
            report.unchanged += 1
            continue
        if support:
            report.updated += 1
        else:
            report.created += 1
            support = Support(slug=f"aides-territoires-{aid.number}", aides_territoires_id=aid.number)
        _bring(support, aid, places.get(aid.perimeter, []))
        changed.append(support.pk)
    index_supports(Support.objects.filter(pk__in=changed).prefetch_related("territories"))
    if unknown:
        names = ", ".join(sorted(unknown)[:SHOWN])
        report.notes.append(_("Perimeters to write by hand, not recognised: %(names)s.") % {"names": names})


def _is_known(support: Support, aid: Aid) -> bool:
    """Nothing newer is said; what had gone from the list and came back is news."""
    returned = aid.live and support.retired_on and "retired_on" not in support.corrected
    return bool(support.aides_territoires_at and support.aides_territoires_at >= aid.updated and not returned)


def _bring(support: Support, aid: Aid, places: Collection[Territory]) -> None:
    """Write what they say, field by field, except what staff corrected here."""
    kept = set(support.corrected)
    for name, value in aid.fields.items():
        if name not in kept:
            setattr(support, name, value)
    if "retired_on" not in kept:
        support.retired_on = None if aid.live else support.retired_on or timezone.localdate()
        support.retired_why = "" if aid.live else _("It is no longer offered on Aides-territoires.")
    support.aides_territoires_at = aid.updated
    support.version += 1 if support.pk else 0
    support._change_reason = "Aides-territoires"  # type: ignore[attr-defined]
    support.save()
    if "territories" not in kept:
        support.territories.set(places)


def _places(perimeters: Collection[tuple[str, str]]) -> tuple[dict[tuple[str, str], list[Territory]], set[str]]:
    """The territories of these (kind, name), when exactly one bears the name; and the names left to a person."""
    named = {(kind, fold(_bare(name))) for kind, name in perimeters if kind and name}
    found: dict[tuple[str, str], list[Territory]] = {}
    for territory in Territory.objects.filter(
        kind__in={kind for kind, _name in named}, folded__in={name for _kind, name in named}
    ):
        found.setdefault((territory.kind, territory.folded), []).append(territory)
    places, unknown = {}, set()
    for kind, name in perimeters:
        bearing = found.get((kind, fold(_bare(name))), [])
        if len(bearing) == 1:
            places[kind, name] = bearing
        elif name:
            unknown.add(name)
    return places, unknown


def _bare(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)\s*$", "", name)


def _retire_the_gone(numbers: set[int], report: ImportReport) -> None:
    """What the service no longer lists is retired, unless staff decided of it; a truncated list retires nothing."""
    ours = Support.objects.exclude(aides_territoires_id=None).on_offer()
    gone = [
        support for support in ours.exclude(aides_territoires_id__in=numbers) if "retired_on" not in support.corrected
    ]
    if len(gone) * 2 > ours.count():
        report.notes.append(_("More than half of the supports would go: the list looks cut, none was retired."))
        return
    for support in gone:
        support.retired_on = timezone.localdate()
        support.retired_why = _("It is no longer offered on Aides-territoires.")
        support.version += 1
        support.save()
    if gone:
        said = ngettext("%(n)d support is no longer offered.", "%(n)d supports are no longer offered.", len(gone))
        report.notes.append(said % {"n": len(gone)})
