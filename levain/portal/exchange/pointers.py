"""Numbers of rows that stand inside a text: addresses of pages, files named by an answer. They follow their rows."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.urls import Resolver404, resolve, reverse

from levain.foundation import access
from levain.foundation.models import Document
from levain.portal.exchange.shared import Model, label
from levain.questionnaires.models import Question

# Where an address of this house is written, and where an answer may name files.
ADDRESSES = {"capitalisation.Figure": ("rows",)}
ANSWERS = "questionnaires.Answer"
POINTED = re.compile(r"(?P<name>[\w:]+)\((?P<said>[^)]*)\)(?P<end>[#?].*)?")
Numbers = Mapping[Model, Mapping[Any, int]]


class Pointed:
    """What is done to a row on its way out, and on its way in."""

    def __init__(self, out: Callable[[dict], dict], inside: Callable[[dict], dict]):
        self.out, self.inside = out, inside


def of(model: Model, numbers: Numbers) -> Pointed:
    if label(model) in ADDRESSES:
        names = ADDRESSES[label(model)]
        return Pointed(
            lambda row: row | {name: _address_out(row[name], numbers) for name in names},
            lambda row: row | {name: _address_in(row[name], numbers) for name in names},
        )
    if label(model) == ANSWERS:
        held = _Files()
        return Pointed(lambda row: held.moved(row, numbers), lambda row: held.moved(row, numbers))
    return Pointed(dict, dict)


def _address_out(address: str, numbers: Numbers) -> str:
    """`/espace/seminaires/un/ateliers/7/` as `seminars:activity(slug=un,pk=3)`; any other text as it is."""
    path, sign, end = _cut(address)
    try:
        found = resolve(path)
    except Resolver404:
        return address
    route = access.routes().get(found.view_name)
    if route is None or route.of is None or not any(key == "pk" for key, _path in route.by):
        return address
    number = numbers.get(route.of, {}).get(found.kwargs.get("pk"))
    if number is None:
        return address
    said = ",".join(f"{key}={value}" for key, value in (found.kwargs | {"pk": number}).items())
    return f"{found.view_name}({said}){sign}{end}"


def _address_in(text: str, numbers: Numbers) -> str:
    told = POINTED.fullmatch(text)
    route = access.routes().get(told["name"]) if told else None
    if route is None or route.of is None:
        return text
    said = dict(one.split("=", 1) for one in told["said"].split(","))
    said["pk"] = numbers[route.of][int(said["pk"])]
    return reverse(told["name"], kwargs=said) + (told["end"] or "")


def _cut(address: str) -> tuple[str, str, str]:
    path, sign, end = address.partition("#")
    return path, sign, end


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
