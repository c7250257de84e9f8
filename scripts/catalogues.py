"""The messages that code and templates hold, what the French catalogues lack, and what they say for nothing.

`--prune` takes out of the catalogues what nothing says any more. Needs no gettext.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from io import StringIO
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

# What each function's arguments are, in order: c context, m message, p plural.
ARGUMENTS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop", "_"), "m"),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), "mp"),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), "cm"),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), "cmp"),
}
TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(({TEXT}(?:\s*,\s*{TEXT})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w*\}")
SENTENCE = re.compile(r"(?<=[.!?:;…])\s+|\n")
LONGEST_SENTENCE = 30
STRAIGHT = re.compile(r"(?<=\w)'(?=\w|[«“(%{<])")
Key = tuple[str | None, str]


def messages(folder: Path) -> dict[Key, set[str]]:
    """Every message, with the files that hold it."""
    found: dict[Key, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        if path.suffix == ".py" and "/migrations/" not in inside:
            keys = in_python(path.read_text())
        elif "/templates/" in inside and path.is_file():
            keys = in_template(path.read_text())
        else:
            continue
        for key in keys:
            found[key].add(inside)
    return found


def constants(folder: Path) -> set[str]:
    """Every text of the code: some are translated by the name that holds them."""
    trees = (ast.parse(path.read_text()) for path in folder.rglob("*.py") if "migrations" not in path.parts)
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def in_python(source: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [value.value if isinstance(value, ast.Constant) else None for value in node.args]
            yield from _key(name, given)


def in_template(source: str) -> Iterator[Key]:
    for name, given in IN_TEMPLATE.findall(templatize(source)):
        yield from _key(name, list(ast.literal_eval(f"({given},)")))


def _key(name: str, given: list) -> Iterator[Key]:
    said = dict(zip(ARGUMENTS.get(name, ""), given, strict=False))
    if isinstance(said.get("m"), str) and said["m"]:
        yield said.get("c"), said["m"]


def faults(folder: Path, language: str = "fr") -> list[str]:
    """What is not said, not settled, said twice differently, with other placeholders, or for nothing."""
    _configured()
    said, wrong = _said(folder, language)
    found, texts = messages(folder), constants(folder)
    for key, files in sorted(found.items(), key=lambda item: (sorted(item[1]), item[0][1])):
        if key not in said:
            wrong.append(f"not in {language}: {key[1]!r} ({', '.join(sorted(files)[:3])})")
    idle = [key for key in said if key not in found and key[1] not in texts]
    wrong += [f"said for nothing (--prune takes it out): {text!r}" for _context, text in idle]
    return wrong


def _configured() -> None:
    """Reading a template asks Django for settings, whichever."""
    if not settings.configured:
        settings.configure()


def prune(folder: Path) -> None:
    """Take out of every catalogue the entries that neither code nor templates hold."""
    _configured()
    found, texts = messages(folder), constants(folder)
    for path in folder.glob("*/locale/*/LC_MESSAGES/django.po"):
        entries = path.read_text().split("\n\n")
        kept = [entry for entry in entries if _is_said(entry, found, texts)]
        path.write_text("\n\n".join(kept).rstrip("\n") + "\n")


def _is_said(entry: str, found: Collection[Key], texts: Collection[str]) -> bool:
    """Whether one entry of a catalogue, as it is written, is of use; so is its heading."""
    known = [message for message in read_po(StringIO(entry)) if message.id]
    keys = [(message.context, _first(message.id)) for message in known]
    return 'msgid ""\nmsgstr ""\n"' in entry or any(key in found or key[1] in texts for key in keys)


def _said(folder: Path, language: str) -> tuple[dict[Key, dict[str, object]], list[str]]:
    said: dict[Key, dict[str, object]] = defaultdict(dict)
    wrong = []
    for path in sorted(folder.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        app = path.relative_to(folder).parts[0]
        for message in catalogue:
            if not message.id:
                continue
            wrong += [f"{app}: {fault}: {_first(message.id)!r}" for fault in _entry(message)]
            said[(message.context, _first(message.id))][app] = message.string
    for key, by_app in said.items():
        if len({str(text) for text in by_app.values()}) > 1:
            forms = "; ".join(f"{app} {text!r}" for app, text in by_app.items())
            wrong.append(f"said in two ways: {key[1]!r}: {forms}")
    return said, wrong


def _first(message_id) -> str:
    return message_id[0] if isinstance(message_id, tuple) else message_id


def _entry(message) -> Iterator[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if "fuzzy" in message.flags:
        yield "not settled (fuzzy)"
    if not all(strings):
        yield "not translated"
        return
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    if set(PLACEHOLDER.findall(strings[-1])) != wanted:
        yield "other placeholders"
    if set(PLACEHOLDER.findall(strings[0])) - set(PLACEHOLDER.findall(" ".join(ids))):
        yield "unknown placeholder"
    if any(STRAIGHT.search(text) for text in strings):
        yield "a straight apostrophe"
    for sentence in SENTENCE.split(strings[-1]):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"a sentence of {len(sentence.split())} words"


if __name__ == "__main__":
    if "--prune" in sys.argv:
        prune(Path("levain"))
    wrong = faults(Path("levain"))
    print("\n".join(wrong))
    sys.exit(bool(wrong))
