"""The columns of a table of the package, and its cells: text that no spreadsheet runs and that reads back equal."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime

from levain.capitalisation.models.evidence import SIDE_NAMES
from levain.foundation.backups import tables
from levain.foundation.sheets import STARTS
from levain.portal.exchange.shared import COLUMNS_THAT_STAY, Model, foreign_keys, label, loose_keys, tracked

Numbers = Mapping[Model, Mapping[Any, int]]
# A mark that a form was sent once, or a note of who typed: of no use in another house.
SENT_ONCE = "token"
FURTHEST, MOST_DIGITS = 2**40, 20
# What a source may say that the list offered in forms does not: the side of whoever gave no name.
BESIDE = {"capitalisation.Evidence.side": set(SIDE_NAMES)}
TYPES = {
    models.BooleanField: "boolean",
    models.DateTimeField: "datetime",
    models.DateField: "date",
    models.TimeField: "time",
    models.DecimalField: "number",
    models.FloatField: "number",
    models.IntegerField: "integer",
    models.AutoField: "integer",
    models.JSONField: "any",
}


def name_of(model: Model) -> str:
    """The name of its file and of its resource."""
    return label(model).replace(".", "-").lower()


def fields(model: Model) -> list[models.Field]:
    """What travels of each row."""
    stays = COLUMNS_THAT_STAY.get(label(model), ())
    return [
        field
        for field in tables.fields(model)
        if field.name not in stays and not (field.name == SENT_ONCE and field.null)
    ]


def schema(model: Model, present: set[Model]) -> dict[str, Any]:
    """The Table Schema of a table (Frictionless, version 1); `present` are the tables of the package."""
    named = {kind.name for kind, _number in loose_keys(model)}
    keys = [
        {"fields": key.name, "reference": {"resource": name_of(to), "fields": to._meta.pk.name}}
        for key, to in foreign_keys(model)
        if to in present and tracked(model) is None
    ]
    return {
        "fields": [_described(field, field.name in named) for field in fields(model)],
        "primaryKey": model._meta.pk.name,
        "missingValues": [""],
    } | ({"foreignKeys": keys} if keys else {})


def _described(field: models.Field, names_a_table: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "type": "string" if names_a_table else _type(field)}
    limits: dict[str, Any] = {"required": True} if _is_required(field) else {}
    if field.choices and limits:
        limits["enum"] = [value for value, _words in field.flatchoices]
    how = {"format": "any"} if said["type"] in ("datetime", "time") else {}
    return said | how | ({"constraints": limits} if limits else {})


def _type(field: models.Field) -> str:
    if field.is_relation:
        return "string" if isinstance(field.related_model._meta.pk, models.UUIDField) else "integer"
    return next((said for kind, said in TYPES.items() if isinstance(field, kind)), "string")


def _is_required(field: models.Field) -> bool:
    """A text may be empty; so may the path of a file that the house has lost."""
    return not field.null and not isinstance(field, models.TextField | models.CharField | models.FileField)


class Cells:
    """Writes and reads the cells of a table, with the numbers that rows have in the package."""

    def __init__(self, model: Model, numbers: Numbers):
        self.fields, self._numbers = fields(model), numbers
        self._keys = {key.name: to for key, to in foreign_keys(model)}
        self._loose = {number.name: kind for kind, number in loose_keys(model)}
        self._kinds = {kind.name for kind, _number in loose_keys(model)}
        said = tracked(model)
        self._keys[model._meta.pk.name] = model
        if said:
            self._keys[said._meta.pk.name] = said

    def written(self, row: Mapping[str, Any]) -> list[str]:
        """The cells of a row given by attribute name; what it names outside the package is left empty."""
        return [self._cell(field, row) for field in self.fields]

    def _cell(self, field: models.Field, row: Mapping[str, Any]) -> str:
        value = row[field.attname]
        if value is None:
            return ""
        if field.name in self._keys:
            return str(self._numbers.get(self._keys[field.name], {}).get(value, ""))
        if field.name in self._kinds:
            return label(_class(value)).lower()
        if field.name in self._loose:
            to = _class(row[self._loose[field.name].attname])
            return str(self._numbers.get(to, {}).get(value, ""))
        return plain(field, value)

    def read(self, cells: Mapping[str, str], *, only: tuple[str, ...] = (), but: str = "") -> dict[str, Any]:
        """The row of this house, by attribute name; raises ValidationError with the column."""
        row: dict[str, Any] = {}
        for field in self.fields:
            if (only and field.name not in only) or field.name == but:
                continue
            try:
                row[field.attname] = self._value(field, cells)
            except (ValidationError, ValueError, KeyError, ArithmeticError) as wrong:
                raise ValidationError({field.name: _words(wrong)}) from wrong
        return row

    def _value(self, field: models.Field, cells: Mapping[str, str]) -> Any:
        text = cells[field.name]
        if text == "" and not (isinstance(field, models.CharField | models.TextField) and not field.null):
            if not field.null and not isinstance(field, models.FileField):
                raise ValueError("this cell must not be empty")
            return None if field.null else ""
        if field.name in self._keys:
            return self._numbers[self._keys[field.name]][number_in(text)]
        if field.name in self._kinds:
            return _kind(text).pk
        if field.name in self._loose:
            kind = cells[self._loose[field.name].name]
            return self._numbers[_kind(kind).model_class()][int(text)]
        return checked(field, text)


def unsaid(field: models.Field) -> str | None:
    """The cell of a column that a package does not have; None when nothing can stand there for every row."""
    if not field.has_default():
        return "" if field.null else None
    if callable(field.default) and field.default not in (dict, list):
        return None
    value = field.get_default()
    return "" if value is None else plain(field, value)


def number_in(text: str) -> int | str:
    """The number of a row, or its drawn key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS else text


