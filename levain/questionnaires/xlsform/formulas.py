"""What a form asks of its answers: limits that are fields of ours, conditions we can read, and the rest, named."""

import re
from typing import Any

from django.utils.translation import gettext as _

from levain.questionnaires import conditions
from levain.questionnaires.conditions import Unreadable

REF = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(<=|<)\s*(\d{1,5})")
BOUND = re.compile(r"(\.|count-selected\(\s*\.\s*\))\s*(>=|<=|>|<)\s*(-?\d{1,9}(?:\.\d{1,2})?)")
STEP = {">": 1, "<": -1}


def renamed(source: str, codes: dict[str, str]) -> str:
    """The same condition with the names that the questions have here."""
    return REF.sub(lambda found: f"${{{codes.get(found[1], found[1])}}}", source)


def readable(source: str, codes: dict[str, str]) -> tuple[str, str]:
    """(condition, "") when we can hold it, ("", why not) when we cannot."""
    source = renamed(" ".join(source.replace("\u2019", "'").replace("\u2018", "'").split()), codes)
    try:
        tree = conditions.parse(source)
    except Unreadable as error:
        return "", str(error)
    unknown = conditions.asked(tree) - set(codes.values())
    if unknown:
        return "", _("“%(code)s” is no question of this form.") % {"code": sorted(unknown)[0]}
    return source, ""


def joined(*sources: str) -> str:
    """Several conditions that must all hold."""
    told = [source for source in sources if source]
    return told[0] if len(told) == 1 else " and ".join(f"({source})" for source in told)


def limits(source: str, several: bool) -> tuple[dict[str, Any], str]:
    """The limits that a constraint says, as our own fields, and what is left of it."""
    found: dict[str, Any] = {}
    left = []
    for part in _parts(source):
        length, bound = LENGTH.fullmatch(part), BOUND.fullmatch(part)
        if length:
            found["max_chars"] = int(length[2]) - (length[1] == "<")
        elif bound and bound[1].startswith("count") == several and (several or bound[2] in ("<=", ">=")):
            number = float(bound[3]) + STEP.get(bound[2], 0)
            found["min" if ">" in bound[2] else "max"] = int(number) if number.is_integer() else number
        else:
            left.append(part)
    return found, " and ".join(left)


def _parts(source: str) -> list[str]:
    """What stands between the `and` that are in no bracket and no quotation; whole when there is an `or`."""
    parts, depth, quoted, start = [], 0, "", 0
    for place, sign in enumerate(source):
        if quoted or sign in "'\"":
            quoted = "" if sign == quoted else quoted or sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif depth == 0 and source[place : place + 4] == " or ":
            return [source]
        elif depth == 0 and source[place : place + 5] == " and ":
            parts.append(source[start:place])
            start = place + 5
    told = [*parts, source[start:]]
    return [_unwrapped(part.strip()) for part in told if part.strip()]


def _unwrapped(part: str) -> str:
    return part[1:-1].strip() if re.fullmatch(r"\([^()]*(\(\s*\.\s*\))?[^()]*\)", part) else part
