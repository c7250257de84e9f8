"""Loading the catalogue: twice makes no duplicate, and a file with one bad row changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from levain.foundation import yaml_files
from levain.foundation.imports import ImportReport, enough
from levain.support.models import Support, Synonym
from levain.support.services.ranking import index_supports
from levain.support.vocabularies import BENEFICIARIES, CONFIDENCE, KINDS, STAGES, THEMES
from levain.territories.models import Territory

DATA = Path(__file__).parent.parent / "data"
SHIPPED = DATA / "supports.yaml"
LARGEST = 20_000_000
LISTS = {"themes": THEMES, "beneficiaries": BENEFICIARIES, "stages": STAGES}
NEEDED = {"name": 200, "provider": 200, "what_it_gives": 5000}
OPTIONAL = {"conditions": 5000, "how_to_apply": 5000, "source": 5000, "url": 500, "said": 5000}
SCOPES = {"region": Territory.Kind.REGION, "departement": Territory.Kind.DEPARTMENT}
SCOPES |= {"epci": Territory.Kind.EPCI, "commune": Territory.Kind.COMMUNE}
COUNTRY = (Territory.Kind.COUNTRY, "FR")


@dataclass(frozen=True)
class RowError:
    row: int
    name: str
    reason: str

    def __str__(self) -> str:
        return _("Support %(row)d (%(name)s): %(reason)s") % {
            "row": self.row,
            "name": self.name[:80] or "?",
            "reason": self.reason,
        }


class BadRow(Exception):
    """One row is wrong, for a reason we can say."""


class Unreadable(Exception):
    """The file as a whole cannot be read as supports."""


@dataclass
class Row:
    slug: str
    fields: dict[str, Any]
    territories: frozenset[tuple[str, str]]


def load_supports(path: Path | str = SHIPPED, dry_run: bool = False) -> ImportReport:
    """ImportReport row by row; write everything, or nothing if a row is wrong or the run is dry."""
    report = ImportReport(dry_run=dry_run)
    try:
        found = _read(Path(path))
    except Unreadable as error:
        report.errors = [RowError(0, Path(path).name, str(error))]
        return report
    rows = list(_checked(found, report))
    with transaction.atomic():
        if not report.errors:
            _write(rows, report)
        if not report.written:
            transaction.set_rollback(True)
    return report


def load_synonyms(path: Path | str = DATA / "synonyms.yaml") -> int:
    """Add the sayings that the team does not have yet; what it has changed stays as it wrote it."""
    sayings = yaml_files.read(Path(path))
    known = set(Synonym.objects.values_list("said", flat=True))
    new = [Synonym(said=said, means=means) for said, means in sayings.items() if said not in known]
    Synonym.objects.bulk_create(new)
    return len(new)


def _read(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(_("this file is too large."))
        content = yaml_files.read_sent(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(_("this file cannot be opened.")) from error
    except ValueError as error:
        raise Unreadable(_("this file is not YAML or JSON in UTF-8.")) from error
    supports = content.get("supports") if isinstance(content, dict) else content
    if not isinstance(supports, list) or not supports:
        raise Unreadable(_("this file holds no list of supports."))
    return supports


def _checked(found: list[Any], report: ImportReport) -> Iterator[Row]:
    places = set(Territory.objects.filter(kind__in=[*SCOPES.values(), COUNTRY[0]]).values_list("kind", "code"))
    seen: set[str] = set()
    for number, raw in enumerate(found, 1):
        if enough(report.errors):
            break
        name = raw.get("id") if isinstance(raw, dict) else ""
        name = name if isinstance(name, str) else ""
        try:
            row = _row(raw, places)
            if row.slug in seen:
                raise BadRow(_("this id is there twice."))
        except BadRow as error:
            report.errors.append(RowError(number, name, str(error)))
        else:
            seen.add(row.slug)
            yield row


def _row(raw: Any, places: set[tuple[str, str]]) -> Row:
    if not isinstance(raw, dict):
        raise BadRow(_("it is not a support."))
    fields: dict[str, Any] = {name: _text(raw, name, most, needed=True) for name, most in NEEDED.items()}
    fields |= {name: _text(raw, name, most) for name, most in OPTIONAL.items() if name in raw}
    fields["kind"] = _coded("kind", raw.get("kind"), KINDS)
    fields["confidence"] = _coded("confidence", raw.get("confidence", "general_knowledge"), CONFIDENCE)
    for name, vocabulary in LISTS.items():
        given = raw.get(name, [])
        if not isinstance(given, list):
            raise BadRow(_("“%(field)s” must be a list.") % {"field": name})
        fields[name] = [_coded(name, code, vocabulary) for code in given]
    fields |= {name: _day(raw, name) for name in ("opens", "closes")}
    slug = _text(raw, "id", 80, needed=True)
    try:
        validate_slug(slug)
        if fields.get("url"):
            URLValidator(schemes=["http", "https"])(fields["url"])
    except ValidationError as error:
        raise BadRow(" ".join(error.messages)) from error
    return Row(slug, fields, _places(raw.get("scope"), places))


def _text(raw: dict[str, Any], name: str, most: int, *, needed: bool = False) -> str:
    text = raw.get(name) or ""
    if not isinstance(text, str):
        raise BadRow(_("“%(field)s” must be a text.") % {"field": name})
    text = text.replace("\x00", "").strip()
    if needed and not text:
        raise BadRow(_("“%(field)s” is missing.") % {"field": name})
    if len(text) > most:
        raise BadRow(_("“%(field)s” is longer than %(most)d characters.") % {"field": name, "most": most})
    return text


def _coded(name: str, code: Any, vocabulary: dict[str, Any]) -> str:
    if not isinstance(code, str) or code not in vocabulary:
        shown = code[:60] if isinstance(code, str) else "?"
        raise BadRow(_("“%(code)s” is not a known %(field)s.") % {"code": shown, "field": name})
    return code


def _day(raw: dict[str, Any], name: str) -> date | None:
    day = raw.get(name)
    if day in (None, "") or type(day) is date:
        return day or None
    try:
        return date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise BadRow(_("“%(field)s” is not a date (2021-05-31).") % {"field": name}) from error


def _places(scope: Any, known: set[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    if scope == "national":
        scope = ["FR"]
    if not isinstance(scope, list) or not all(isinstance(place, str) for place in scope):
        raise BadRow(_("“scope” is “national” or a list such as region:53, departement:48."))
    places = [COUNTRY if place == "FR" else _place(place) for place in scope]
    for place, written in zip(places, scope, strict=True):
        if place not in known:
            raise BadRow(_("the territory “%(place)s” is not known.") % {"place": written[:40]})
    return frozenset(places)


def _place(written: str) -> tuple[str, str]:
    prefix, _colon, code = written.partition(":")
    return SCOPES.get(prefix, prefix), code


def _write(rows: list[Row], report: ImportReport) -> None:
    ids = {(kind, code): pk for kind, code, pk in Territory.objects.values_list("kind", "code", "pk")}
    known = {support.slug: support for support in Support.objects.prefetch_related("territories")}
    fresh = [row for row in rows if row.slug not in known]
    _create(fresh, ids)
    report.created = len(fresh)
    changed = [row for row in rows if row.slug in known and _update(known[row.slug], row, ids)]
    report.updated = len(changed)
    report.unchanged = len(rows) - len(fresh) - len(changed)
    slugs = [row.slug for row in fresh + changed]
    index_supports(Support.objects.filter(slug__in=slugs).prefetch_related("territories"))


def _create(rows: list[Row], ids: dict[tuple[str, str], int]) -> None:
    words = yaml_files.read(DATA / "everyday_words.yaml")
    supports = [Support(slug=row.slug, **{"said": words.get(row.slug, ""), **row.fields}) for row in rows]
    bulk_create_with_history(supports, Support, batch_size=500)
    created = {support.slug: support.pk for support in Support.objects.filter(slug__in=[row.slug for row in rows])}
    links = Support.territories.through
    links.objects.bulk_create(
        [links(support_id=created[row.slug], territory_id=ids[place]) for row in rows for place in row.territories],
        batch_size=1000,
    )


def _update(support: Support, row: Row, ids: dict[tuple[str, str], int]) -> bool:
    kept = set(support.corrected)
    said = {name: value for name, value in row.fields.items() if name not in kept}
    changed = [name for name, value in said.items() if getattr(support, name) != value]
    before = {(place.kind, place.code) for place in support.territories.all()}
    elsewhere = "territories" not in kept and before != row.territories
    if not changed and not elsewhere:
        return False
    for name in changed:
        setattr(support, name, said[name])
    support.version += 1
    support.save()
    if elsewhere:
        support.territories.set([ids[place] for place in row.territories])
    return True
