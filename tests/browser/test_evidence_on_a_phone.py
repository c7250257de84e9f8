"""Words of a note become evidence: with a finger on a small phone, with the keyboard, and without any script."""

import re
from types import SimpleNamespace

import pytest

from tests.browser.test_axe import found_on
from tests.browser.visitor import WIDER_THAN_THE_SCREEN

pytestmark = pytest.mark.xdist_group("phone")
SMALL_PHONE = {"width": 360, "height": 640}
LOGBOOK = "/espace/projets/plombieres/carnet/"
SELECT_WORDS = """(words) => {
    const walker = document.createTreeWalker(document.querySelector(".citable-text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        const box = getSelection().getRangeAt(0).getBoundingClientRect();
        return {top: box.top, bottom: box.bottom};
    }
}"""


def a_note(visitor):
    """The page of a long enough note, and its words."""
    visitor.opens(LOGBOOK)
    links = visitor.page.locator("article.note h2 a, article.note h3 a").evaluate_all("all => all.map(a => a.href)")
    for to in links:
        visitor.page.goto(to)
        text = visitor.page.locator(".citable-text").first.inner_text()
        sentences = re.split(r"(?<=[.!?])\s", text.strip())
        if len(sentences) > 2:
            return sentences
    raise AssertionError("no note of three sentences")


def keeps(visitor, words):
    visitor.sends("Retenir ce passage").reads("Passage retenu", words)
    return visitor


def test_a_finger_selects_and_the_bar_hides_nothing_of_the_words(visitor):
    adviser = visitor("Inès K.", screen=SMALL_PHONE, touch=True)
    page, words = adviser.page, a_note(adviser)[1]
    box = page.evaluate(SELECT_WORDS, words)
    bar = page.locator(".citable-bar")
    bar.wait_for()
    shown = bar.bounding_box()

    assert shown["y"] >= box["bottom"] or shown["y"] + shown["height"] <= box["top"]
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= SMALL_PHONE["width"]
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    bar.get_by_role("link", name="Retenir ce passage").tap()
    page.wait_for_url("**/preuves/nouvelle/**")
    assert page.locator("#id_quote").input_value() == words
    adviser.looks()
    keeps(adviser, words)


def test_the_keyboard_alone_selects_words_and_keeps_them(visitor):
    adviser = visitor("Inès K.")
    page = adviser.page
    a_note(adviser)
    page.locator(".citable-gestures summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Choisir des mots au clavier").first.focus()
    page.keyboard.press("Enter")
    first = page.evaluate("getSelection().toString().trim()")
    assert first
    page.keyboard.press("ArrowRight")
    for _word in range(3):
        page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("getSelection().toString().trim()")
    assert len(chosen.split()) >= 3
    assert not chosen.startswith(first)
    page.locator(".citable-bar a").first.wait_for()
    page.keyboard.press("Enter")
    keep = page.locator(".citable-bar a", has_text="Retenir ce passage")
    while not keep.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preuves/nouvelle/**")

    assert page.locator("#id_quote").input_value() == chosen
    keeps(adviser, chosen)


@pytest.mark.parametrize("scripts", [True, False])
def test_sentences_are_pressed_one_after_the_other_without_losing_what_is_typed(visitor, scripts):
    adviser = visitor("Estelle V.", screen=SMALL_PHONE, scripts=scripts)
    sentences = a_note(adviser)
    adviser.opens_up("Citer un passage").clicks("Retenir ce passage")
    page = adviser.page
    page.locator("[name=speaker]").fill("Une voisine")
    page.get_by_role("button", name=sentences[-2]).click()
    page.get_by_role("button", name=sentences[-1]).click()

    assert page.locator("[name=quote]").input_value() == f"{sentences[-2]} {sentences[-1]}"
    assert page.locator("[name=speaker]").input_value() == "Une voisine"
    assert page.locator("[aria-pressed=true]").count() == 2
    if scripts:
        assert not found_on(adviser, SimpleNamespace(name="keep a passage"))
    keeps(adviser, sentences[-1])
