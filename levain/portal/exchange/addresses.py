"""Addresses of pages that name a row by its number: they follow it out of a house, and into another.

A number that was followed is told by two signs (`suivi--3`, `#contact--3`) or by the name of its page; any other is
left as it is, on its way out and on its way in.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.urls import Resolver404, resolve, reverse

from levain.foundation import access
from levain.foundation.access import Route
from levain.portal.exchange.shared import Model

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


def code_of_figure(source: str, code: str, numbers: Numbers, way: str) -> str:
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
    return f"{told[1]}{told[2]}/{code_of_figure(told[2], told[3], numbers, way)}/" if told else path


def _anchor(end: str, numbers: Numbers, way: str) -> str:
    for before, named in ANCHORS.items():
        end = _moved(end, f"^{before}", named, numbers, way)
    return end


def out(address: str, numbers: Numbers) -> str:
    """`/espace/seminaires/un/ateliers/7/` as `seminars:activity(slug=un,pk=3)`; any other text as it is."""
    head, sign, end = address.partition("#")
    path, mark, asked = head.partition("?")
    end = _anchor(end, numbers, OUT)
    try:
        found = resolve(path)
    except Resolver404:
        return address
    said = _arguments_out(found.view_name, found.kwargs, numbers)
    return f"{said or _figure_page(path, numbers, OUT)}{mark}{asked}{sign}{end}"


def names_a_row(address: str) -> bool:
    """Whether its page is about a row told by its number: it means another one in another house."""
    try:
        found = resolve(address.partition("#")[0].partition("?")[0])
    except Resolver404:
        return False
    route = access.routes().get(found.view_name)
    return route is not None and "pk" in found.kwargs


def _arguments_out(name: str, given: dict[str, Any], numbers: Numbers) -> str:
    """The name of a page and what it is about, when all it names by number goes too."""
    route = access.routes().get(name)
    rows = dict(_told_by_number(route)) if route else {}
    if "pk" not in given or "pk" not in rows:
        return ""
    told = dict(given)
    for key, model in rows.items():
        number = numbers.get(model, {}).get(given[key]) if model else None
        if number is None:
            return ""
        told[key] = number
    return f"{name}({','.join(f'{key}={value}' for key, value in told.items())})"


def _told_by_number(route: Route) -> Iterator[tuple[str, Model | None]]:
    """Each argument of a page that is a number, with the class of the row it tells; None when it may be any."""
    for key, path in route.by:
        *before, last = path.split(".")
        if last != "pk" and not last.endswith("_id"):
            continue
        model = route.of
        for name in (*before, *([last.removesuffix("_id")] if last != "pk" else [])):
            model = model and model._meta.get_field(name).related_model
        yield key, None if key == "kind" else model


def inside(text: str, numbers: Numbers) -> str:
    head, sign, end = text.partition("#")
    end = _anchor(end, numbers, INSIDE)
    told = POINTED.fullmatch(head)
    route = access.routes().get(told["name"]) if told else None
    if told is None or route is None or route.of is None:
        path, mark, asked = head.partition("?")
        return f"{_figure_page(path, numbers, INSIDE)}{mark}{asked}{sign}{end}"
    said: dict[str, Any] = dict(one.split("=", 1) for one in told["said"].split(","))
    for key, model in _told_by_number(route):
        said[key] = numbers[model][int(said[key])]
    return reverse(told["name"], kwargs=said) + f"{told['end'] or ''}{sign}{end}"
