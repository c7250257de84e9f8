"""Who reads which file: by hand, in balance, by territory or theme, from a file; conflicts are never given."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from levain.formulas.readers import share
from levain.foundation import journal
from levain.foundation.imports import ImportReport
from levain.people.models import User
from levain.selection.models import Application, Call, Conflict, Declaration, Review
from levain.selection.rules.jury import BEFORE_THE_JURY
from levain.selection.services.coincidences import proposed
from levain.selection.services.jury import members, seat

MOST_LINES = 10_000
MOST_BYTES = 1_000_000


class NotReadable(Exception):
    """The file is no table of jurors and applications."""


@dataclass
class Plan:
    """What an assignment would do: the pairs to add, and what could not be given."""

    pairs: list[tuple[User, Application]] = field(default_factory=list)
    closed: int = 0
    short: int = 0

    def loads(self, call: Call) -> list[tuple[User, int, int]]:
        """For each juror, how many files she has and how many she would have."""
        held: dict[int, int] = defaultdict(int)
        for juror in Review.objects.free().filter(application__call=call).values_list("juror", flat=True):
            held[juror] += 1
        new: dict[int, int] = defaultdict(int)
        for juror, _file in self.pairs:
            new[juror.pk] += 1
        return [
            (member.user, held[member.user.pk], held[member.user.pk] + new[member.user.pk])
            for member in members(call)
        ]


def before_the_jury(call: Call):
    return call.applications.filter(state__in=BEFORE_THE_JURY)


def plan(
    files: Iterable[Application], jurors: list[User], *, each: int | None = None, avoid_coincidences: bool = True
) -> Plan:
    """Give these files to these people: to each of them, or `each` readers a file in balance."""
    files = list(files)
    closed = closed_pairs(files, jurors, coincidences=avoid_coincidences)
    held: dict[int, set[int]] = defaultdict(set)
    readers = Review.objects.filter(application__in=[file.pk for file in files]).exclude(pk__in=_in_conflict(files))
    for juror_id, file_id in readers.values_list("juror", "application"):
        held[file_id].add(juror_id)
    known = {juror.pk: juror for juror in jurors}
    if each is None:
        wanted = {
            file.pk: {pk for pk in known if (pk, file.pk) not in closed and pk not in held[file.pk]} for file in files
        }
    else:
        wanted = share([file.pk for file in files], list(known), each=each, closed=closed, held=held)
    found = Plan(closed=sum((pk, file.pk) in closed for file in files for pk in known))
    for file in files:
        found.pairs += [(known[pk], file) for pk in known if pk in wanted[file.pk]]
        if each is not None and len(held[file.pk]) + len(wanted[file.pk]) < each:
            found.short += 1
    return found


def _in_conflict(files: list[Application]):
    """The reviews that a conflict has left out: they count for no reader."""
    conflicts = Conflict.objects.standing().filter(application__in=[file.pk for file in files])
    pairs = set(conflicts.values_list("juror", "application"))
    reviews = Review.objects.filter(application__in={file for _juror, file in pairs})
    return [pk for pk, juror, file in reviews.values_list("pk", "juror", "application") if (juror, file) in pairs]


def closed_pairs(files: list[Application], jurors: list[User], *, coincidences: bool) -> frozenset[tuple[int, int]]:
    """The pairs (juror, file) that are never given: conflicts, and what coincides unless it was said to be none."""
    ids = [file.pk for file in files]
    conflicts = Conflict.objects.standing().filter(application__in=ids)
    closed = set(conflicts.values_list("juror", "application"))
    if coincidences:
        cleared = Declaration.objects.filter(application__in=ids, cleared=True)
        closed |= set(proposed(jurors, files)) - set(cleared.values_list("juror", "application"))
    return frozenset(closed)


@transaction.atomic
def assign(call: Call, pairs: Iterable[tuple[User, Application]], *, by: User, how: str) -> int:
    """Give files to read; one given twice is given once, and what a conflict closes is never given."""
    jury, pairs = seat(call), list(pairs)
    files, jurors = [file for _juror, file in pairs], [juror for juror, _file in pairs]
    closed = closed_pairs(files, jurors, coincidences=False)
    known = set(Review.objects.filter(application__call=call).values_list("juror", "application"))
    fresh = {(juror.pk, file.pk): (juror, file) for juror, file in pairs}
    new = [pair for key, pair in fresh.items() if key not in closed and key not in known]
    Review.objects.bulk_create(
        (Review(juror=juror, application=file, how=how) for juror, file in new), ignore_conflicts=True
    )
    if new:
        told = {juror.pk: juror for juror, _file in new}
        journal.record(
            "jury.assigned", on=jury, by=by, place=call, changes={"files": len(new), "how": how}, tell=told.values()
        )
    return len(new)


@transaction.atomic
def set_readers(application: Application, jurors: list[User], *, by: User) -> None:
    """These people read this file, by hand; a review that is given stays."""
    kept = {juror.pk for juror in jurors}
    taken = application.reviews.filter(submitted_at=None).exclude(juror__in=kept)
    for review in taken.select_related("juror"):
        journal.record("review.unassigned", on=application, by=by, place=application.call, tell=[])
        review.delete()
    assign(application.call, [(juror, application) for juror in jurors], by=by, how=Review.How.HAND)


def assign_from_csv(call: Call, content: bytes, *, by: User, dry_run: bool) -> ImportReport:
    """A table of two columns, `juror` (mail address) and `application` (reference): all or nothing."""
    report, pairs = ImportReport(dry_run=dry_run), []
    jurors = {member.user.email.lower(): member.user for member in members(call)}
    files = {file.reference: file for file in before_the_jury(call)}
    rows = _rows(content)
    known = set(Review.objects.filter(application__call=call).values_list("juror", "application"))
    closed = closed_pairs(list(files.values()), list(jurors.values()), coincidences=False)
    for number, row in rows:
        said = _line(row, jurors, files, closed)
        if isinstance(said, str):
            report.errors.append(_("Line %(number)d: %(mistake)s") % {"number": number, "mistake": said})
        elif (said[0].pk, said[1].pk) in known:
            report.unchanged += 1
        else:
            known.add((said[0].pk, said[1].pk))
            pairs.append(said)
    report.created = len(pairs)
    if report.written:
        assign(call, pairs, by=by, how=Review.How.FILE)
    return report


def _rows(content: bytes) -> list[tuple[int, dict[str, str]]]:
    if len(content) > MOST_BYTES:
        raise NotReadable(_("This file is too large: 1 MB at most."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotReadable(_("This file is not written in UTF-8: save it as “CSV UTF-8”.")) from error
    separator = ";" if text.partition("\n")[0].count(";") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    if not {"juror", "application"} <= {(name or "").strip().lower() for name in reader.fieldnames or []}:
        raise NotReadable(_("The first line names two columns: juror, application."))
    try:
        rows = [
            (number, {(name or "").strip().lower(): (value or "") for name, value in row.items() if name is not None})
            for number, row in enumerate(reader, 2)
        ]
    except csv.Error as error:
        raise NotReadable(_("This file cannot be read as a table.")) from error
    if len(rows) > MOST_LINES:
        raise NotReadable(_("This file has too many lines: 10,000 at most."))
    return rows


def _line(row, jurors, files, closed) -> str | tuple[User, Application]:
    juror, file = jurors.get(row["juror"].strip().lower()), files.get(row["application"].strip())
    if juror is None:
        return _("%(juror)s does not sit on this jury.") % {"juror": row["juror"][:80]}
    if file is None:
        return _("%(file)s is no file before this jury.") % {"file": row["application"][:80]}
    if (juror.pk, file.pk) in closed:
        return _("%(juror)s has a conflict with %(file)s.") % {"juror": juror, "file": file.reference}
    return juror, file
