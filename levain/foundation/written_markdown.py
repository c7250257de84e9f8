"""A small part of Markdown, for words typed by people: bold, italics, links, lists, small titles, and `[[names]]`.

What it does not know stays as it was typed: HTML, pictures and addresses that are not of the web have no effect.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from levain.foundation.written import Emphasis, Link, Reference, Run, Strong, Text

# A name and, after a bar, the words to show instead of it.
NAME = re.compile(r"\[\[([^\[\]|\n]{1,120})(?:\|([^\[\]|\n]{1,200}))?\]\]")
PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
INLINE = re.compile(
    rf"(?P<name>{NAME.pattern})"
    r"|(?P<picture>!\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?<![\w*])\*\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*\*(?!\w)"
    r"|(?<![\w*])\*(?P<em>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\((?P<url>(?:https?://|mailto:)[^\s()<>\"]{1,500})\)"
)
TITLE = re.compile(r"#{3,4} +(?P<words>\S.*)")
ITEM = re.compile(r"(?:(?P<bullet>[-*•])|\d{1,3}[.)]) +(?P<words>\S.*)")

Named = Callable[[str, str], list[Run]]


@dataclass(frozen=True)
class Piece:
    """A paragraph (`items` of one), a small title, or a list."""

    kind: str
    items: list[list[Run]]
    ordered: bool = False


def names(text: str) -> list[tuple[str, str]]:
    """Each `[[name]]` of a text, with the words to show instead of it."""
    return [(found[1].strip(), (found[2] or "").strip()) for found in NAME.finditer(text)]


def pictures(text: str) -> bool:
    return bool(PICTURE.search(text))


def read(text: str, named: Named) -> list[Piece]:
    """The pieces of a text; `named` gives what a name becomes."""
    return [piece for block in re.split(r"\n[ \t]*\n", text.strip()) for piece in _block(block, named)]


def _block(block: str, named: Named) -> Iterator[Piece]:
    """Lines that follow one another: words, then each list or title among them."""
    waiting: list[str] = []
    items: list[list[Run]] = []
    ordered = False

    def flush() -> Iterator[Piece]:
        nonlocal waiting, items
        if waiting:
            yield Piece("paragraph", [inline(" ".join(waiting), named)])
        if items:
            yield Piece("list", items, ordered)
        waiting, items = [], []

    for line in (one.strip() for one in block.split("\n")):
        title, item = TITLE.fullmatch(line), ITEM.fullmatch(line)
        if title:
            yield from flush()
            yield Piece("title", [[Text(title["words"].strip("# ").strip() or "…")]])
        elif item:
            kind = not item["bullet"]
            if waiting or (items and ordered != kind):
                yield from flush()
            ordered = kind
            items.append(inline(item["words"], named))
        elif items and line:
            items[-1] = [*items[-1], Text(" "), *inline(line, named)]
        elif line:
            waiting.append(line)
    yield from flush()


def inline(text: str, named: Named) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for found in INLINE.finditer(text):
        if found.start() > at:
            runs.append(Text(text[at : found.start()]))
        runs += _run(found, named)
        at = found.end()
    if at < len(text):
        runs.append(Text(text[at:]))
    return runs


def _run(found: re.Match[str], named: Named) -> list[Run]:
    if found["name"]:
        name = NAME.fullmatch(found["name"])
        assert name
        return named(name[1].strip(), (name[2] or "").strip())
    if found["strong"]:
        return [Strong(found["strong"])]
    if found["em"]:
        return [Emphasis(found["em"])]
    if found["url"]:
        return [Link(found["url"], found["label"])]
    return [Text(found[0])]


def plain(text: str) -> str:
    """The words alone, for a list or a notice."""
    pieces = read(text, lambda name, words: [Text(words or name)])
    runs = [run for piece in pieces for item in piece.items for run in [*item, Text(" ")]]
    return " ".join("".join(run.label if isinstance(run, Reference | Link) else run.text for run in runs).split())
