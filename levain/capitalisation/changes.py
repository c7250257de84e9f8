"""What two editions of a report do not say alike, part by part; withdrawn words are in neither side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from levain.capitalisation.models import Edition
from levain.foundation import written as w

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
    masked = {*before.masked, *after.masked}
    return list(_changes(before.content["blocks"], after.content["blocks"], masked))


def differ(last: Edition, document: w.Document) -> bool:
    """Whether a report says anything else than its last edition, what that one says of its own changes left out."""
    head = {name: value for name, value in w.to_json(document).items() if name != "blocks"}
    known = {name: value for name, value in last.content.items() if name != "blocks"}
    if head != known:
        return True
    kept = [part["digest"] for part in last.parts[1:]]
    own = next(
        (place for place, block in enumerate(last.content["blocks"]) if block.get("id") == "changements"), None
    )
    return [w.digest(block) for block in w.to_json(document)["blocks"]] != kept[:own]


def _changes(before: list[dict], after: list[dict], masked: set[str]) -> Iterator[Change]:
    """Parts are told by their words: a paragraph that only moved has not changed."""
    old, new = [_part(one, masked) for one in before], [_part(one, masked) for one in after]
    matcher = SequenceMatcher(None, [one[1] for one in old], [one[1] for one in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _paired(old[i1:i2], new[j1:j2])


Part = tuple[str, str, str]


def _part(block: dict, masked: set[str]) -> Part:
    """The name of a block, its words, and its title."""
    known = block.get("id", "")
    if known in masked or block.get("masked"):
        return known, f"\u2026{known}", block.get("title", "")
    return known, " ".join(" ".join(_words(block)).split()), block.get("title") or block.get("label") or ""


SAID = ("title", "label", "text", "who", "when", "where", "caption", "alt")


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from (thing[name] for name in SAID if isinstance(thing.get(name), str) and thing[name])
        for name in ("runs", "facts", "items", "rows", "head"):
            yield from _words(thing.get(name))
    elif isinstance(thing, list):
        for one in thing:
            yield from [one] if isinstance(one, str) else _words(one)


def _paired(old: list[Part], new: list[Part]) -> Iterator[Change]:
    """Parts of one name are compared, then those that stand at the same place; the rest was added or taken out."""
    old = list(old)
    names = {one[0]: one for one in old if one[0]}
    spare = [one for one in old if not one[0] or one[0] not in {part[0] for part in new}]
    for part in new:
        match = names.get(part[0]) if part[0] else None
        if match is None and not part[0] and spare:
            match = next((one for one in spare if not one[0]), None)
        if match is None:
            yield Change(ADDED, part[0], part[2] or part[1][:80], [(ADDED, part[1])])
            continue
        if match in spare:
            spare.remove(match)
        if match[1] != part[1]:
            yield Change(CHANGED, part[0], part[2] or part[1][:80], list(stretches(match[1], part[1])))
    for part in spare:
        yield Change(TAKEN, "", part[2] or part[1][:80], [(TAKEN, part[1])])


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
    found = list(_changes(before.content["blocks"], plain["blocks"], set(before.masked)))
    names = {block.id for block in document.blocks if getattr(block, "id", "")}  # type: ignore[union-attr]
    heading = w.Heading(2, _("What changed since edition %(number)d") % {"number": before.number}, "changements")
    masked = len(before.masked)
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
    title = change.title if change.kind == ADDED and change.id.startswith(("constat", "lecon", "piste")) else ""
    if change.id and change.id in names:
        return [w.Text(words), w.Reference(change.id, title or _place(change.id))]
    return [w.Text(words + _("a part without a name"))]


def _place(name: str) -> str:
    """`p-2-3` is the third paragraph of the second section; `constat-4` is finding 4."""
    kind, _dash, rest = name.partition("-")
    if kind == "p":
        section, _dash, rank = rest.partition("-")
        return _("paragraph %(rank)s of section %(section)s") % {"rank": rank, "section": section}
    labels = {
        "constat": _("finding %(n)s"),
        "preuve": _("evidence %(n)s"),
        "lecon": _("lesson %(n)s"),
        "piste": _("lead %(n)s"),
        "chiffre": _("figure %(n)s"),
    }
    return labels[kind] % {"n": rest} if kind in labels else name
