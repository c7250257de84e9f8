"""What Frictionless' Table Schema asks of the tables of a package, read again without the code that writes them."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

LARGEST = 50_000_000


def wrong(folder: Path) -> Iterator[str]:
    """Each table, cell and link between tables that is not what `datapackage.json` declares."""
    csv.field_size_limit(LARGEST)
    told = json.loads((folder / "datapackage.json").read_text("utf8"))
    tables: dict[str, list[dict[str, str]]] = {}
    for resource in told["resources"]:
        yield from _bytes(folder, resource)
        if "schema" in resource:
            with (folder / resource["path"]).open(encoding="utf8", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                names = [field["name"] for field in resource["schema"]["fields"]]
                if reader.fieldnames != names:
                    yield f"{resource['name']}: {reader.fieldnames} is not {names}"
                tables[resource["name"]] = list(reader)
    for resource in told["resources"]:
        if "schema" in resource:
            yield from _table(resource["name"], resource["schema"], tables)


def _bytes(folder: Path, resource: dict[str, Any]) -> Iterator[str]:
    content = (folder / resource["path"]).read_bytes()
    if resource["bytes"] != len(content) or resource["hash"] != f"sha256:{sha256(content).hexdigest()}":
        yield f"{resource['name']}: not the bytes declared"
    if not re.fullmatch(r"[-a-z0-9._]+", resource["name"]):
        yield f"{resource['name']}: not a name of Frictionless"


def _table(name: str, schema: dict[str, Any], tables: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    for field in schema["fields"]:
        cells = [row[field["name"]] for row in tables[name]]
        yield from (f"{name}.{field['name']}: {told}" for told in _column(field, cells, schema["missingValues"]))
    keys = [row[schema["primaryKey"]] for row in tables[name]]
    if "" in keys or len(set(keys)) != len(keys):
        yield f"{name}: its primary key is empty or doubled"
    for link in schema.get("foreignKeys", ()):
        to = link["reference"]["resource"] or name
        known = {row[link["reference"]["fields"]] for row in tables.get(to, ())}
        if lost := {row[link["fields"]] for row in tables[name]} - known - set(schema["missingValues"]):
            yield f"{name}.{link['fields']}: {sorted(lost)[:3]} are not in {to}"


def _column(field: dict[str, Any], cells: list[str], missing: list[str]) -> Iterator[str]:
    limits = field.get("constraints", {})
    told = [cell for cell in cells if cell not in missing]
    if odd := set(limits) - {"required", "enum", "unique"}:
        yield f"the reader does not know {odd}"
    if limits.get("required") and len(told) < len(cells):
        yield "an empty cell where one is required"
    if limits.get("unique") and len(set(told)) != len(told):
        yield "the same value twice"
    for cell in told:
        if not _is(field, cell) or ("enum" in limits and cell not in map(str, limits["enum"])):
            yield repr(cell[:60])


def _is(field: dict[str, Any], cell: str) -> bool:
    try:
        _READ[field["type"]](cell)
    except (ValueError, KeyError, ArithmeticError):
        return False
    return True


def _instant(cell: str) -> None:
    if datetime.fromisoformat(cell).tzinfo is None:
        raise ValueError(cell)


_READ = {
    "string": str,
    "any": json.loads,
    "integer": int,
    "number": Decimal,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": _instant,
}
