"""A questionnaire is composed and tried on screen, with scripts, without them, and by keyboard."""

import re

import pytest

from tests.browser.pages import Place
from tests.browser.test_axe import SMALLEST, found_on
from tests.browser.visitor import PHONE, WIDER_THAN_THE_SCREEN

AT = "/espace/questionnaires/"


def compose(visitor, title, **screen):
    """A choice, a question that depends on it, and people who repeat."""
    adviser = visitor("Inès K.", **screen).opens(AT).clicks("Nouveau questionnaire")
    adviser.answers(title=title, audience="porteurs").sends("Commencer")
    adviser.clicks("Ajouter une partie").answers(title="Vous").sends("Enregistrer")
    adviser.clicks("Ajouter une question").answers(text="Ça avance ?", kind="choice").sends("Enregistrer")
    adviser.answers(options="Oui\nNon").sends("Enregistrer")
    adviser.clicks("Ajouter une question").answers(text="Qu’est-ce qui bloque ?", kind="long_text")
    adviser.sends("Enregistrer").answers(max_chars=60).sends("Enregistrer")
    adviser.page.locator("#question-q02").get_by_role("link").click()
    adviser.clicks("Choisir quand elle est posée").clicks("Ça avance ?")
    adviser.answers(sign="=", value="non").sends("Ajouter cette condition").clicks("Revenir aux questions")
    adviser.clicks("Ajouter une question").answers(text="Qui en est ?", kind="block").sends("Enregistrer")
    adviser.sends("Enregistrer").clicks("Ajouter une question qui se répète")
    adviser.answers(text="Prénom", kind="text").sends("Enregistrer").sends("Enregistrer")
    return adviser.reads("Seulement si « Ça avance ? » est « Non »")


@pytest.mark.xdist_group("questionnaires")
def test_a_try_follows_what_is_typed(visitor):
    adviser = compose(visitor, "Des nouvelles")
    page = adviser.clicks("Essayer").page
    blocked = page.locator("[name=r-q02]")
    assert blocked.is_hidden()
    adviser.answers(**{"r-q01": "non"})
    assert blocked.is_visible()
    assert page.get_by_text("Seulement si").is_hidden()
    blocked.fill("Le propriétaire hésite.")
    adviser.reads("37 caractères encore")
    blocked.fill("é" * 61)
    adviser.reads("1 caractère de trop")
    blocked.fill("Rien.")
    first = page.locator("[name^=r-q04-]").first
    first.fill("Samia")
    # Enter goes on: it neither adds nor removes a row.
    first.press("Enter")
    adviser.reads("Fin de l'essai")


@pytest.mark.xdist_group("questionnaires")
def test_the_same_without_scripts(visitor):
    adviser = compose(visitor, "D’autres nouvelles", scripts=False)
    adviser.clicks("Essayer").reads("Seulement si")
    page = adviser.page
    page.locator("[name^=r-q04-]").first.fill("Samia")
    adviser.clicks("En ajouter")
    rows = page.locator("[name^=r-q04-]")
    assert rows.count() == 2
    assert rows.first.input_value() == "Samia"
    rows.last.fill("Théo")
    page.get_by_role("button", name=re.compile("Retirer")).first.click()
    assert [row.input_value() for row in rows.all()] == ["Théo"]
    adviser.clicks("Continuer").reads("Fin de l'essai")


@pytest.mark.xdist_group("questionnaires")
def test_order_is_changed_by_keyboard(visitor):
    adviser = compose(visitor, "Encore des nouvelles")
    down = adviser.page.locator("#question-q01").get_by_role("button", name=re.compile("Descendre"))
    down.focus()
    down.press("Enter")
    adviser.page.wait_for_load_state()
    texts = adviser.page.locator("main strong").all_inner_texts()
    assert texts[:2] == ["Qu’est-ce qui bloque ?", "Ça avance ?"]
    adviser.opens_up("à voir avant de publier").reads("est posée plus tard")


@pytest.mark.xdist_group("questionnaires")
def test_every_page_of_the_composer_is_without_fault_and_fits_320_pixels(visitor):
    adviser = compose(visitor, "Des nouvelles au téléphone", screen=PHONE)
    adviser.clicks("Ajouter une question").answers(text="Et en détail ?", kind="matrix").sends("Enregistrer")
    adviser.answers(lines="Le lieu\nLe groupe", scale_labels="Mal\nBien").sends("Enregistrer")
    here = f"{AT}des-nouvelles-au-telephone/"
    deeds = ("", "question/", "question/q01/", "question/q02/condition/", "question/q01/traduction/", "publier/")
    for path in [AT, here, f"{here}reponses/", f"{here}apercu/", *(f"{here}composer/{deed}" for deed in deeds)]:
        adviser.opens(path)
        faults = found_on(adviser, Place(path, path))
        adviser.page.set_viewport_size(SMALLEST)
        faults += [path] if adviser.page.evaluate(WIDER_THAN_THE_SCREEN) > 0 else []
        adviser.page.set_viewport_size(PHONE)
        assert not faults, "\n".join(faults)
