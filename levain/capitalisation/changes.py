"""What two editions of a report do not say alike, part by part; withdrawn words are in neither side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.models import Edition
from levain.capitalisation.part_names import named_parts
from levain.foundation import written as w
from levain.foundation.written_links import led

# Beyond, the note of a corrected edition counts: the page of its changes tells them all.
MOST = 40
ADDED, TAKEN, CHANGED = "added", "taken", "changed"


@dataclass(frozen=True)
class Change:
    """A part of the report: its words before and after, as stretches that are the same, taken away, or added."""

    kind: str
    id: str
    title: str
    stretches: list[tuple[str, str]]


def between(before: Edition, after: Edition) -> list[Change]:
    """In the words of the edition: its language is that of the report."""
    masked = {*before.masked, *after.masked}
    with translation.override(after.content.get("language", "fr")):
        return list(_changes(_body(before), _body(after), masked))


def _body(edition: Edition) -> list[dict]:
    """What an edition says, without what it says of its own changes."""
    blocks = edition.content["blocks"]
    own = next((place for place, block in enumerate(blocks) if block.get("id") == "changements"), None)
    return list(blocks[:own])


def differ(last: Edition, document: w.Document) -> bool:
    """Whether a report says anything else than its last edition, what that one says of its own changes left out.

    The day of an edition is not something the report says.
    """
    plain = w.to_json(document)
    if any(plain[name] != value for name, value in last.content.items() if name not in ("blocks", "date")):
        return True
    own = _body(last)
    kept = [
        _led_digest(block, last.addresses) or part["digest"] for block, part in zip(own, last.parts[1:], strict=False)
    ]
    return [w.digest(block) for block in plain["blocks"]] != kept


def _led_digest(block: dict, addresses: dict[str, str]) -> str:
    """Of a part whose links lead elsewhere since it came from another house; nothing for any other."""
    here = led(block, addresses)
    return "" if here == block else w.digest(here)


def _changes(before: list[dict], after: list[dict], masked: set[str]) -> Iterator[Change]:
    """Parts are told by their words: a paragraph that only moved has not changed."""
    old, new = list(_parts(before, masked)), list(_parts(after, masked))
    matcher = SequenceMatcher(None, [one.words for one in old], [one.words for one in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(old[i1:i2], new[j1:j2])


class Part(NamedTuple):
    """A block of an edition: its own name in the page, its words, what a reader calls it, and where it is read."""

    id: str
    words: str
    name: str
    at: str


def _parts(blocks: list[dict], masked: set[str]) -> Iterator[Part]:
    withdrawn = _("(words withdrawn by the person who said them)")
    for block, (name, at) in zip(blocks, named_parts(blocks), strict=True):
        known = block.get("id", "")
        hidden = known in masked or block.get("masked")
        words = f"{name} {withdrawn}" if hidden else " ".join(" ".join(_words(block)).split())
        yield Part(known, words, name, at)


SAID = ("title", "label", "text", "who", "when", "where", "caption", "alt")


def _words(thing: Any) -> Iterator[str]:
    """Everything that is read in it, but the paragraphs that lead to it: these change with every other part."""
    if isinstance(thing, dict):
        yield from (thing[name] for name in SAID if isinstance(thing.get(name), str) and thing[name])
        for name in ("runs", "references", "facts", "items", "rows", "head"):
            yield from _words(_own(thing.get(name)))
    elif isinstance(thing, list):
        for one in thing:
            yield from [one] if isinstance(one, str) else _words(one)


def _own(things: Any) -> Any:
    """Without “cited in paragraph 1.2”, which stands last in an entry of the annexes."""
    if not isinstance(things, list):
        return things
    back = next((place for place, one in enumerate(things) if _leads_back(one)), None)
    return things if back is None else things[: max(0, back - 2 if _between(things[:back]) else back - 1)]


def _leads_back(one: Any) -> bool:
    if not isinstance(one, dict):
        return False
    if one.get("kind") == "fact":
        return any(map(_leads_back, one["runs"]))
    return one.get("kind") == "reference" and str(one.get("target", "")).startswith("p-")


def _between(runs: list[Any]) -> bool:
    return len(runs) > 1 and isinstance(runs[-2], dict) and str(runs[-2].get("text", "")).strip() == "·"


def _paired(old: list[Part], new: list[Part]) -> Iterator[Change]:
    """Parts of one name are compared, then those that stand at the same place; the rest was added or taken out."""
    old = list(old)
    names = {one.id: one for one in old if one.id}
    spare = [one for one in old if not one.id or one.id not in {part.id for part in new}]
    for part in new:
        match = names.get(part.id) if part.id else None
        if match is None and not part.id and spare:
            match = next((one for one in spare if not one.id), None)
        if match is None:
            yield Change(ADDED, part.at, part.name, [(ADDED, part.words)])
            continue
        if match in spare:
            spare.remove(match)
        if match.words != part.words:
            yield Change(CHANGED, part.at, part.name, list(stretches(match.words, part.words)))
    for part in spare:
        yield Change(TAKEN, "", part.name, [(TAKEN, part.words)])


def stretches(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.split(" "), after.split(" ")
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(old[i1:i2])
            continue
        if i2 > i1:
            yield TAKEN, " ".join(old[i1:i2])
        if j2 > j1:
            yield ADDED, " ".join(new[j1:j2])


def told(before: Edition, document: w.Document) -> list[w.Block]:
    """The last part of a corrected edition: what changed, named and never quoted, so that nothing taken out stays."""
    plain = w.to_json(document)
    found = list(_changes(_body(before), plain["blocks"], set(before.masked)))
    names = {block.id for block in document.blocks if getattr(block, "id", "")}  # type: ignore[union-attr]
    heading = w.Heading(2, _("What changed since edition %(number)d") % {"number": before.number}, "changements")
    masked = before.withdrawn
    kept = [one for one in found if one.kind != TAKEN]
    items = [_item(one, names) for one in kept[:MOST]]
    if more := len(kept[MOST:]):
        words = ngettext("and %(n)d other part.", "and %(n)d other parts.", more) % {"n": more}
        items.append([w.Text(words)])
    taken = sum(one.kind == TAKEN for one in found)
    if taken:
        words = ngettext("%(n)d part was taken out.", "%(n)d parts were taken out.", taken) % {"n": taken}
        items.append([w.Text(words)])
    if masked:
        words = ngettext(
            "%(n)d passage was withdrawn by the person who said it.",
            "%(n)d passages were withdrawn by the people who said them.",
            masked,
        )
        items.append([w.Text(words % {"n": masked})])
    return [heading, w.ListBlock(items or [[w.Text(_("The order of its parts."))]])]


def _item(change: Change, names: Iterable[str]) -> list[w.Run]:
    words = _("Added: ") if change.kind == ADDED else _("Changed: ")
    return [w.Text(words), w.Reference(change.id, change.title) if change.id in names else w.Text(change.title)]
