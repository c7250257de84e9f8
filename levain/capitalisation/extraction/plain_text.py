"""The paragraphs of a text, and the spoken sentences of subtitles with their time."""

import html
import re
from collections.abc import Iterator

from levain.capitalisation.extraction.pieces import LONGEST, Piece, Unreadable

TIME = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,120})>")
MARK = re.compile(r"</?[a-z][^<>]{0,200}>|<[\d:.]{5,15}>|\{\\[^{}]{0,80}\}", re.IGNORECASE)
# Sentences are told together until somebody stops speaking this long, or has said this much.
SILENCE, ENOUGH = 3, 350
ENDS = tuple(".!?…»")


def text(content: bytes) -> Iterator[Piece]:
    """Paragraphs stand apart by an empty line; without any, each line is one."""
    said = content.decode().replace("\r\n", "\n").replace("\r", "\n")
    between = r"\n\s*\n" if re.search(r"\n\s*\n", said.strip()) else r"\n"
    for paragraph in re.split(between, said):
        yield Piece(paragraph)


def subtitles(content: bytes) -> Iterator[Piece]:
    """Cues put together into what one voice says at a stretch, at the second when she begins."""
    held, began, ended, voice = "", 0, 0.0, ""
    found = False
    for second, until, who, words in _cues(content.decode().replace("\r\n", "\n").replace("\r", "\n")):
        found = True
        over = len(held) > ENOUGH and (held.endswith(ENDS) or len(held) > LONGEST)
        if held and (over or who != voice or second - ended > SILENCE):
            yield Piece(held, second=began, voice=voice)
            held = ""
        if not held:
            began, voice = int(second), who
        # Speech recognition repeats the end of the cue before.
        held = f"{held} {words}".strip() if not held.endswith(words) else held
        ended = until
    if not found:
        raise Unreadable("no_cue")
    if held:
        yield Piece(held, second=began, voice=voice)


def _cues(said: str) -> Iterator[tuple[float, float, str, str]]:
    for block in re.split(r"\n[ \t]*\n", said):
        lines = block.strip("\n").split("\n")
        place = next((number for number, line in enumerate(lines[:3]) if "-->" in line), None)
        time = TIME.search(lines[place]) if place is not None else None
        if time is None or place is None:
            continue
        words = " ".join(lines[place + 1 :])
        who = VOICE.search(words)
        spoken = " ".join(html.unescape(MARK.sub("", words)).split())
        if spoken:
            numbers = [int(number or 0) for number in time.groups()]
            yield _seconds(numbers[:4]), _seconds(numbers[4:]), who[1].strip() if who else "", spoken


def _seconds(numbers: list[int]) -> float:
    hours, minutes, seconds, thousandths = numbers
    return min(hours * 3600 + minutes * 60 + seconds + thousandths / 1000, 10**6)
