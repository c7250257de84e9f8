"""A report on a phone: what a paragraph stands on is named with `[[`; publishing is refused, mended, done, read."""

import re

import pytest

from tests.browser.learning import LEARNING, in_days
from tests.browser.visitor import DESKTOP, PHONE

SLUG = "rapport-au-telephone"


@pytest.mark.xdist_group("report")
def test_a_report_is_composed_refused_mended_published_and_opened_in_place(visitor):
    adviser = visitor("Inès K.", screen=PHONE).opens(LEARNING).clicks("Commencer un rapport")
    adviser.answers(title="Au téléphone", slug=SLUG, dated=in_days(0)).sends("Enregistrer")
    adviser.answers(title="Ce que nous avons vu").sends("Ajouter la partie").clicks("Écrire un paragraphe")
    page = adviser.page
    covered = page.locator("[data-covered]")
    area = page.locator("[name=text]")
    area.press_sequentially("Ce qui est écrit dure. ")
    assert "ne dit encore rien" in covered.inner_text()
    area.press_sequentially("Voyez [[introuvable")
    page.wait_for_timeout(600)
    area.press("Escape")
    area.press_sequentially("]].")
    adviser.clicks("Enregistrer").reads("Rien dans cette session ne porte ce nom")

    area.fill("Ce qui est écrit dure. ")
    adviser.sends("Enregistrer")
    lead = visitor("Marc D.", screen=PHONE).opens(f"/espace/rapports/{SLUG}/")
    lead.clicks("Publier").reads("Ce constat ne dit pas sa source", "Ce qui sera figé")

    lead.page.get_by_role("link", name=re.compile("Ce constat ne dit pas sa source")).first.click()
    lead.clicks("Modifier", within=".learning-paragraph")
    page = lead.page
    area = page.locator("[name=text]")
    area.press("Control+End")
    area.press_sequentially("[[constat ")
    options = page.get_by_role("option")
    options.first.wait_for()
    area.press("ArrowDown")
    area.press("ArrowUp")
    assert options.first.get_attribute("aria-selected") == "true"
    assert area.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    area.press("Enter")
    assert re.search(r"\[\[constat \d+\]\]$", area.input_value())
    assert "Nommé ici" in page.locator("[data-covered]").inner_text()
    lead.sends("Enregistrer")
    lead.opens(f"/espace/rapports/{SLUG}/").reads("Rien n'empêche").clicks("Publier")
    lead.reads("Qui sera prévenu").clicks("Publier l'édition 1")

    anyone = visitor("", screen=PHONE).opens(f"/rapports/{SLUG}/")
    entry = opens_in_place(anyone.page)
    assert entry.locator("h3").first.inner_text()
    anyone.page.keyboard.press("Escape")
    assert not anyone.page.locator(".written-close").is_visible()
    assert anyone.page.evaluate("document.activeElement.className") == "written-reference"
    anyone.opens(f"/rapports/{SLUG}/note/").reads("Note de décision")


@pytest.mark.xdist_group("report")
@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_scripts_a_source_opens_in_place_and_closes_where_one_was(visitor, screen):
    anyone = visitor("", screen=screen, scripts=False).opens("/rapports/2020-2021/")
    entry = opens_in_place(anyone.page)
    at = anyone.page.evaluate("scrollY")
    within = entry.locator("a.written-reference").first
    if within.count():
        within.click()
        assert anyone.page.evaluate("scrollY") == at
    anyone.page.locator(".written-close").click()
    assert not anyone.page.locator(".written-close").is_visible()
    assert anyone.page.evaluate("scrollY") == at


def opens_in_place(page):
    """The first reference of a paragraph far down: what it names is on the screen, and the page has not moved."""
    reference = page.locator(".written-references .written-reference").nth(3)
    if not reference.count():
        reference = page.locator(".written-references .written-reference").first
    reference.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    at = page.evaluate("scrollY")
    target = reference.get_attribute("href")
    reference.click()
    entry = page.locator(target)
    box, height = entry.bounding_box(), page.viewport_size["height"]
    assert page.url.endswith(target)
    assert page.evaluate("scrollY") == at
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height + 1
    assert page.locator(".written-close").is_visible()
    return entry
