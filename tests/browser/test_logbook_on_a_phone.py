"""An evening, a phone, a weak network: what is typed and shown is kept, and leaves once."""

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.visitor import PHONE, WIDER_THAN_THE_SCREEN

pytestmark = pytest.mark.xdist_group("phone")
PROJECT = "/espace/projets/plombieres/"
WRITE, LOGBOOK = f"{PROJECT}carnet/ecrire/", f"{PROJECT}carnet/"
SMALL_PHONE = {"width": 360, "height": 640}


def picture(width=4000, height=3000, orientation=None):
    drawn, exif = BytesIO(), Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    Image.effect_noise((width, height), 30).convert("RGB").save(drawn, "JPEG", quality=80, exif=exif)
    return {"name": "haie.jpg", "mimeType": "image/jpeg", "buffer": drawn.getvalue()}


def says(visitor, words):
    visitor.page.locator(".lv-draft", has_text=re.compile(words.replace(" ", r"\s"))).wait_for()


def notes_saying(visitor, text):
    visitor.opens(LOGBOOK)
    return visitor.page.locator(".note", has_text=text).count()


def forgive_the_network(visitor):
    """The browser notes as an error a request that could not leave."""
    visitor.wrong[:] = [wrong for wrong in visitor.wrong if "ERR_" not in wrong and "401" not in wrong]


def test_a_note_and_its_photo_in_three_taps_lighter_than_they_were(visitor):
    renee = visitor("Renée R.", screen=SMALL_PHONE)
    page = renee.page
    renee.clicks("Écrire dans le carnet")
    given = picture(orientation=6)
    page.locator("#id_photos").set_input_files(given)
    page.locator(".lv-thumbs img").wait_for()
    page.locator("#id_text").fill("La haie est plantée.")
    page.get_by_label("Que montre cette photo").fill("La haie au bord du chemin")
    with page.expect_request(lambda request: request.method == "POST" and "ecrire" in request.url) as sent:
        page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    page.wait_for_url(f"**{LOGBOOK}")

    assert len(sent.value.post_data_buffer or b"") < len(given["buffer"]) / 2
    renee.reads("C'est écrit")
    shown = page.locator(".note", has_text="La haie est plantée.").locator("img.photo")
    assert shown.get_attribute("alt") == "La haie au bord du chemin"
    assert page.evaluate(
        """async (to) => {
            const image = await createImageBitmap(await (await fetch(to)).blob());
            return [image.width, image.height];
        }""",
        shown.get_attribute("src"),
    ) == [1200, 1600]


def test_without_network_the_note_waits_and_leaves_once(visitor):
    renee = visitor("Renée R.", screen=PHONE).opens(WRITE)
    page, text = renee.page, "Écrit dans la cave."
    page.locator("#id_photos").set_input_files(picture(800, 600))
    page.locator(".lv-thumbs img").wait_for()
    renee.context.set_offline(True)
    page.locator("#id_text").fill(text)
    says(renee, "Gardé sur ce téléphone")
    page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    says(renee, "Non envoyé : pas de réseau")
    renee.context.set_offline(False)
    page.wait_for_url(f"**{LOGBOOK}")
    forgive_the_network(renee)

    assert notes_saying(renee, text) == 1
    assert page.locator(".note", has_text=text).locator("img.photo").count() == 1
    renee.opens(WRITE)
    assert page.locator("#id_text").input_value() == ""


def kept_offline(renee, text):
    """A note sent without network, and the page closed."""
    renee.opens(WRITE)
    renee.context.set_offline(True)
    renee.page.locator("#id_text").fill(text)
    renee.page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    says(renee, "Non envoyé")
    renee.page.close()
    forgive_the_network(renee)
    renee.context.set_offline(False)
    renee.page = renee.context.new_page()


def has_left(page):
    page.locator(".lv-note-left", has_text=LEFT).wait_for()


LEFT = re.compile(r"La note gardée sur ce téléphone est partie")


def test_a_page_closed_without_network_sends_from_any_page_of_the_space(visitor):
    renee = visitor("Renée R.", screen=SMALL_PHONE)
    kept_offline(renee, "Page fermée trop tôt.")

    renee.page.goto("/espace/seminaires/")
    has_left(renee.page)

    renee.page.get_by_role("link", name="Voir le carnet").click()
    renee.page.wait_for_url("**/carnet/**")
    assert renee.page.locator(".note", has_text="Page fermée trop tôt.").count() == 1
    renee.page.goto("/espace/")
    renee.page.wait_for_timeout(300)
    assert renee.page.locator(".lv-note-left").count() == 0
    assert not renee.page.locator(".lv-note-waiting").is_visible()
    assert "note" not in {cookie["name"] for cookie in renee.context.cookies()}


def test_it_leaves_when_the_network_returns_once_for_two_pages_open(visitor):
    renee = visitor("Renée R.", screen=PHONE)
    kept_offline(renee, "Deux pages ouvertes.")
    pages = [renee.page, renee.context.new_page()]
    stays = "**/carnet/ecrire/"
    for page in pages:
        page.route(stays, lambda route: route.abort("internetdisconnected"))
        page.goto("/espace/")
        page.wait_for_timeout(300)
        assert page.locator(".lv-note-left").count() == 0
        page.unroute(stays)
    for page in pages:
        page.evaluate("dispatchEvent(new Event('online'))")
    pages[0].wait_for_timeout(2_000)
    forgive_the_network(renee)

    assert sum(page.locator(".lv-note-left").count() for page in pages) == 1
    assert notes_saying(renee, "Deux pages ouvertes.") == 1