def rank(number: int | str) -> int:
    """A row number of a package: rows are counted from 1."""
    if not isinstance(number, int) or not 0 < number < FURTHEST:
        raise ValueError(f"“{str(number)[:40]}” is no number of a row")
    return number


def plain(field: models.Field, value: Any) -> str:
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return f"{value:.{field.decimal_places}f}"
    if isinstance(value, str):
        return _escaped(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def checked(field: models.Field, text: str) -> Any:
    """The value a cell stands for, once it obeys what the field demands."""
    if isinstance(field, models.JSONField):
        return json.loads(text)
    if isinstance(field, models.BooleanField):
        return {"true": True, "false": False}[text]
    if isinstance(field, models.DateTimeField):
        value: Any = parse_datetime(text)
        if value is None or value.tzinfo is None:
            raise ValueError(f"“{text[:40]}” is no date and time with its zone")
        return value
    value = field.to_python(_bare(text) if isinstance(field, models.CharField | models.TextField) else text)
    if value not in ("", None):
        field.run_validators(value)
    if field.choices and value not in ("", None) and value not in _words_of(field):
        raise ValueError(f"“{str(value)[:40]}” is not one of the choices")
    return value


def _words_of(field: models.Field) -> set[Any]:
    return {*dict(field.flatchoices), *BESIDE.get(f"{label(field.model)}.{field.name}", ())}


def _escaped(text: str) -> str:
    """An apostrophe before what a spreadsheet would run, and before an apostrophe: taken off when it is read."""
    return f"'{text}" if text.startswith((*STARTS, "'")) or text.lstrip(" \u00a0").startswith(STARTS) else text


def _bare(text: str) -> str:
    return text.removeprefix("'")


def _class(pk: int) -> Model:
    return ContentType.objects.get_for_id(pk).model_class()


def _kind(text: str) -> ContentType:
    try:
        return ContentType.objects.get_by_natural_key(*text.split("."))
    except (ContentType.DoesNotExist, TypeError):
        raise ValueError(f"there is no table “{text[:60]}”") from None


def _words(wrong: Exception) -> str:
    if isinstance(wrong, ValidationError):
        return " ".join(wrong.messages)
    return f"nothing has the number or the word {wrong}" if isinstance(wrong, KeyError) else str(wrong)
