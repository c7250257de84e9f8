"""Ideas sorted and gathered in front of the room, dots; then the minutes, drafted, approved and sent."""

import re

import pytest

from tests.browser.test_live import Room, receives, sees, seminar  # noqa: F401

pytestmark = pytest.mark.xdist_group("boards")
PAGE = "/espace/seminaires/essai-direct/"


@pytest.fixture
def room(seminar, visitor):  # noqa: F811
    return Room(visitor)


def says(phone, column, words):
    phone.page.locator(f"[name=column][value={column}]").check(force=True)
    phone.page.locator("[name=text]").fill(words)
    phone.page.get_by_role("button", name="Envoyer").click()
    receives(phone)


def ticks(host, words):
    host.page.locator(".sem-idea", has_text=words).locator("input").check()


def test_ideas_are_sorted_and_gathered_and_the_wall_follows(room):
    room.shows("Ce qui coince, ce qui aide")
    phone = room.phone()
    sees(phone, "Ce qui coince, ce qui aide")
    for column, words in (("coince", "Les clés"), ("coince", "Les comptes"), ("coince", "Une cuisine prêtée")):
        says(phone, column, words)
    room.wall.page.locator(".sem-notes li", has_text="Une cuisine prêtée").wait_for()

    host = room.visitor("Inès K.").opens(PAGE + "direct/")
    host.clicks("Trier les idées")
    ticks(host, "Une cuisine prêtée")
    host.page.locator("[name=column]").select_option("aide")
    host.sends("Mettre là")
    for words in ("Les clés", "Les comptes"):
        ticks(host, words)
    host.page.locator("[name=title]").fill("Qui tient quoi")
    host.sends("Grouper")

    wall = room.wall.page.locator(".sem-wall")
    wall.locator("h4", has_text="Qui tient quoi").wait_for()
    helps = wall.locator("> *", has=room.wall.page.locator("h3", has_text="Ce qui aide"))
    helps.locator("li", has_text="Une cuisine prêtée").wait_for()
    room.wall.looks()


def test_dots_show_the_choices_first_then_where_they_went(room):
    room.shows("Par quoi commencer ?")
    phone = room.phone()
    sees(room.wall, "Les clés")
    assert room.wall.page.locator(".lv-bars").count() == 0
    sees(phone, "2 gommettes")
    for value in (0, 1):
        phone.page.locator(f"[name=value][value='{value}']").check(force=True)
    phone.page.get_by_role("button", name="Envoyer").click()
    receives(phone)

    room.presses("Afficher les résultats")

    room.wall.page.locator(".lv-bars li", has_text=re.compile(r"Les clés\s*1")).wait_for()
    assert room.wall.page.locator(".lv-code").last.is_visible()


def test_minutes_from_the_first_draft_to_those_who_came(seminar, visitor):  # noqa: F811
    ines = visitor("Inès K.").opens(PAGE + "compte-rendu/")
    ines.clicks("Écrire un premier jet")
    text = ines.page.locator("[name=text]")
    assert "Ce qui coince, ce qui aide" in text.input_value()
    text.fill("On a choisi de commencer par les clés.")
    ines.page.locator("[name=decisions]").fill("Commencer par les clés")
    ines.sends("Enregistrer")
    ines.clicks("Approuver le compte rendu")
    ines.clicks("L’envoyer aux personnes inscrites, hors absences")
    ines.reads("Approuvé le", "Envoyé le", "Commencer par les clés")
    with ines.page.expect_download() as file:
        ines.page.get_by_role("link", name="En ODT").click()
    assert file.value.suggested_filename.endswith(".odt")
