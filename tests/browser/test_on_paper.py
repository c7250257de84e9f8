"""A page on paper: nothing there can be clicked, so that what is folded on the screen stands open."""

from pathlib import Path

import pytest

STYLES = [
    Path("levain/design/static/design/levain.css"),
    Path("levain/capitalisation/static/capitalisation/report.css"),
]
PAGE = """<main class="lv-main">
<nav class="report-contents"><details><summary>Sommaire</summary><ol><li>Une partie</li></ol></details></nav>
<details class="lv-details" id="numbers"><summary>Les nombres</summary><table><tr><td>42</td></tr></table></details>
<details id="form"><summary>Ajouter</summary><form><input name="a"></form></details>
</main>"""
SEEN = "one => one.checkVisibility({contentVisibilityAuto: true}) && one.getBoundingClientRect().height > 0"


@pytest.fixture
def page(browser):
    made = browser.new_page()
    made.set_content(PAGE)
    for style in STYLES:
        made.add_style_tag(content=style.read_text())
    yield made
    made.close()


def seen(page, selector):
    return page.locator(selector).evaluate(SEEN)


def test_on_the_screen_what_is_folded_stays_folded(page):
    assert not seen(page, "#numbers table")


def test_on_paper_the_numbers_behind_a_figure_stand_open(page):
    page.emulate_media(media="print")

    assert seen(page, "#numbers table")


def test_on_paper_neither_a_form_nor_a_list_of_links_takes_room(page):
    page.emulate_media(media="print")

    assert not seen(page, "#form input")
    assert not seen(page, ".report-contents summary")
