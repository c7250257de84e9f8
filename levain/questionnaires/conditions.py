"""When a question is asked: a small language, read into a tree, never run.

It is the part of XLSForm's own language that people need: `${q03} = 'association' and ${q07} >= 10`,
`selected(${q10}, 'energie')`, `count-selected(${q10}) > 2`, `not(…)`, `or`; in a constraint `.` is the answer itself;
in the filter of a list, a bare name is a column of the choice.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

LONGEST, DEEPEST = 500, 20
Tree = list

TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*(?P<code>[A-Za-z_][\w.-]{0,59})\s*\})|(?P<number>[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")|(?P<sign><=|>=|!=|=|<|>|\(|\)|,|-)"
    r"|(?P<word>[A-Za-z_][\w-]{0,59})|(?P<self>\.))"
)
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
COMPARED = {"=", "!=", "<", "<=", ">", ">="}
FUNCTIONS = {"selected": 2, "not": 1, "count-selected": 1, "true": 0, "false": 0}


class Unreadable(Exception):
    """A condition that says nothing we understand; its words say where."""


def parse(source: str) -> Tree | None:
    """The tree of a condition, made of plain lists that a page can carry; None when there is no condition."""
    if not source.strip():
        return None
    if len(source) > LONGEST:
        raise Unreadable(_("This condition is too long (500 characters at most)."))
    reading = _Reading(_tokens(source))
    tree = reading.either(0)
    if reading.next is not None:
        raise Unreadable(_("This condition cannot be read from “%(word)s”.") % {"word": reading.next[1]})
    return tree


def _tokens(source: str) -> list[tuple[str, str]]:
    found, place = [], 0
    source = source.rstrip()
    while place < len(source):
        match = TOKEN.match(source, place)
        if not match:
            raise Unreadable(_("This condition cannot be read from “%(word)s”.") % {"word": source[place:][:20]})
        kind = match.lastgroup if match.lastgroup != "code" else "ref"
        found.append((kind, match["code"] if kind == "ref" else match[kind]))
        place = match.end()
    return found


class _Reading:
    """Reads tokens from left to right: `or` binds less than `and`, which binds less than a comparison."""

    def __init__(self, tokens):
        self.tokens, self.place = tokens, 0

    @property
    def next(self):
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, kind, word=None):
        if self.next and self.next[0] == kind and word in (None, self.next[1]):
            self.place += 1
            return self.tokens[self.place - 1][1]
        return None

    def must(self, kind, word):
        if self.take(kind, word) is None:
            raise Unreadable(_("“%(word)s” is missing in this condition.") % {"word": word})

    def either(self, depth):
        if depth > DEEPEST:
            raise Unreadable(_("This condition has too many brackets."))
        sides = [self.both(depth)]
        while self.take("word", "or"):
            sides.append(self.both(depth))
        return ["or", *sides] if len(sides) > 1 else sides[0]

    def both(self, depth):
        sides = [self.comparison(depth)]
        while self.take("word", "and"):
            sides.append(self.comparison(depth))
        return ["and", *sides] if len(sides) > 1 else sides[0]

    def comparison(self, depth):
        left = self.term(depth)
        if self.next and self.next[0] == "sign" and self.next[1] in COMPARED:
            sign = self.take("sign")
            return [sign, left, self.term(depth)]
        return left

    def term(self, depth):
        if self.next is None:
            raise Unreadable(_("This condition stops too early."))
        kind, word = self.next
        self.place += 1
        if kind == "ref":
            return ["ref", word]
        if kind == "number":
            return ["number", word]
        if kind == "text":
            return ["text", word[1:-1]]
        if kind == "self":
            return ["self"]
        if kind == "sign" and word == "-" and (number := self.take("number")):
            return ["number", f"-{number}"]
        if kind == "sign" and word == "(":
            inside = self.either(depth + 1)
            self.must("sign", ")")
            return inside
        if kind == "word":
            return self.function(word, depth) if self.take("sign", "(") else ["name", word]
        raise Unreadable(_("This condition cannot be read from “%(word)s”.") % {"word": word})

    def function(self, name, depth):
        if name not in FUNCTIONS:
            raise Unreadable(_("“%(word)s” is not known in a condition.") % {"word": name})
        given = []
        while not self.take("sign", ")"):
            if given:
                self.must("sign", ",")
            given.append(self.either(depth + 1))
        if len(given) != FUNCTIONS[name]:
            raise Unreadable(_("“%(word)s” is not used as it should be.") % {"word": name})
        return [name, *given]


def asked(tree: Tree | None) -> set[str]:
    """The codes of the questions that a condition looks at."""
    if not isinstance(tree, list) or not tree:
        return set()
    if tree[0] == "ref":
        return {tree[1]}
    return set().union(*(asked(side) for side in tree[1:]))


def holds(
    tree: Tree | None, value: Callable[[str], Any], *, itself: Any = None, columns: dict[str, Any] | None = None
) -> bool:
    """Whether the condition holds; `value(code)` gives what was answered, None when nothing was."""
    return tree is None or _true(_worth(tree, value, itself, columns or {}))


def _worth(tree, value, itself, columns):
    kind, *sides = tree
    plain = _plain(kind, sides, value, itself, columns)
    if plain is not None:
        return plain[0]
    if kind == "and":
        return all(_true(_worth(side, value, itself, columns)) for side in sides)
    if kind == "or":
        return any(_true(_worth(side, value, itself, columns)) for side in sides)
    given = [_worth(side, value, itself, columns) for side in sides]
    if kind == "not":
        return not _true(given[0])
    if kind == "selected":
        return _text(given[1]) in _several(given[0])
    if kind == "count-selected":
        return Decimal(len(_several(given[0])))
    return _compare(kind, *given)


def _plain(kind, sides, value, itself, columns):
    """What stands for itself, in a tuple of one; None for what must be worked out."""
    known: dict[str, Callable[[], Any]] = {
        "ref": lambda: value(sides[0]),
        "self": lambda: itself,
        "name": lambda: columns.get(sides[0]),
        "number": lambda: Decimal(sides[0]),
        "text": lambda: sides[0],
        "true": lambda: True,
        "false": lambda: False,
    }
    return (known[kind](),) if kind in known else None


def _compare(sign, left, right):
    if isinstance(left, list) or isinstance(right, list):
        left, right = _text(left), _text(right)
    numbers = _number(left), _number(right)
    if None not in numbers:
        left, right = numbers
    else:
        left, right = _text(left), _text(right)
        if sign not in ("=", "!=") and not (left and right):
            return False
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def _number(value):
    said = "" if isinstance(value, bool | list) else str(value)
    return Decimal(said) if NUMBER.fullmatch(said) else None


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _several(value):
    return [str(one) for one in value] if isinstance(value, list) else [_text(value)] if value else []


def _true(value):
    return value not in (None, "", False, [], Decimal(0))
