"""A room with three browsers: the facilitator at her laptop, the wall, a telephone; one more of each when needed."""

import re
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.house import settings_of
from tests.browser.visitor import PHONE, WIDER_THAN_THE_SCREEN, plain

pytestmark = pytest.mark.xdist_group("live")
REMOTE = "/espace/seminaires/essai-direct/direct/"
WALL = {"width": 1280, "height": 720}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Room:
    """What is found of the room in each browser."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.ines = visitor("Inès K.")
        self.ines.opens(REMOTE)
        if self.ines.gesture("Ouvrir la salle").count():
            self.ines.clicks("Ouvrir la salle")
        shown = self.ines.page.locator(".lv-code").first.inner_text()
        self.code = re.sub(r"\D", "", shown)
        self.wall = visitor(screen=WALL).opens(f"/s/{self.code}/ecran/")

    def phone(self, **about):
        held = self.visitor(screen=PHONE, **about).opens(f"/s/{self.code}/")
        held.clicks("Entrer")
        return held

    def presses(self, label):
        self.ines.page.get_by_role("button", name=re.compile(label.replace("'", "['’]"))).first.click()
        return self

    def shows(self, title):
        """From the list of all the activities, whatever was shown before."""
        page = self.ines.page
        now = page.locator(".lv-remote__now .lv-remote__title")
        if now.inner_text() == title:
            return
        if not page.locator("#d-all").get_attribute("open") is not None:
            page.locator("#d-all > summary").click()
        page.locator("#d-all").get_by_role("button", name=re.compile(re.escape(title))).click()
        now.filter(has_text=title).wait_for()


@pytest.fixture(scope="module")
def seminar(house):
    command = [sys.executable, "-m", "tests.browser.a_room"]
    subprocess.run(command, env=settings_of(house.folder), check=True)


@pytest.fixture
def room(seminar, visitor):
    return Room(visitor)


def sees(who, words):
    who.page.locator("#room", has_text=re.compile(words.replace("'", "['’]"))).wait_for()


def receives(phone):
    phone.page.locator("#receipt[data-state=received]").wait_for()


def audited(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]]


def test_three_browsers_from_the_code_to_the_results(room):
    phone = room.phone()
    assert room.wall.page.locator(".lv-welcome .lv-qr").is_visible()
    assert plain(room.wall.page.locator(".lv-welcome__code").inner_text()).replace(" ", "") == room.code

    room.shows("Comment j’arrive")
    for each in (phone, room.wall):
        sees(each, "Comment j’arrive")
    phone.page.get_by_label("Soleil").check(force=True)
    phone.page.get_by_role("button", name="Envoyer").click()
    receives(phone)
    sees(room.wall, "1 réponse")
    assert room.wall.page.locator(".lv-bars").count() == 0

    room.presses("Afficher les résultats")
    room.wall.page.locator(".lv-bars").wait_for()
    phone.page.locator(".lv-bars").wait_for()
    phone.page.get_by_label("Orage").check(force=True)
    phone.page.get_by_role("button", name="Envoyer").click()
    room.wall.page.locator(".lv-bars li", has_text=re.compile(r"Orage\s*1")).wait_for()
    sees(room.wall, "1 réponse")

    room.presses("Clore les réponses")
    sees(phone, "Les réponses sont closes")
    for each in (room.ines, room.wall, phone):
        each.looks()


def test_without_network_an_answer_is_kept_said_not_sent_and_leaves_once(room):
    room.shows("Un mot pour cette année")
    phone = room.phone()
    sees(phone, "Un mot pour cette année")
    phone.context.set_offline(True)
    phone.page.locator("[name=text]").fill("confiance")
    phone.page.get_by_role("button", name="Envoyer").click()
    phone.page.locator("#receipt[data-state=waits]", has_text=re.compile("Non envoyé")).wait_for()
    phone.page.locator("[name=text]").fill("élan")
    phone.page.get_by_role("button", name="Envoyer").click()
    assert phone.page.locator("#receipt").get_attribute("data-state") == "waits"
    phone.page.wait_for_timeout(1500)
    phone.context.set_offline(False)
    receives(phone)
    phone.wrong[:] = [wrong for wrong in phone.wrong if "ERR_" not in wrong]
    room.presses("Afficher les résultats")

    cloud = room.wall.page.locator(".lv-cloud li")
    cloud.nth(1).wait_for()
    assert [plain(word) for word in cloud.all_inner_texts()] == ["confiance", "élan"]


def test_a_question_that_others_wait_for_then_hidden_and_shown_again(room):
    room.shows("Vos questions")
    author, other = room.phone(), room.phone()
    author.page.locator("[name=text]").fill("Qui a la clé ?")
    author.page.get_by_role("button", name="Envoyer").click()
    receives(author)
    button = other.page.get_by_role("button", name=re.compile("Moi aussi"))
    button.click()
    other.page.locator("[data-vote][aria-pressed=true]").wait_for()
    sees(room.wall, "1 personne l'attend")

    inbox = room.ines.page.locator(".lv-inbox")
    inbox.get_by_role("button", name=re.compile("Masquer")).click()
    room.wall.page.locator(".lv-asked").wait_for(state="detached")
    inbox.get_by_role("button", name=re.compile("Afficher")).click()
    sees(room.wall, "Qui a la clé")


def test_another_laptop_takes_over_in_one_press(room):
    room.shows("De quoi avez-vous besoin ?")
    theo = room.visitor("Marc D.").opens(REMOTE)
    theo.page.get_by_role("button", name="Prendre la main").click()
    theo.page.locator("#other-driver").wait_for(state="hidden")
    theo.page.locator("#b-answers").click()

    sees(room.wall, "Les réponses sont closes")
    room.ines.page.locator("#other-driver", has_text="Marc D.").wait_for()
    room.presses("Prendre la main")
    room.ines.page.locator("#other-driver").wait_for(state="hidden")
    room.presses("Rouvrir les réponses")
    room.wall.page.locator(".lv-wall__closed").wait_for(state="detached")


def test_by_keyboard_alone_and_without_scripts(room):
    room.shows("De quoi avez-vous besoin ?")
    phone = room.phone()
    sees(phone, "De quoi avez-vous besoin")
    page = phone.page
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "value":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    receives(phone)

    still = room.phone(scripts=False)
    still.page.get_by_label("De temps").check(force=True)
    still.clicks("Envoyer")
    still.reads("Reçu")
    assert still.page.locator(".lv-refresh").is_visible()
    sees(room.wall, "2 réponses")


def test_the_three_views_are_sound_for_those_who_hear_them(room):
    room.shows("Comment j’arrive")
    phone = room.phone()
    sees(phone, "Comment j’arrive")
    for who in (phone, room.wall, room.ines):
        assert audited(who.page) == []
    phone.page.set_viewport_size({"width": 320, "height": 640})
    assert phone.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    room.ines.page.set_viewport_size({"width": 320, "height": 640})
    assert room.ines.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0


def test_a_page_opened_again_without_network_still_holds_what_was_typed_and_sends_it_once(room):
    room.shows("Un mot pour cette année")
    phone = room.phone()
    sees(phone, "Un mot pour cette année")
    phone.page.wait_for_function("caches.match(location.pathname).then((kept) => Boolean(kept))")
    phone.page.locator("[name=text]").fill("patience")
    phone.context.set_offline(True)
    phone.page.reload()
    assert phone.page.locator("[name=text]").input_value() == "patience"
    phone.page.get_by_role("button", name="Envoyer").click()
    phone.page.locator("#receipt[data-state=waits]").wait_for()
    phone.page.reload()
    phone.page.locator(".lv-sent", has_text="patience").wait_for()

    phone.context.set_offline(False)
    phone.page.locator(".lv-sent", has_text=re.compile("patience · Reçu")).wait_for()
    phone.page.reload()
    phone.wrong[:] = [wrong for wrong in phone.wrong if "ERR_" not in wrong]
    phone.looks()
    if room.ines.page.get_by_role("button", name="Afficher les résultats").count():
        room.presses("Afficher les résultats")
    said = room.wall.page.locator(".lv-cloud li", has_text="patience")
    said.wait_for()
    assert plain(said.inner_text()) == "patience"
