"""Those who support the projects, each at her own screen: a call noted, a mission, a reply, a lost network."""

import re

import pytest

from tests.browser.test_logbook_on_a_phone import forgive_the_network, says
from tests.browser.test_reply_by_mail import the_mail
from tests.browser.visitor import PHONE, box_said, tick

pytestmark = pytest.mark.xdist_group("support")
MELLE, SURESNES, VALLOUISE = (f"/espace/projets/{name}/" for name in ("melle", "suresnes", "vallouise"))


def link_in(letter):
    return re.search(r"http://\S+/reponses/\S+", letter).group().rstrip(".)>")


def test_an_adviser_notes_a_call_on_her_phone(visitor):
    ines = visitor("Inès K.", screen=PHONE).opens("/espace/appels/noter/")
    ines.page.locator("main ul.rows a").first.click()
    said = "La clé est retrouvée, on ouvre samedi."
    ines.answers(text=said, next="Rappeler lundi").clicks("Écrire pour le projet").reads(said, "Rappeler lundi")


def test_a_state_agent_finds_on_her_phone_what_she_did_and_her_projects(visitor):
    helene = visitor("Hélène S.", screen=PHONE)
    helene.reads("Le casino à tout le monde")
    helene.opens("/espace/projets/plombieres/facilitation/").reads("Mise en relation", "sans pièce à redemander")


def test_a_state_agent_answers_a_question_on_her_phone_from_her_first_screen(visitor):
    helene = visitor("Hélène S.", screen=PHONE)
    helene.clicks("Quelles pièces préparer").reads("Réponse espérée pour le")
    replied = "Deux pièces suffisent : le plan de la salle et l’accord de la mairie."
    helene.answers(reply=replied).sends("Envoyer la réponse").reads(replied)

    visitor("Inès K.").opens("/espace/projets/plombieres/besoins/").clicks("Ouvrir la petite salle").reads(replied)


def test_a_bearer_states_a_need_while_the_network_is_lost(visitor):
    rachid = visitor("Rachid", screen=PHONE).opens(f"{MELLE}besoins/nouveau/")
    page, words = rachid.page, "Un abri pour les outils, près de la sente."
    rachid.context.set_offline(True)
    page.locator("#id_in_my_words").fill(words)
    says(rachid, "Gardé sur cet appareil")
    page.get_by_role("button", name=re.compile("Écrire pour le projet")).click()
    says(rachid, "Pas encore envoyé : pas de réseau")
    rachid.context.set_offline(False)
    page.wait_for_url(lambda url: "nouveau" not in url)
    forgive_the_network(rachid)

    rachid.opens(f"{MELLE}besoins/").reads(words)
    assert page.locator("main").get_by_text(words).count() == 1


def test_a_need_half_written_is_found_again_after_a_closed_page(visitor):
    solange = visitor("Solange", screen=PHONE).opens(f"{MELLE}besoins/nouveau/")
    solange.page.locator("#id_in_my_words").fill("Une pompe à bras.")
    says(solange, "Gardé sur cet appareil")
    solange.opens(MELLE).opens(f"{MELLE}besoins/nouveau/")

    says(solange, "Votre brouillon")
    assert solange.page.locator("#id_in_my_words").input_value() == "Une pompe à bras."


def test_an_expert_takes_a_mission_from_the_mail(visitor, house):
    house.mails_to("")
    brief = "Dire si l'autoconsommation tient, avec une fourchette de mesures."
    ines = visitor("Inès K.").opens(f"{SURESNES}missions/nouvelle/")
    ines.answers(brief=brief, days="1.5", theme="energie").sends("Écrire la commande")
    ines.clicks("Choisir à qui la demander")
    tick(box_said(ines.page, "expert", "Denis"))
    ines.sends("Leur proposer la commande").reads(brief)

    link = link_in(the_mail(house, to="denis", saying=brief[:40]))
    denis = visitor(screen=PHONE).opens(link).reads(brief)
    denis.answers(name="Denis", choice="yes").sends("Envoyer ma réponse").reads("Votre réponse est enregistrée")
    ines.page.reload()
    ines.reads("Denis")


def test_a_town_hall_replies_from_the_mail(visitor, house):
    house.mails_to("")
    asked = "La commune prête-t-elle une salle le premier lundi du mois ?"
    ines = visitor("Inès K.").opens(f"{VALLOUISE}besoins/").clicks("Que le projet tienne")
    ines.clicks("Interroger un service de l’État")
    tick(box_said(ines.page, "service", "Commune de Vallouise"))
    ines.answers(question=asked, hoped_by="2030-01-15").sends("Envoyer la question").reads(asked)

    maryse = visitor(screen=PHONE).opens(link_in(the_mail(house, to="maryse", saying=asked))).reads(asked)
    maryse.answers(name="Maryse F.", choice="reply", text="Oui, la salle du bas.").sends("Envoyer ma réponse")
    maryse.reads("Votre réponse est enregistrée")
