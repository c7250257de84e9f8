"""Written documents: one small model, built once, rendered as a web page, as a tagged PDF and as an ODT.

A reference is part of the model, so that no format can lose it; a document whose references lead nowhere, or whose
figures say nothing to those who cannot see them, is refused when it is made.
"""

import json
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass, field, fields
from hashlib import sha256
from typing import Any, ClassVar


class DeadReference(ValueError):
    """A reference names a place that is not in the document, or two places have one name."""


class AlternativeMissing(ValueError):
    """A figure has no text for those who cannot see it."""


class HeadingSkipped(ValueError):
    """A heading stands two levels under the one before."""


@dataclass(frozen=True)
class Text:
    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Strong:
    text: str
    kind: ClassVar[str] = "strong"


@dataclass(frozen=True)
class Emphasis:
    text: str
    kind: ClassVar[str] = "emphasis"


@dataclass(frozen=True)
class Reference:
    """Leads to the block of that name in the same document."""

    target: str
    label: str
    kind: ClassVar[str] = "reference"


FOLLOWED = ("https://", "http://", "mailto:", "tel:")


def linked(url: str, label: str) -> "Text | Link":
    """A link when its address may be followed; else its words, as what came from elsewhere may hold any address."""
    try:
        return Link(url, label)
    except DeadReference:
        return Text(label)


@dataclass(frozen=True)
class Link:
    """Leads out of the document; only http, https, mailto and tel are followed, and pages of this house (`/…`)."""

    url: str
    label: str
    kind: ClassVar[str] = "link"

    def __post_init__(self):
        if not (self.in_the_house or self.url.startswith(FOLLOWED)):
            raise DeadReference(f"{self.url!r} is not an address that may be followed")

    @property
    def in_the_house(self) -> bool:
        """A path of the house: its address is not part of the words, and may change."""
        return self.url.startswith("/") and not self.url.startswith(("//", "/\\"))


Run = Text | Strong | Emphasis | Reference | Link


@dataclass(frozen=True)
class Fact:
    label: str
    runs: list[Run]
    kind: ClassVar[str] = "fact"


