"""Numbers of rows that stand inside a text: addresses of pages, files named by an answer, figures of the evaluation.

They follow their rows. A number that was followed is told by two signs (`suivi--3`, `#contact--3`) or by the name of
its page; any other is left as it is, on its way out and on its way in.
"""

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
ADDRESSES = {"capitalisation.Figure": ("rows",), "evaluation.Proof": ("address",)}
ANSWERS = "questionnaires.Answer"
POINTED = re.compile(r"(?P<name>[\w:]+)\((?P<said>[^)]*)\)(?P<end>\?.*)?")
FIGURE_PAGE = re.compile(r"(/espace/(?:evaluation|projets)/[-\w]+/chiffres/)([-\w]+)/([-\w]+)/")
Numbers = Mapping[Model, Mapping[Any, int]]
# What the anchors of pages name.
ANCHORS = {
    "contact-": "support.Contact",
    "obstacle-": "support.Obstacle",
    "facilitation-": "support.Facilitation",
    "proposal-": "support.Proposal",
    "referral-": "support.Referral",
    "help-": "support.PeerHelp",
    "objective-": "evaluation.Objective",
}
# Of each subject of the evaluation, what the codes of its figures name.
_SURVEYS = {"^s": "evaluation.Survey", "-depuis-s": "evaluation.Survey"}
CODES = {
    "indicateurs": {"^suivi-": "evaluation.Followed"},
    "effets": {"^effet-": "evaluation.Effect"},
    "enquetes-session": _SURVEYS,
    "enquetes": _SURVEYS,
}
OUT, INSIDE = "", "-"


class Pointed:
    """What is done to a row on its way out, and on its way in."""

    def __init__(self, out: Callable[[dict], dict], inside: Callable[[dict], dict]):
        self.out, self.inside = out, inside


def of(model: Model, numbers: Numbers) -> Pointed:
    if label(model) in ADDRESSES:
        names, figures = ADDRESSES[label(model)], label(model) == "capitalisation.Figure"

        def out(row: dict) -> dict:
            row = row | {name: _address_out(row[name], numbers) for name in names}
            return _figure(row, numbers, OUT) if figures else row

        def inside(row: dict) -> dict:
            row = row | {name: _address_in(row[name], numbers) for name in names}
            return _figure(row, numbers, INSIDE) if figures else row

        return Pointed(out, inside)
    if label(model) == "capitalisation.Edition":
        return Pointed(
            lambda row: row | {"figures": [_slug(one, numbers, OUT) for one in row["figures"]]},
            lambda row: row | {"figures": [_slug(one, numbers, INSIDE) for one in row["figures"]]},
        )
    if label(model) == ANSWERS:
        held = _Files()
        return Pointed(lambda row: held.moved(row, numbers), lambda row: held.moved(row, numbers))
    return Pointed(dict, dict)


def _figure(row: dict, numbers: Numbers, way: str) -> dict:
    """What a figure of a report reads, and the name it has from there."""
    reads = [one | {"code": _code(one["source"], one["code"], numbers, way)} for one in row["reads"]]
    return _slug(row, numbers, way) | {"reads": reads}


def _slug(row: dict, numbers: Numbers, way: str) -> dict:
    for source in CODES:
        begin = f"{source}-"
        code = row["slug"].removeprefix(begin)
        moved = _code(source, code, numbers, way) if code != row["slug"] else code
        if moved != code:
            return row | {"slug": begin + moved}
    return row


def _code(source: str, code: str, numbers: Numbers, way: str) -> str:
    for before, named in CODES.get(source, {}).items():
        code = _moved(code, before, named, numbers, way)
    return code


def _moved(text: str, before: str, named: str, numbers: Numbers, way: str) -> str:
    """The number after these signs: of this house on its way in, of the package on its way out."""
    given = numbers.get(apps.get_model(named), {})

    def other(found: re.Match) -> str:
        number = given.get(int(found[2]))
        if number is None:
            return found[0]
        return f"{found[1]}{'' if way == INSIDE else INSIDE}{number}"

    return re.sub(rf"({before}){way}(\d+)(?=-|$)", other, text)


def _figure_page(path: str, numbers: Numbers, way: str) -> str:
    """The page of a figure of the evaluation is named by its code."""
    told = FIGURE_PAGE.fullmatch(path)
    return f"{told[1]}{told[2]}/{_code(told[2], told[3], numbers, way)}/" if told else path


def _anchor(end: str, numbers: Numbers, way: str) -> str:
    for before, named in ANCHORS.items():
        end = _moved(end, f"^{before}", named, numbers, way)
    return end


def _address_out(address: str, numbers: Numbers) -> str:
    """`/espace/seminaires/un/ateliers/7/` as `seminars:activity(slug=un,pk=3)`; any other text as it is."""
    path, sign, end = address.partition("#")
    end = _anchor(end, numbers, OUT)
    try:
        found = resolve(path)
    except Resolver404:
        return address
    said = _arguments_out(found.view_name, found.kwargs, numbers)
    return f"{said or _figure_page(path, numbers, OUT)}{sign}{end}"


def _arguments_out(name: str, given: dict[str, Any], numbers: Numbers) -> str:
    """The name of a page and what it is about, when that is a row that goes too."""
    route = access.routes().get(name)
    if route is None or route.of is None or not any(key == "pk" for key, _path in route.by):
        return ""
    number = numbers.get(route.of, {}).get(given.get("pk"))
    if number is None:
        return ""
    return f"{name}({','.join(f'{key}={value}' for key, value in (given | {'pk': number}).items())})"


def _address_in(text: str, numbers: Numbers) -> str:
    head, sign, end = text.partition("#")
    end = _anchor(end, numbers, INSIDE)
    told = POINTED.fullmatch(head)
    route = access.routes().get(told["name"]) if told else None
    if told is None or route is None or route.of is None:
        return f"{_figure_page(head, numbers, INSIDE)}{sign}{end}"
    said: dict[str, Any] = dict(one.split("=", 1) for one in told["said"].split(","))
    said["pk"] = numbers[route.of][int(said["pk"])]
    return reverse(told["name"], kwargs=said) + f"{told['end'] or ''}{sign}{end}"


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
