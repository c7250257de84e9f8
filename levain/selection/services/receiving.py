"""Bring in applications received elsewhere: tried before, all or nothing, and twice makes no duplicate."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.imports import ImportReport
from levain.people.models import RoleCode, User
from levain.people.services import AlreadyHeld, give_role, make_person
from levain.questionnaires.models import Answer
from levain.questionnaires.services import Asked, Sheet, close, start
from levain.selection.models import Application, Call, Receiving
from levain.selection.models.receiving import WAITS
from levain.selection.received import demarches, workbook
from levain.selection.received.records import NotUnderstood, Record, columns_of
from levain.selection.services.answers import refresh, revision_of
from levain.selection.services.consents import give_consent
from levain.selection.services.mapping import ASIDE, OUT, Ready, proposed, ready_of, targets_of
from levain.selection.services.opinions import ask_opinion

KINDS = ("json", "csv", "xlsx", "ods")
HEAVIEST = 20_000_000


class NothingToBring(Exception):
    """No rows wait to be brought in."""


@dataclass(frozen=True)
class RowError:
    row: str
    reason: str

    def __str__(self) -> str:
        return _("Row %(row)s: %(reason)s") % {"row": self.row, "reason": self.reason}


def read_file(content: bytes, name: str) -> list[Record]:
    """The applications of a file, by the end of its name. Raises NotUnderstood."""
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise NotUnderstood(_("Give a file that ends by .json, .csv, .xlsx or .ods."))
    if len(content) > HEAVIEST:
        raise NotUnderstood(_("This file is too large."))
    return demarches.from_file(content) if kind == "json" else workbook.from_file(content, kind)


@transaction.atomic
def keep_rows(call: Call, records: list[Record], *, named: str, by: User) -> Receiving:
    """Keep what was read while the columns are mapped and the import tried; the mapping of the last time stays."""
    receiving, _new = Receiving.objects.get_or_create(call=call)
    receiving.rows = [record.plain() for record in records]
    receiving.named, receiving.read_at, receiving.read_by = named[:200], timezone.now(), by
    receiving.mapping = proposed(call, columns_of(records)) | {
        column: target for column, target in receiving.mapping.items() if column in columns_of(records)
    }
    receiving.save()
    return receiving


def records_of(receiving: Receiving) -> list[Record]:
    return [Record(**row) for row in receiving.rows]


@transaction.atomic
def map_columns(receiving: Receiving, mapping: dict[str, str]) -> None:
    known = {*targets_of(receiving.call), ASIDE, OUT}
    receiving.mapping = {column: target for column, target in mapping.items() if target in known}
    receiving.save(update_fields=["mapping"])


def bring_in(
    call: Call, records: list[Record], mapping: dict[str, str], *, by: User | None, dry_run: bool = False
) -> ImportReport:
    """Bring these applications in, all or nothing; one that is known stays as it is here."""
    report = ImportReport(dry_run=dry_run)
    ready = list(_checked(call, records, mapping, report))
    with transaction.atomic():
        if not report.errors:
            _write(call, ready, report, by)
        if not report.written:
            transaction.set_rollback(True)
    return report


@transaction.atomic
def bring_in_kept(receiving: Receiving, *, by: User) -> ImportReport:
    """The same for the rows that wait; once they are in, they are kept nowhere else."""
    held = Receiving.objects.select_for_update().select_related("call__cohort").get(pk=receiving.pk)
    if not held.rows:
        raise NothingToBring(_("Nothing waits to be imported: give the file again."))
    report = bring_in(held.call, records_of(held), held.mapping, by=by)
    if report.written:
        Receiving.objects.filter(pk=held.pk).update(rows=[], named="")
    return report


def forget_rows(now: datetime) -> int:
    """Rows that nobody brought in go after two days."""
    return Receiving.objects.filter(read_at__lt=now - WAITS).exclude(rows=[]).update(rows=[], named="")


def _checked(call: Call, records: list[Record], mapping: dict[str, str], report: ImportReport):
    questions = {one.code: one for one in Asked(revision).outer} if (revision := revision_of(call)) else {}
    seen: dict[str, str] = {}
    for record in records:
        try:
            ready = ready_of(call, record, mapping, questions)
        except (NotUnderstood, ValidationError) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            report.errors.append(RowError(record.row, said))
            continue
        if ready.reference in seen:
            said = _("it has the number of row %(row)s.") % {"row": seen[ready.reference]}
            report.errors.append(RowError(record.row, said))
            continue
        seen[ready.reference] = record.row
        yield ready


def _write(call: Call, ready: list[Ready], report: ImportReport, by: User | None) -> None:
    call = Call.objects.select_for_update().select_related("cohort").get(pk=call.pk)
    if call.released_at:
        report.errors.append(
            RowError("–", _("The decisions of this call have been published: they no longer change."))
        )
        return
    known = set(call.applications.values_list("reference", flat=True))
    asides = set()
    for one in ready:
        if one.reference in known:
            report.unchanged += 1
            continue
        application = _keep(call, one, by)
        asides |= set(one.aside)
        if not application.title:
            report.errors.append(RowError(one.row, _("it has no title: say which column or question gives it.")))
            continue
        report.created += 1
    if asides:
        names = ", ".join(sorted(asides)[:10])
        report.notes.append(_("Kept beside the answers, as they are: %(names)s.") % {"names": names})


def _keep(call: Call, one: Ready, by: User | None) -> Application:
    application = Application.objects.create(
        call=call,
        reference=one.reference,
        channel=Application.Channel.IMPORT,
        state=Application.State.DEPOSITED,
        answers=one.aside,
        fictional=call.fictional,
        **{"deposited_at": call.closes if call.closes < timezone.now() else timezone.now()} | one.fields,
    )
    if revision := revision_of(call):
        response = start(revision, subject=application)
        Answer.objects.bulk_create(
            Answer(response=response, code=code, value=value)
            for code, value in one.answers.items()
            if value is not None
        )
        changed = refresh(application, Sheet.of(response))
        for name, value in one.fields.items():
            setattr(application, name, value)
        application.save(update_fields=list({*changed, *one.fields}))
        close(response, by=by, even_incomplete=True)
    _bring_person(application, one, by)
    journal.record("application.received", on=application, by=by, place=call)
    ask_opinion(application, by=by)
    return application


def _bring_person(application: Application, one: Ready, by: User | None) -> None:
    """Whoever wrote it finds it in an account of hers; her consent is kept apart."""
    person = make_person(one.email, one.name or one.email.partition("@")[0]) if one.email else None
    if person:
        with suppress(AlreadyHeld):
            give_role(person, RoleCode.BEARER, application, by=by)
    if one.consents:
        give_consent(application, name=one.name, email=one.email, person=person)


def import_file(path: Path, *, call: Call, dry_run: bool = False) -> ImportReport:
    """What `levain import applications` does: the mapping made on screen, or the one proposed."""

    def read() -> list[Record]:
        try:
            return read_file(path.read_bytes(), path.name)
        except OSError as error:
            raise NotUnderstood(_("This file cannot be opened.")) from error

    return _imported(call, read, path.name, dry_run=dry_run)


def import_demarche(number: int, *, call: Call, dry_run: bool = False) -> ImportReport:
    """The same from Démarches simplifiées itself."""
    return _imported(call, lambda: demarches.from_service(number), str(number), dry_run=dry_run)


def _imported(call: Call, read: Callable[[], list[Record]], named: str, *, dry_run: bool) -> ImportReport:
    try:
        records = read()
    except NotUnderstood as error:
        return ImportReport(dry_run=dry_run, errors=[RowError(named, str(error))])
    kept = Receiving.objects.filter(call=call).first()
    mapping = proposed(call, columns_of(records)) | (kept.mapping if kept else {})
    return bring_in(call, records, mapping, by=None, dry_run=dry_run)