@dataclass(frozen=True)
class Heading:
    """`new_page` begins a page where there are pages; `number` is what its place in the document is called."""

    level: int
    text: str
    id: str = ""
    new_page: bool = False
    number: str = ""
    kind: ClassVar[str] = "heading"

    @property
    def shown(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Paragraph:
    """`label` says what sort of paragraph it is; `references` are what it stands on; `number` is how it is cited."""

    runs: list[Run]
    id: str = ""
    label: str = ""
    tone: str = ""
    references: list[Run] = field(default_factory=list)
    number: str = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class ListBlock:
    items: list[list[Run]]
    ordered: bool = False
    kind: ClassVar[str] = "list"


@dataclass(frozen=True)
class Table:
    """The first cell of each row names the row."""

    caption: str
    head: list[str]
    rows: list[list[list[Run]]]
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Figure:
    """A picture made by the house (`svg` text, or `png` in base 64), with what it says in words."""

    alt: str
    caption: str
    svg: str = ""
    png: str = ""
    id: str = ""
    kind: ClassVar[str] = "figure"

    def __post_init__(self):
        if not self.alt.strip():
            raise AlternativeMissing(f"the figure {self.caption!r} has no alternative text")

    @classmethod
    def of_png(cls, picture: bytes, **said: Any) -> "Figure":
        return cls(png=b64encode(picture).decode(), **said)

    def picture(self) -> bytes:
        return self.svg.encode() if self.svg else b64decode(self.png)


@dataclass(frozen=True)
class Quotation:
    """Words as they were said, and nothing of what stood around; `masked` keeps the place of words withdrawn."""

    text: str
    id: str = ""
    title: str = ""
    who: str = ""
    when: str = ""
    where: str = ""
    runs: list[Run] = field(default_factory=list)
    masked: bool = False
    kind: ClassVar[str] = "quotation"


@dataclass(frozen=True)
class Sheet:
    """A titled card: a text, then labelled facts; `compact` when many must stand on few pages."""

    title: str
    level: int = 3
    compact: bool = False
    id: str = ""
    label: str = ""
    runs: list[Run] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    kind: ClassVar[str] = "sheet"


@dataclass(frozen=True)
class Note:
    """A notice that belongs to the document, in every format."""

    text: str
    title: str = ""
    tone: str = "info"
    kind: ClassVar[str] = "note"


@dataclass(frozen=True)
class Contents:
    """Where each part begins, for those who turn pages: a web page has its own way. References then say the page."""

    title: str
    kind: ClassVar[str] = "contents"


Block = Heading | Paragraph | ListBlock | Table | Figure | Quotation | Sheet | Note | Contents
RUNS = {run.kind: run for run in (Text, Strong, Emphasis, Reference, Link)}
BLOCKS = {
    block.kind: block for block in (Heading, Paragraph, ListBlock, Table, Figure, Quotation, Sheet, Note, Contents)
}


@dataclass(frozen=True)
class Document:
    title: str
    date: str
    blocks: list[Block]
    subtitle: str = ""
    language: str = "fr"
    fictional: bool = False
    draft: bool = False

    def __post_init__(self):
        names = Counter(name for name in (getattr(block, "id", "") for block in self.blocks) if name)
        doubled = {name for name, times in names.items() if times > 1}
        lost = {run.target for run in every_run(self.blocks) if isinstance(run, Reference)} - set(names)
        if doubled or lost:
            raise DeadReference(f"named twice: {sorted(doubled)}; nowhere: {sorted(lost)}")
        level = 1
        for block in self.blocks:
            here = getattr(block, "level", None)
            if here is not None:
                if here > level + 1:
                    raise HeadingSkipped(getattr(block, "text", "") or block.title)
                level = here


def every_run(blocks: list[Block]):
    """Each run of each block, wherever it stands."""
    for block in blocks:
        groups = [getattr(block, "runs", []), getattr(block, "references", [])]
        groups += getattr(block, "items", [])
        groups += [fact.runs for fact in getattr(block, "facts", [])]
        groups += [cell for row in getattr(block, "rows", []) for cell in row]
        for runs in groups:
            yield from runs


def to_json(document: Document) -> dict[str, Any]:
    """The document as plain values, each run and block with its kind."""
    plain = {one.name: getattr(document, one.name) for one in fields(document) if one.name != "blocks"}
    return {**plain, "blocks": [_kinded(block) for block in document.blocks]}


def _kinded(thing: Any) -> Any:
    if isinstance(thing, list | tuple):
        return [_kinded(one) for one in thing]
    if hasattr(thing, "kind"):
        return {"kind": thing.kind, **{one.name: _kinded(getattr(thing, one.name)) for one in fields(thing)}}
    return thing


def from_json(plain: dict[str, Any]) -> Document:
    return Document(**{**plain, "blocks": [_rebuilt(block) for block in plain["blocks"]]})


def _rebuilt(thing: Any) -> Any:
    """What was frozen when a block said more opens still, without what is no longer shown."""
    if isinstance(thing, list):
        return [_rebuilt(one) for one in thing]
    if isinstance(thing, dict):
        made = {**RUNS, **BLOCKS, Fact.kind: Fact}[thing["kind"]]
        return made(**{one.name: _rebuilt(thing[one.name]) for one in fields(made) if one.name in thing})
    return thing


def name_of(part: dict[str, Any], rank: int) -> str:
    """The name of a part, or its rank after a sign that no name begins with; what stands above them has rank 0."""
    return part.get("id") or f"#{rank}"


def part_digests(plain: dict[str, Any]) -> list[dict[str, str]]:
    """The digest of each block, and first that of what stands above them."""
    head = {name: value for name, value in plain.items() if name != "blocks"}
    return [{"id": "", "digest": digest(head)}] + [
        {"id": block.get("id", ""), "digest": digest(block)} for block in plain["blocks"]
    ]


def whole_digest(parts: list[dict[str, str]]) -> str:
    """The digest over the digests of the parts: a part can be masked and the whole still be checked."""
    return sha256("".join(part["digest"] for part in parts).encode()).hexdigest()


def digest(plain: Any) -> str:
    return sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
