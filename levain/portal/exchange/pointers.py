"""Numbers of rows that stand inside a text: addresses of pages, files named by an answer, figures of the evaluation.

They follow their rows (`addresses.py` says how). What an edition has frozen stays as it is, with its digest: where
its links lead in this house stands beside it.
"""

from collections.abc import Callable
from functools import partial

from django.apps import apps
from django.conf import settings

from levain.foundation.models import Document
from levain.foundation.written import Link, from_json
from levain.foundation.written_links import led, urls
from levain.portal.exchange import addresses
from levain.portal.exchange.addresses import CODES, INSIDE, OUT, Numbers, code_of_figure
from levain.portal.exchange.shared import Model, label
from levain.questionnaires.models import Question

# Where an address of this house is written, and where an answer may name files.
ADDRESSES = {"capitalisation.Figure": ("rows",), "evaluation.Proof": ("address",)}
ANSWERS = "questionnaires.Answer"
EDITIONS = ("capitalisation.Edition", "capitalisation.SheetEdition")


class Pointed:
    """What is done to a row on its way out, and on its way in."""

    def __init__(self, out: Callable[[dict], dict], inside: Callable[[dict], dict]):
        self.out, self.inside = out, inside


def of(model: Model, numbers: Numbers) -> Pointed:
    if label(model) in ADDRESSES:
        names, figures = ADDRESSES[label(model)], label(model) == "capitalisation.Figure"

        def out(row: dict) -> dict:
            row = row | {name: addresses.out(row[name], numbers) for name in names}
            return _figure(row, numbers, OUT) if figures else row

        def inside(row: dict) -> dict:
            row = row | {name: addresses.inside(row[name], numbers) for name in names}
            return _figure(row, numbers, INSIDE) if figures else row

        return Pointed(out, inside)
    if label(model) in EDITIONS:
        return Pointed(lambda row: _edition_out(row, numbers), lambda row: _edition_inside(row, numbers))
    if label(model) == "capitalisation.Report":
        return Pointed(partial(_readings, numbers=numbers, way=OUT), partial(_readings, numbers=numbers, way=INSIDE))
    if label(model) == ANSWERS:
        held = _Files()
        return Pointed(lambda row: held.moved(row, numbers), lambda row: held.moved(row, numbers))
    return Pointed(dict, dict)


def _figure(row: dict, numbers: Numbers, way: str) -> dict:
    """What a figure of a report reads, and the name it has from there."""
    reads = [one | {"code": code_of_figure(one["source"], one["code"], numbers, way)} for one in row["reads"]]
    return _slug(row, numbers, way) | {"reads": reads}


def _readings(row: dict, numbers: Numbers, way: str) -> dict:
    """The figures a report reads for itself: their names, and the pages of their rows."""
    moved = addresses.out if way == OUT else addresses.inside
    readings = [_slug(one, numbers, way) | {"rows": moved(one["rows"], numbers)} for one in row["readings"]]
    return row | {"readings": readings}


def _slug(row: dict, numbers: Numbers, way: str) -> dict:
    for source in CODES:
        begin = f"{source}-"
        code = row["slug"].removeprefix(begin)
        moved = code_of_figure(source, code, numbers, way) if code != row["slug"] else code
        if moved != code:
            return row | {"slug": begin + moved}
    return row


def _edition_out(row: dict, numbers: Numbers) -> dict:
    """Of each link of this house, where it leads: the document itself is not touched."""
    lead = {}
    for url in urls(row["content"]):
        here = row["addresses"].get(url, url).removeprefix(settings.SITE_URL)
        if here.startswith("/") or url in row["addresses"]:
            lead[url] = _told(here, numbers)
    return _figures(row, numbers, OUT) | {"addresses": {url: to for url, to in lead.items() if to != url}}


def _told(here: str, numbers: Numbers) -> str:
    """Nothing for a page of a row that does not travel: its number means another one elsewhere."""
    told = addresses.out(here, numbers)
    return "" if told == here and addresses.names_a_row(here) else told


def _edition_inside(row: dict, numbers: Numbers) -> dict:
    """Refuses what no page could show."""
    here = {url: addresses.inside(to, numbers) for url, to in row["addresses"].items()}
    if not all(to == "" or Link(to, "").in_the_house for to in here.values()):
        raise ValueError("a link of this edition leads nowhere in a house")
    try:
        from_json(led(row["content"], here))
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError(f"this edition cannot be read: {wrong}") from None
    return _figures(row, numbers, INSIDE) | {"addresses": here}


def _figures(row: dict, numbers: Numbers, way: str) -> dict:
    return row | {"figures": [_slug(one, numbers, way) for one in row["figures"]]} if "figures" in row else row


class _Files:
    """An answer that gives files names them by number: the codes of such questions, read once."""

    def __init__(self) -> None:
        self._codes: set[tuple[int, str]] | None = None

    def moved(self, row: dict, numbers: Numbers) -> dict:
        if not isinstance(row["value"], list) or not _all_numbers(row["value"]):
            return row
        if self._codes is None:
            self._codes = set(Question.objects.filter(kind=Question.Kind.FILE).values_list("revision", "code"))
            self._revisions = dict(apps.get_model("questionnaires.Response").objects.values_list("pk", "revision"))
        if (self._revisions.get(row["response_id"]), row["code"]) not in self._codes:
            return row
        files = numbers.get(Document, {})
        return row | {"value": [files[pk] for pk in row["value"] if pk in files]}


def _all_numbers(value: list) -> bool:
    return bool(value) and all(isinstance(one, int) and not isinstance(one, bool) for one in value)