def test_on_a_shared_phone_nobody_sends_the_note_of_another(visitor):
    renee = visitor("Renée R.", screen=PHONE)
    kept_offline(renee, "Pour moi seule.")
    renee.context.clear_cookies(name=re.compile("session"))
    renee.page.goto("/connexion/")
    renee.enters_as("Inès K.")
    renee.page.goto(LOGBOOK)
    renee.page.wait_for_timeout(500)
    assert renee.page.locator(".lv-note-left").count() == 0
    assert renee.page.locator(".note", has_text="Pour moi seule.").count() == 0

    renee.context.clear_cookies(name=re.compile("session"))
    renee.enters_as("Renée R.")
    has_left(renee.page)
    assert notes_saying(renee, "Pour moi seule.") == 1
    forgive_the_network(renee)


def test_a_note_to_mend_says_so_and_becomes_a_draft(visitor):
    renee = visitor("Renée R.", screen=PHONE).opens(WRITE)
    page = renee.page
    page.locator("#id_photos").set_input_files(picture(300, 200))
    page.locator(".lv-thumbs img").wait_for()
    renee.context.set_offline(True)
    page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    says(renee, "Non envoyé")
    page.close()
    forgive_the_network(renee)
    renee.context.set_offline(False)
    renee.page = renee.context.new_page()
    renee.page.goto("/espace/")
    renee.page.locator(".lv-note-left").get_by_role("link").click()
    says(renee, "Votre brouillon était gardé")
    assert renee.page.locator(".lv-thumbs img").count() == 1


def test_a_draft_comes_back_for_her_alone_and_for_one_tab(visitor):
    renee = visitor("Renée R.", screen=PHONE).opens(WRITE)
    renee.page.locator("#id_text").fill("À moitié écrit.")
    renee.page.locator("#id_photos").set_input_files(picture(300, 200))
    says(renee, "Gardé sur ce téléphone")
    other_tab = renee.context.new_page()
    other_tab.goto(WRITE)
    other_tab.wait_for_timeout(300)
    assert other_tab.locator("#id_text").input_value() == ""
    other_tab.close()
    renee.page.reload()
    says(renee, "Votre brouillon était gardé")
    assert renee.page.locator("#id_text").input_value() == "À moitié écrit."
    assert renee.page.locator(".lv-thumbs img").count() == 1

    # Somebody else on the same phone, after a session that ended by itself.
    renee.context.clear_cookies()
    renee.enters_as("Inès K.").opens(WRITE)
    renee.page.wait_for_timeout(300)
    assert renee.page.locator("#id_text").input_value() == ""

    renee.context.clear_cookies()
    renee.enters_as("Renée R.").opens(WRITE)
    says(renee, "Votre brouillon était gardé")
    renee.page.locator("#menu-button").click()
    renee.page.get_by_role("button", name="Se déconnecter").click()
    renee.page.wait_for_url(lambda url: "carnet" not in url)
    renee.enters_as("Renée R.").opens(WRITE)
    renee.page.wait_for_timeout(300)
    assert renee.page.locator("#id_text").input_value() == ""


def test_a_session_that_ended_keeps_the_note_on_the_phone(visitor):
    renee = visitor("Renée R.", screen=PHONE).opens(WRITE)
    renee.page.locator("#id_text").fill("Écrit trop tard.")
    renee.context.clear_cookies(name=re.compile("session"))
    renee.page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    says(renee, "Non envoyé : votre session est fermée")
    forgive_the_network(renee)
    renee.enters_as("Renée R.")
    has_left(renee.page)
    assert notes_saying(renee, "Écrit trop tard.") == 1


def test_answers_to_mend_keep_the_photo(visitor):
    renee = visitor("Renée R.", screen=PHONE).opens(WRITE)
    renee.page.locator("#id_photos").set_input_files(picture(300, 200))
    renee.page.locator(".lv-thumbs img").wait_for()
    renee.page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    renee.page.locator(".lv-errors").wait_for()
    assert renee.page.evaluate("document.activeElement.className").count("lv-errors")
    assert renee.page.locator(".lv-thumbs img").count() == 1
    renee.page.locator("#id_text").fill("Avec sa photo.")
    renee.page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    renee.page.wait_for_url(f"**{LOGBOOK}")
    assert renee.page.locator(".note", has_text="Avec sa photo.").locator("img.photo").count() == 1


def test_a_form_sent_after_the_session_ended_comes_back_with_its_words(visitor):
    renee = visitor("Renée R.", screen=PHONE, scripts=False).opens(f"{PROJECT}besoins/nouveau/")
    renee.answers(in_my_words="Une clef pour la petite salle.", blocks="Personne ne la trouve.")
    renee.context.clear_cookies(name=re.compile("session"))
    renee.clicks("le projet, collectivité comprise")
    button = renee.page.locator("main").get_by_role("button", name="Renée R.", include_hidden=True).first
    if not button.is_visible():
        renee.page.locator("main details summary").click()
    button.click()
    renee.page.wait_for_url("**/espace/reprendre/")
    renee.reads("Ce que vous aviez écrit")
    assert renee.page.locator("textarea").first.input_value() == "Une clef pour la petite salle."
    renee.sends("Envoyer maintenant").reads("Une clef pour la petite salle.", "Personne ne la trouve.")


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_small_phone(visitor, width):
    renee = visitor("Renée R.", screen={"width": width, "height": 640})
    for path in (WRITE, LOGBOOK):
        renee.opens(path)
        for fold in renee.page.locator("main details summary").all():
            fold.click()
        assert renee.page.evaluate(WIDER_THAN_THE_SCREEN) <= 0
    renee.opens(WRITE).opens_up("Plus")
    people = renee.page.locator("#id_people")
    assert not people.is_visible()
    renee.page.locator("label[for=id_kind_1]").click()
    assert people.is_visible()
