"""What people type becomes runs: nothing of it may act."""

import time

import pytest

from levain.foundation.written import Emphasis, Link, Reference, Strong, Text
from levain.foundation.written_markdown import names, pictures, plain, read


def named(name, words):
    return [Reference(name.replace(" ", "-"), words or name)]


def runs(text):
    (piece,) = read(text, named)
    return piece.items[0]


def test_words_bold_italics_links_and_names():
    assert runs("Un **mot** et *un autre*, [la charte](https://example.org/a_b), [[constat 3]].") == [
        Text("Un "),
        Strong("mot"),
        Text(" et "),
        Emphasis("un autre"),
        Text(", "),
        Link("https://example.org/a_b", "la charte"),
        Text(", "),
        Reference("constat-3", "constat 3"),
        Text("."),
    ]


def test_a_name_may_be_shown_in_other_words():
    assert runs("[[preuve 2|une habitante]]") == [Reference("preuve-2", "une habitante")]
    assert names("[[a|b]] puis [[c]]") == [("a", "b"), ("c", "")]


def test_lists_small_titles_and_paragraphs():
    found = read("Avant\nla suite.\n\n- un\n- deux\n  suite\n\n### Après\n1. premier\n2) second", named)

    assert [(one.kind, one.ordered) for one in found] == [
        ("paragraph", False),
        ("list", False),
        ("title", False),
        ("list", True),
    ]
    assert found[0].items == [[Text("Avant la suite.")]]
    assert found[1].items[1] == [Text("deux"), Text(" "), Text("suite")]


@pytest.mark.parametrize(
    "text",
    [
        "![x](file:///etc/passwd)",
        "![x](https://ailleurs.example/x.png)",
        "[x](file:///etc/passwd)",
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        '#include "x.typ" $ x $ `code` @ref <label>',
        "2 * 3 * 4",
        "un**mot**collé",
        "[[ouvert",
        "[[a[b]]",
    ],
)
def test_what_it_does_not_know_stays_as_typed(text):
    assert "".join(run.text for run in runs(text)) == text


def test_a_picture_is_recognised():
    assert pictures("voir ![plan](plan.png)")
    assert not pictures("Quel plan ! [ici](https://example.org/)")


def test_a_climbing_name_is_only_a_name():
    assert names("[[../../]] [[constat 1]]") == [("../../", ""), ("constat 1", "")]


def test_plain_words():
    assert plain("**Un** [[constat 3|mot]].\n\n- [ici](https://a.fr/)") == "Un mot. ici"


@pytest.mark.parametrize("text", ["*" * 4000, "[" * 4000, "**a " * 1000, "[[a|" * 1000, "- " * 2000, "![](" * 1000])
def test_hostile_signs_cost_little(text):
    before = time.process_time()
    read(text, named)
    assert time.process_time() - before < 0.5
