"""A call composed by the team; an application begun on a phone without an account, written by two, deposited."""

import re
from datetime import datetime, timedelta

import pytest

from tests.browser.test_reply_by_mail import the_mail

pytestmark = pytest.mark.xdist_group("phone")
SMALL_PHONE = {"width": 360, "height": 640}
LEVELS = "\n".join(f"Niveau {level}" for level in range(6))


def compose_a_call(lead) -> str:
    """From nothing to an announced call, on screen; its address."""
    now = datetime.now()
    lead.opens("/appels/").clicks("Composer un appel pour")
    lead.answers(
        title="Appel du printemps",
        short="Vous avez commencé quelque chose ?",
        opens=f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        closes=f"{now + timedelta(days=30):%Y-%m-%dT%H:%M}",
        contact="L'équipe, le mardi matin.",
        questionnaire="Formulaire de candidature 2020",
    ).sends("Commencer l'appel")
    lead.clicks("La page").answers(
        **{"form-0-heading": "Ce que vous recevrez", "form-0-text": "Une personne qui vous appelle."}
    ).sends("Enregistrer")
    lead.clicks("Les critères").answers(
        **{"form-0-label": "L'élan", "form-0-weight": "100", "form-0-levels": LEVELS}
    ).sends("Enregistrer")
    lead.clicks("Est-ce pour nous").answers(
        **{"form-0-text": "Quelque chose a-t-il eu lieu ?", "form-0-if_not": "Une première action suffit."}
    ).sends("Enregistrer")
    lead.sends("Annoncer l'appel").reads("L'appel est annoncé")
    return lead.page.url


def link_in(letter: str, path: str) -> str:
    return re.search(rf"http://\S+/{path}/\S+", letter).group().rstrip(".)>")


def test_an_application_is_begun_on_a_phone_written_by_two_and_deposited_once(visitor, house):
    house.mails_to("")
    call = compose_a_call(visitor("Marc D."))

    awa = visitor(screen=SMALL_PHONE).opens(call)
    awa.clicks("Est-ce pour nous").answers(e1="non").sends("Voir ce que cela veut dire")
    awa.reads("Une première action suffit.").clicks("Candidater").sends("Commencer")
    awa.clicks("Continuer à écrire")
    awa.answers(**{"r-q01": "Le verger partagé", "r-q03": "association", "r-q04": "Melle (79)"})
    awa.page.locator("[name^='r-q02_nom']").nth(0).fill("Awa N.")
    awa.page.locator("[name^='r-q02_nom']").nth(1).fill("Paul T.")
    awa.page.locator(".lv-saved", has_text="Enregistré à").wait_for()
    awa.sends("Enregistrer et continuer").reads("Où envoyer le lien")
    awa.answers(email="awa@demonstration.example").sends("M'envoyer le lien")
    awa.opens(link_in(the_mail(house, to="awa@", saying="Le verger partagé"), "candidatures/reprendre"))
    awa.answers(name="Awa N.").sends("Garder ma candidature").reads("Le verger partagé")
    home = awa.page.url

    awa.clicks("Ce qui existe déjà").answers(**{"r-q05": "Une pomme, un soir.", "r-q07": "12"})
    awa.page.locator("[name^='r-q06_quoi']").first.fill("Une fête du jus")
    awa.sends("Enregistrer et continuer")
    awa.answers(**{"r-q09": "On mange local.", "r-q11": "Des arbres.", "r-q12": "Les jeunes."})
    awa.page.locator("[name='r-q10']").first.evaluate("box => { box.checked = true; }")
    awa.sends("Enregistrer et continuer")
    awa.answers(**{"r-q16": "Trouver un terrain."}).sends("Enregistrer")

    awa.opens(f"{home}mains/").answers(email="luc@demonstration.example", name="Luc M.", code="local_authority")
    awa.sends("Envoyer l'invitation").reads("Luc M.")
    luc = visitor(screen=SMALL_PHONE)
    luc.opens(link_in(the_mail(house, to="luc@", saying="collectivité"), "invitations"))
    luc.page.locator("main form button").first.click()
    luc.page.wait_for_url("**/espace/**")
    luc.reads("Le verger partagé").clicks("Continuer à écrire").clicks("La commune ou l'intercommunalité")
    luc.answers(**{"r-q13": "Luc, adjoint", "r-q14": "Pour la ville."})
    luc.page.locator("[name='r-q15']").first.evaluate("box => { box.checked = true; }")
    luc.sends("Enregistrer et continuer")

    awa.opens(f"{home}verifier/").reads("Luc, adjoint", "Luc M.").sends("Déposer la candidature")
    awa.reads("Votre candidature est déposée", "cand-01")
    receipt = the_mail(house, to="luc@", saying="Votre candidature est déposée")
    luc.opens(link_in(receipt, "candidatures")).reads("cand-01")
    awa.opens("/espace/").reads("Le verger partagé", "vérifie")
    awa.opens(home).reads("déposée")
