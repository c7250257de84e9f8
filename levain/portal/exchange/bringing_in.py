"""Rebuild a session of the programme from its package: all of it or nothing, and twice is once."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import Max
from django.urls import NoReverseMatch
from django.utils import timezone

from levain.foundation import documents
from levain.foundation.backups import tables
from levain.foundation.imports import ImportReport, enough
from levain.people.models import Role, User
from levain.portal.exchange import pointers
from levain.portal.exchange.belonging import by_chance
from levain.portal.exchange.columns import Cells, fields, name_of, number_in, rank
from levain.portal.exchange.package import Package
from levain.portal.exchange.shared import Model, Shared, own_models, shared_models, tracked
from levain.portal.exchange.taking_out import PACKAGE, export_cohort
from levain.programmes.models import Cohort

Say = Callable[[str], None]
# What a row that somebody made up may raise while it is read.
UNREADABLE = (ValidationError, ValueError, LookupError, TypeError, AttributeError, RecursionError, NoReverseMatch)


class _OnlyATrial(Exception):
    """Undoes what a dry run wrote."""


@dataclass(frozen=True)
class RowError:
    table: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.table}.csv, line {self.line}: {self.words}"


def import_cohort(folder: Path, *, dry_run: bool = False, say: Say = lambda text: None) -> ImportReport:
    """Rebuild the session that a package holds; raises NotThisPackage when the folder is none, or is damaged.

    People, organisations, territories, supports and questionnaires that this house knows are used, never changed.
    A session that is already here is left as it is if it is the same, refused if it differs.
    """
    package, report = Package(folder), ImportReport(dry_run=dry_run)
    if Cohort.objects.filter(slug=package.cohort).exists():
        return _compared(package, report)
    try:
        with transaction.atomic():
            _Rebuilding(package, report, say).run()
            if report.errors or dry_run:
                raise _OnlyATrial
    except _OnlyATrial:
        pass
    except (DatabaseError, OverflowError) as wrong:
        report.errors.append(f"These rows contradict one another, or what this house holds: {wrong}.")
    return report


def _compared(package: Package, report: ImportReport) -> ImportReport:
    """The same session again changes nothing; another one of the same name is not mixed with it."""
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary) / "package"
        export_cohort(package.cohort, here)
        ours = json.loads((here / PACKAGE).read_text("utf8"))["resources"]
    theirs = package.said["resources"]
    if [one["hash"] for one in ours] == [one.get("hash") for one in theirs]:
        report.unchanged = sum(1 for model in package.tables for _row in package.lines(model))
    else:
        report.errors.append(
            f"This house already holds a session “{package.cohort}”, and it differs. It was left as it is."
        )
    return report


class _Rebuilding:
    """The rows of a package on their way into this house; every number is given before any row is written."""

    def __init__(self, package: Package, report: ImportReport, say: Say):
        self.package, self.report, self.say = package, report, say
        self.numbers: dict[Model, dict[int, Any]] = {}
        self.known: dict[Model, set[int]] = {}

    def run(self) -> None:
        own = [model for model in own_models() if model in self.package.tables]
        self._refuse_another_session()
        for model in {*own, *filter(None, map(tracked, own))}:
            self._give_numbers(model, own)
        if self.report.errors:
            return
        for one, model in shared_models():
            if model in self.package.tables:
                self._bring_shared(one, model)
        for model in own:
            self._refuse_what_is_taken(model)
        self.say(f"Writing {len(own)} tables…")
        for model in own:
            if not enough(self.report.errors):
                self._bring(model)
        if not self.report.errors:
            tables.count_on([*own, *(model for _one, model in shared_models())])

    def _give_numbers(self, model: Model, own: list[Model]) -> None:
        """The numbers of this house: those of the package, moved past the last one used here."""
        of_it = [one for one in own if one is model or tracked(one) is model]
        named = model._meta.pk.name
        last = 0 if by_chance(model) else max(_last(one, named) for one in {model, *of_it})
        given = self.numbers.setdefault(model, {})
        for one in of_it:
            met: set[str] = set()
            for line, row in self.package.lines(one):
                number = number_in(row[named])
                try:
                    given[number] = UUID(str(number)) if by_chance(model) else last + rank(number)
                except ValueError as wrong:
                    self._refuse(one, line, f"{named}: {wrong}")
                if one is model and row[named] in met:
                    self._refuse(one, line, f"{named}: “{row[named][:40]}” is there twice.")
                met.add(row[named])

    def _refuse_another_session(self) -> None:
        """What the description names is what the tables hold: one session, this one."""
        held = [(line, row["slug"]) for line, row in self.package.lines(Cohort)] if self._has(Cohort) else []
        if [slug for _line, slug in held] != [self.package.cohort]:
            line = held[-1][0] if held else 1
            self._refuse(Cohort, line, f"slug: the package says it holds “{self.package.cohort[:60]}”.")

    def _has(self, model: Model) -> bool:
        return model in self.package.tables

    def _refuse_what_is_taken(self, model: Model) -> None:
        """A name that must be the only one of its kind (of a project, of a call) may be taken here already."""
        for field in fields(model):
            if not field.unique or field.primary_key or field.is_relation:
                continue
            told = {row[field.name]: line for line, row in self.package.lines(model) if row[field.name]}
            taken = model._base_manager.filter(**{f"{field.name}__in": list(told)}).values_list(field.name, flat=True)
            for value in taken:
                self._refuse(model, told[str(value)], f"“{value}” is already taken in this house.")

    def _bring_shared(self, one: Shared, model: Model) -> None:
        """Use the row that this house already holds, by its key; make it otherwise, once those it names are made."""
        cells, own = Cells(model, self.numbers), model._meta.pk.name
        self.numbers[model] = {}
        waiting = list(self.package.lines(model))
        while waiting:
            before, again = len(waiting), []
            for line, told in waiting:
                try:
                    self.numbers[model][number_in(told[own])] = self._known_or_made(one, model, cells, told)
                except UNREADABLE as wrong:
                    again.append((line, told, _said(wrong)))
            waiting = [(line, told) for line, told, _words in again]
            if len(waiting) == before:
                for line, _told, words in again:
                    self._refuse(model, line, words)
                return

    def _known_or_made(self, one: Shared, model: Model, cells: Cells, told: dict[str, str]) -> Any:
        key = cells.read(told, only=one.key)
        # Two rows of the package are never one here, even under the same name.
        used = set(self.numbers[model].values())
        found = model._base_manager.filter(**key).order_by("pk").values_list("pk", flat=True)
        known = next((pk for pk in found if pk not in used), None)
        if known is not None:
            self.report.unchanged += 1
            self.known.setdefault(model, set()).add(known)
            return known
        row = cells.read(told, but=model._meta.pk.name)
        with transaction.atomic():
            made = model(**row)
            _fill_what_stayed(made)
            made.save_base(raw=True, force_insert=True)
        self.report.created += 1
        if isinstance(made, Role) and made.scope_id in self.known.get(made.scope_type.model_class(), ()):
            self.report.notes.append(
                f"{made.user.name} becomes {made.code} of {made.scope}, which this house already had: "
                f"this opens more than the session. End this role if it must not."
            )
        return made.pk

    def _bring(self, model: Model) -> None:
        cells, pointed = Cells(model, self.numbers), pointers.of(model, self.numbers)
        rows = []
        for line, told in self.package.lines(model):
            try:
                rows.append(self._with_files(model, pointed.inside(cells.read(told))))
            except UNREADABLE as wrong:
                self._refuse(model, line, _said(wrong))
                if enough(self.report.errors):
                    return
        if self.report.errors:
            return
        names = [field.attname for field in tables.fields(model)]
        tables.fill(model, (json.dumps([row.get(name) for name in names], default=tables.plain) for row in rows))
        self.report.created += len(rows)

    def _with_files(self, model: Model, row: dict[str, Any]) -> dict[str, Any]:
        for field in fields(model):
            if isinstance(field, models.FileField) and row[field.attname]:
                row[field.attname] = documents.store(*self.package.file(row[field.attname]))
        return row

    def _refuse(self, model: Model, line: int, words: str) -> None:
        self.report.errors.append(RowError(name_of(model), line, words))


def _said(wrong: Exception) -> str:
    if isinstance(wrong, ValidationError):
        return "; ".join(f"{name}: {' '.join(words)}" for name, words in wrong.message_dict.items())
    return str(wrong)


def _last(model: Model, name: str) -> int:
    return model._base_manager.aggregate(last=Max(name))["last"] or 0


def _fill_what_stayed(made: models.Model) -> None:
    """What did not travel is as in any new row; nobody has a password here."""
    for field in made._meta.concrete_fields:
        if getattr(field, "auto_now", False):
            setattr(made, field.attname, timezone.now())
    if isinstance(made, User):
        made.set_unusable_password()
