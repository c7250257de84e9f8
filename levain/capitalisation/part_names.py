"""What a reader calls each part of a report: its title, its section and its place, never the name of an anchor."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _


def named_parts(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """For each block its name in words, and the anchor where it is read: its own, or that of what it follows."""
    section = place = at = ""
    for block in blocks:
        at = block.get("id") or at
        kind = block["kind"]
        if kind == "heading" and block["level"] == 2:
            section = place = _("section “%(title)s”") % {"title": block["text"]}
            yield section, at
        elif kind == "paragraph" and at.startswith("p-") and block.get("id"):
            rank = at.rpartition("-")[2]
            place = _("%(section)s, paragraph %(rank)s") % {"section": section, "rank": rank}
            yield place, at
        else:
            yield _entry(block) or place or _("the beginning of the report"), at


def _entry(block: dict[str, Any]) -> str:
    """An entry of the annexes by its label and its title; nothing for what only follows a paragraph."""
    title, label = block.get("title", ""), block.get("label", "")
    if block["kind"] == "quotation":
        return title
    if block["kind"] == "sheet":
        return _("%(label)s: %(title)s") % {"label": label, "title": title} if label else title
    if block["kind"] in ("table", "figure"):
        return block["caption"]
    if block.get("tone") == "source":
        words = "".join(run.get("text") or run.get("label", "") for run in block["runs"])
        return _("source %(words)s") % {"words": words}
    return ""
