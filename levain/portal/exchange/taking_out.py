"""Write a session of the programme as a Frictionless data package: one CSV a table, files, places, a notice."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models
from django.utils.translation import override

from levain.foundation.backups.taking import one_moment
from levain.portal.exchange import notice, places, pointers
from levain.portal.exchange.belonging import AT_ONCE, gather
from levain.portal.exchange.columns import Cells, fields, name_of, schema
from levain.portal.exchange.shared import STAYS, Model
from levain.programmes.models import Cohort

FORMAT = 1
PACKAGE, PLACES, NOTICE, FILES = "datapackage.json", "places.geojson", "README.md", "files"
Say = Callable[[str], None]


class NoCohort(Exception):
    """No session has this name."""


class NotEmpty(Exception):
    """The folder already holds something: nothing is written over it."""


def export_cohort(slug: str, folder: Path, say: Say = lambda text: None) -> dict[str, Any]:
    """Write the package of a session into an empty folder, as it is at one moment; gives its description.

    It holds everything, people included: whoever runs it answers for it, as for a backup.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(f"{folder} is not an empty folder.")
    (folder / FILES).mkdir(parents=True)
    with nullcontext() if connection.in_atomic_block else one_moment(), override("fr"):
        cohort = Cohort.objects.select_related("programme").filter(slug=slug).first()
        if cohort is None:
            raise NoCohort(f"There is no session “{slug}” in this house.")
        return _write(cohort, folder, say)


def _write(cohort: Cohort, folder: Path, say: Say) -> dict[str, Any]:
    found = gather(cohort)
    numbers = found.numbers()
    say(f"Writing {sum(len(found.of(model)) for model in found.tables())} rows…")
    present = set(found.tables())
    resources = [_table(model, numbers, folder, present) for model in found.tables()]
    (folder / PLACES).write_text(places.as_geojson(cohort), encoding="utf8")
    (folder / NOTICE).write_text(notice.written(cohort, resources), encoding="utf8")
    described = {
        "profile": "data-package",
        "name": f"levain-{cohort.slug}",
        "title": f"{cohort.programme.name} — {cohort.name}",
        "levain": {
            "format": FORMAT,
            "cohort": cohort.slug,
            "fictional": cohort.fictional,
            "stays": {label: str(why) for label, why in STAYS.items()},
        },
        "resources": [
            *resources,
            _described(folder / PLACES, name="places", profile="data-resource", mediatype="application/geo+json"),
        ],
    }
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf8")
    return described


def _table(model: Model, numbers: dict, folder: Path, present: set[Model]) -> dict[str, Any]:
    path = folder / f"{name_of(model)}.csv"
    cells, kept = Cells(model, numbers), fields(model)
    pointed = pointers.of(model, numbers)
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([field.name for field in kept])
        for row in _rows(model, numbers[model], kept):
            for field in kept:
                if isinstance(field, models.FileField) and row[field.attname]:
                    row[field.attname] = _copied(row[field.attname], folder)
            writer.writerow(cells.written(pointed.out(row)))
    return _described(path, name=name_of(model), profile="tabular-data-resource", mediatype="text/csv") | {
        "format": "csv",
        "encoding": "utf-8",
        "schema": schema(model, present),
    }


def _rows(model: Model, numbers: Mapping[Any, int], kept: list[models.Field]) -> Iterator[dict[str, Any]]:
    """In the order of their numbers."""
    names = [field.attname for field in kept]
    keys = sorted(numbers, key=lambda key: numbers[key])
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = {row[0]: row[1:] for row in model._base_manager.filter(pk__in=some).values_list("pk", *names)}
        for key in some:
            if key in found:
                yield dict(zip(names, found[key], strict=True))


def _copied(name: str, folder: Path) -> str:
    """Copy a file under the digest of its content, the same in every house; its path, empty if the file is lost."""
    try:
        with default_storage.open(name) as kept:
            content = kept.read()
    except FileNotFoundError:
        return ""
    path = f"{FILES}/{sha256(content).hexdigest()}{Path(name).suffix}"
    (folder / path).write_bytes(content)
    return path


def _described(path: Path, **said: Any) -> dict[str, Any]:
    content = path.read_bytes()
    return {**said, "path": path.name, "bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
