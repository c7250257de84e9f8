"""What an OpenAPI document declares, held against what is really answered: an undeclared property is wrong too."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
# What this reading knows of JSON Schema: any other word would go unread.
READ = {"type", "properties", "required", "items", "anyOf", "enum", "const", "$ref", "additionalProperties", "format"}
READ |= {"title", "description", "default", "minimum", "maximum", "pattern", "minItems", "maxItems", "prefixItems"}


def wrong(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """Each place where the value is not what the schema says."""
    if odd := set(schema) - READ:
        yield f"{at}: the reader does not know {sorted(odd)}"
    if "$ref" in schema:
        yield from wrong(value, _pointed(schema["$ref"], root), root, at)
    elif "anyOf" in schema:
        found = [list(wrong(value, one, root, at)) for one in schema["anyOf"]]
        if all(found):
            yield min(found, key=len)[0]
    else:
        yield from _plain(value, schema, root, at)


def _pointed(path: str, root: dict[str, Any]) -> dict[str, Any]:
    found: Any = root
    for name in path.removeprefix("#/").split("/"):
        found = found[name]
    return found


def _plain(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    kind = schema.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or (kind != "boolean" and isinstance(value, bool))):
        yield f"{at}: {value!r:.60} is no {kind}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not among {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if schema.get("format") in ("date", "date-time"):
        yield from _not_a_day(value, schema["format"], at)
    if isinstance(value, dict):
        yield from _members(value, schema, root, at)
    if isinstance(value, list) and "items" in schema:
        for place, one in enumerate(value):
            yield from wrong(one, schema["items"], root, f"{at}[{place}]")


def _not_a_day(value: str, format: str, at: str) -> Iterator[str]:
    try:
        read = date.fromisoformat(value) if format == "date" else datetime.fromisoformat(value)
    except ValueError:
        yield f"{at}: {value!r} is no {format}"
        return
    if format == "date-time" and read.tzinfo is None:
        yield f"{at}: {value!r} says no zone"


def _members(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    more = schema.get("additionalProperties", not known)
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}: without its {name}"
    for name, one in value.items():
        if name in known:
            yield from wrong(one, known[name], root, f"{at}.{name}")
        elif more is False:
            yield f"{at}: {name} is not declared"
        elif isinstance(more, dict):
            yield from wrong(one, more, root, f"{at}.{name}")
