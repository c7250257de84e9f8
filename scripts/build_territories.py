"""Remake the territories that Levain ships; levain/territories/data/README.md names the packages and the outlines.

    python3 scripts/build_territories.py PACKAGE OLD_PACKAGE GEO

PACKAGE is the unpacked @etalab/decoupage-administratif of the year, OLD_PACKAGE its version 0.7.0 (the last one with
the names of communes gone since 1943), GEO the folder of commune-centres.csv and departements.geojson.
"""

import csv
import gzip
import io
import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "levain" / "territories" / "data"
COLUMNS = [
    "kind",
    "code",
    "name",
    "region",
    "department",
    "epci",
    "postcodes",
    "population",
    "longitude",
    "latitude",
    "successor",
]


def read(package: Path, name: str) -> list[dict]:
    return json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))


def row(kind, place, **more):
    return {"kind": kind, "code": place["code"], "name": place["nom"], **more}


def communes(current, epci, centres):
    of = {member["code"]: group["code"] for group in epci for member in group["membres"]}
    for place in current:
        longitude, latitude = centres.get(place["code"], ("", ""))
        yield row(
            "commune",
            place,
            region=place["region"],
            department=place["departement"],
            epci=of.get(place["code"], ""),
            postcodes=" ".join(place.get("codesPostaux", [])),
            population=place.get("population", ""),
            longitude=longitude,
            latitude=latitude,
        )


def former_communes(everything, current, history):
    """Delegated and associated communes, and every code that a commune of today has taken over."""
    names = {place["code"]: place["nom"] for place in sorted(history, key=lambda place: place["type"] == "COM")}
    successors = {old: place["code"] for place in current for old in place.get("anciensCodes", [])}
    for place in everything:
        if place["type"] in ("commune-deleguee", "commune-associee"):
            names[place["code"]] = place["nom"]
            successors[place["code"]] = place["chefLieu"]
    of_today = {place["code"]: place["nom"] for place in current}
    for code, successor in sorted(successors.items()):
        if code != successor or names[code] != of_today[successor]:
            yield {"kind": "former", "code": code, "name": names[code], "successor": successor}


def totals(current, level):
    """A department or a region has the population of its communes."""
    sums: dict[str, int] = {}
    for place in current:
        sums[place[level]] = sums.get(place[level], 0) + place.get("population", 0)
    return {code: total for code, total in sums.items() if total}


def build(package: Path, old_package: Path, geo: Path):
    everything, epci = read(package, "communes"), read(package, "epci")
    current = [place for place in everything if place["type"] == "commune-actuelle"]
    with (geo / "commune-centres.csv").open(encoding="utf-8") as lines:
        centres = {line["code_insee"]: (line["lon"], line["lat"]) for line in csv.DictReader(lines)}
    in_region, in_department = totals(current, "region"), totals(current, "departement")
    yield {"kind": "country", "code": "FR", "name": "France", "population": sum(in_region.values())}
    for place in sorted(read(package, "regions"), key=lambda place: place["code"]):
        yield row("region", place, population=in_region.get(place["code"], ""))
    for place in sorted(read(package, "departements"), key=lambda place: place["code"]):
        yield row("department", place, region=place["region"], population=in_department.get(place["code"], ""))
    for place in sorted(epci, key=lambda place: place["code"]):
        yield row("epci", place, population=place["populationMunicipale"])
    yield from communes(sorted(current, key=lambda place: place["code"]), epci, centres)
    yield from former_communes(everything, current, read(old_package, "historique-communes"))


def main(package: Path, old_package: Path, geo: Path) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(build(package, old_package, geo))
    HERE.mkdir(parents=True, exist_ok=True)
    # No date inside the archive: the same sources give the same bytes.
    (HERE / "territories.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    shutil.copyfile(geo / "departements.geojson", HERE / "departements.geojson")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
