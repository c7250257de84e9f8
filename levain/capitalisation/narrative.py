"""The words of a paragraph as blocks of the document: their Markdown, and what they name shown where they name it."""

from collections.abc import Iterator

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import Figure
from levain.capitalisation.naming import refer, told_value
from levain.capitalisation.references import key
from levain.foundation import written as w
from levain.foundation import written_markdown as md


def narrated(
    text: str, chain: Gathered, *, id: str, label: str, tone: str, references: list[w.Run], number: str = ""
) -> Iterator[w.Block]:
    """The first block bears the name, the number and the label of the paragraph, the last one what it stands on."""
    pieces = md.read(text, lambda name, words: _named(chain, name, words)) or [md.Piece("paragraph", [[]])]
    if pieces[0].kind != "paragraph":
        pieces = [md.Piece("paragraph", [[]]), *pieces]
    if pieces[-1].kind != "paragraph":
        pieces = [*pieces, md.Piece("paragraph", [[]])]
    for place, piece in enumerate(pieces):
        first, last = place == 0, place == len(pieces) - 1
        if piece.kind == "title":
            yield w.Heading(3, "".join(getattr(run, "text", "") for run in piece.items[0]))
        elif piece.kind == "list":
            yield w.ListBlock(piece.items, piece.ordered)
        elif piece.items[0] or first or references:
            yield w.Paragraph(
                piece.items[0],
                id=id if first else "",
                label=label if first else "",
                tone=tone,
                references=references if last else [],
                number=number if first else "",
            )


def _named(chain: Gathered, name: str, words: str) -> list[w.Run]:
    """A figure is given with its value, the rest as a reference; a name that means nothing stays as typed."""
    known = key(name)
    thing = chain.by_name.get(known) if known else None
    if thing is None:
        return [w.Text(f"[[{name}|{words}]]" if words else f"[[{name}]]")]
    if isinstance(thing, Figure) and not words:
        return [w.Strong(told_value(thing)), w.Text(" ("), refer(thing), w.Text(")")]
    return [refer(thing, words)]
