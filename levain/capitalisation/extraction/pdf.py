"""The paragraphs of a PDF, each with its page."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from levain.capitalisation.extraction.pieces import MOST_PAGES, MOST_SIGNS, Piece, Progress, Unreadable

# A line this much shorter than the others of its page ends a paragraph; shorter still, it is a title.
SHORT, TITLE = 0.75, 0.6
# Running heads and feet stand on most of the pages.
OFTEN = 0.6


def read(content: bytes) -> Iterator[Piece | Progress]:
    logging.disable()
    pages: list[list[str]] = []
    signs = 0
    reader = opened(content)
    total = len(reader.pages)
    if total > MOST_PAGES:
        raise Unreadable("too_long")
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        signs += len(text)
        if signs > MOST_SIGNS:
            raise Unreadable("too_long")
        pages.append([line.strip() for line in text.splitlines()])
        yield Progress(number, total)
    running = _running(pages)
    for number, lines in enumerate(pages, 1):
        kept = [line for place, line in enumerate(lines) if not (_edge(place, lines) and _mask(line) in running)]
        for paragraph in paragraphs(kept):
            yield Piece(paragraph, page=number)


def opened(content: bytes) -> PdfReader:
    """The reader, open; many files are locked by an empty password, which anybody knows."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("locked")
    except (DependencyError, NotImplementedError) as error:
        raise Unreadable("locked") from error
    except PyPdfError as error:
        raise Unreadable("broken") from error
    return reader


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines put together again; a word cut at the end of a line is one word."""
    widest = max(map(len, lines), default=0)
    held = ""
    for line in lines:
        if not line:
            if held:
                yield held
            held = ""
            continue
        if held and len(held) < TITLE * widest and re.match(r"[A-ZÀ-Ý0-9«•–-]", line):
            yield held
            held = line
        elif re.search(r"\w[-\u00ad]$", held) and re.match(r"[a-zà-ÿ]", line):
            held = held[:-1] + line
        else:
            held = f"{held} {line}".strip()
        if len(line) < SHORT * widest and re.search(r"[.!?:…»]$", line):
            yield held
            held = ""
    if held:
        yield held


def _edge(place: int, lines: list[str]) -> bool:
    return place < 2 or place >= len(lines) - 2


def _mask(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _running(pages: list[list[str]]) -> set[str]:
    """The lines at the edges that come back on most pages, whatever their number."""
    if len(pages) < 4:
        return set()
    seen = Counter(
        mask for lines in pages for mask in {_mask(line) for place, line in enumerate(lines) if _edge(place, lines)}
    )
    return {mask for mask, times in seen.items() if mask and times >= OFTEN * len(pages)}
