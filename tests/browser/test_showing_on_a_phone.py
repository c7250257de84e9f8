"""What was learned, read by somebody without an account, on a small phone and without scripts; a sheet agreed to."""

import pytest

pytestmark = pytest.mark.xdist_group("evaluation")
SMALL_PHONE = {"width": 360, "height": 640}


def test_somebody_without_an_account_goes_from_the_home_page_to_an_answer(visitor):
    passer_by = visitor(screen=SMALL_PHONE, scripts=False).opens("/appris/")
    passer_by.reads("Fiches pratiques", "Les pistes pour l’action publique")
    passer_by.opens("/pistes/?decision=continue").reads("Enlever", "La décision demandée")
    passer_by.page.locator("main ul.rows h2 a").first.click()
    passer_by.reads("Ce qui a été répondu", "Les constats et les mots derrière")
    passer_by.opens("/lecons/").clicks("Commencer par l'accès").reads("Pour qui", "L’ouvrir dans le rapport")


def test_a_sheet_is_read_and_its_earlier_address_says_when_it_is_gone(visitor):
    page = "/fiches/preter-un-local-vide-pour-un-an-sans-bail/"
    passer_by = visitor(screen=SMALL_PHONE, scripts=False).opens(page)
    passer_by.reads("Freins", "Leviers", "Le projet a relu cette fiche", "inventés")
    assert passer_by.page.locator("link[rel=canonical]").get_attribute("href").endswith(page)


def test_those_who_carry_the_project_are_asked_again_after_a_change(visitor):
    ines = visitor("Inès K.").opens("/espace/projets/saint-bonnet/fiches/").clicks("Prêter un local vide")
    ines.clicks("Écrire cette partie").answers(text="Dix-neuf rez-de-chaussée fermés.").sends("Enregistrer")
    ines.reads("L’accord n’a pas encore été demandé").clicks("Demander l’accord du projet")
    ines.reads("Personne n’a encore répondu")
