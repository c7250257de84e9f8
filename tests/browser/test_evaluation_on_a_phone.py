"""An objective said in one conversation and corrected from the mail; an anonymous survey answered on a phone, its
results above and under the floor."""

import re
from datetime import date, timedelta

import pytest

from tests.browser.test_reply_by_mail import the_mail

pytestmark = pytest.mark.xdist_group("evaluation")
SMALL_PHONE = {"width": 360, "height": 640}
PLACE = "/espace/projets/plombieres/objectifs/"
AIM = "Les enfants de l'école disent ce qu'ils veulent du casino."
LEVELS = {
    "level_4": "Un conseil d'enfants décide d'une salle.",
    "level_3": "Deux classes font des propositions écrites.",
    "level_2": "Une classe visite et dit ce qu'elle veut.",
    "level_1": "Une visite sans suite.",
    "level_0": "Aucun enfant n'est entré.",
}


def test_levels_said_in_one_conversation_are_confirmed_and_corrected_from_the_mail(visitor, house):
    house.mails_to("")
    renee = visitor("Renée R.", screen=SMALL_PHONE).opens(PLACE).clicks("Écrire un objectif")
    renee.reads("il manque ce qu'attend l'autre côté")
    renee.answers(inhabitants="Que les enfants aient leur mot à dire.", agreed=AIM, **LEVELS)
    renee.sends("Garder en brouillon").reads(AIM)
    catherine = visitor("Catherine V.", screen=SMALL_PHONE).opens(PLACE).clicks("Compléter")
    catherine.reads("Que les enfants aient leur mot à dire.").answers(authority="Associer l'école au projet.")
    catherine.sends("Nous sommes d'accord").reads(AIM)
    number = max(re.findall(r"objective-(\d+)", catherine.page.content()), key=int)

    ines = visitor("Inès K.").opens(f"/espace/objectifs/{number}/conversation/fin/")
    ines.reads(AIM, "Demandez son niveau à chaque côté avant de discuter")
    ines.answers(
        level_inhabitants="0",
        reason_inhabitants="La visite du 9 décembre.",
        level_authority="0",
        reason_authority="Une classe est venue.",
    ).sends("Noter, et continuer")

    letter = the_mail(house, to="renee", saying=AIM[:40])
    link = re.search(r"http://\S+/reponses/\S+", letter).group().rstrip(".)>")
    phone = visitor(screen=SMALL_PHONE).opens(link).reads(AIM, "La visite du 9 décembre.", LEVELS["level_2"])
    phone.answers(name="Renée", choice="1", text="Deux classes ont écrit, pas une.").sends("Envoyer ma réponse")
    phone.reads("Votre réponse est enregistrée").opens(link).reads("Vous avez déjà répondu avec ce lien")

    catherine.opens(f"{PLACE}confirmer/").reads("Une classe est venue.")
    catherine.page.locator("main form button[type=submit]").last.click()
    catherine.opens(f"{PLACE}?objectif={number}").reads("écart : 1 niveau", "Deux classes ont écrit, pas une.")


def prepared(ines, title: str) -> str:
    """An anonymous survey of the inhabitants, open today; the address that a poster gives."""
    today = date.today()
    ines.opens("/espace/sessions/2020-2021/enquetes/").clicks("Préparer une enquête")
    ines.answers(
        questionnaire="Votre quartier et vous",
        title=title,
        audience="habitants",
        about="Le casino à tout le monde",
        moment="À mi-parcours",
        promise="anonyme",
        opens_on=today.isoformat(),
        closes_on=(today + timedelta(days=7)).isoformat(),
        handed_out="40",
    ).sends("Préparer")
    ines.sends("Ouvrir l'enquête")
    return ines.page.locator("main a", has_text="/enquetes/").last.inner_text()


def answered(visitor, address: str, *, level: int, words: str = "") -> None:
    phone = visitor(screen=SMALL_PHONE).opens(address).reads("rien n'est gardé de qui répond")
    phone.answers(**{"r-h01": "oui_jy_participe", "r-h02": level, "r-h03": level, "r-h04": level})
    if words:
        phone.answers(**{"r-h12": words})
    phone.sends("Remettre mes réponses").reads("Vos réponses sont remises", "Rien ne dit qu'elles sont de vous")
    phone.context.close()


def typed_in(ines, sheets: int) -> None:
    ines.clicks("Saisir des feuilles de papier")
    for place in range(sheets):
        ines.answers(**{"r-h01": "non", "r-h02": 2 + place % 3, "r-h03": 4, "r-h04": 3}).sends("Garder cette feuille")


def test_three_answers_on_phones_and_paper_are_read_from_eleven_and_not_under(visitor):
    ines = visitor("Inès K.")
    address = prepared(ines, "Onze et plus")
    page = ines.page.url
    for level in (4, 5, 2):
        answered(visitor, address, level=level, words="Ouvrir le soir." if level == 5 else "")
    ines.opens(f"{page}resultats/").reads("Les résultats se lisent une fois les réponses comptées")
    ines.opens(page)
    typed_in(ines, 9)
    ines.opens(page).sends("Compter les réponses").clicks("Voir les résultats")
    ines.reads("12 réponses, pour 40 personnes", "3 sur 12 (25 %)", "Ouvrir le soir.")

    address = prepared(ines, "Moins de onze")
    page = ines.page.url
    for level in (4, 5):
        answered(visitor, address, level=level, words="Un mot qui resterait seul.")
    typed_in(ines, 8)
    ines.opens(page).sends("Compter les réponses").clicks("Voir les résultats")
    ines.reads("10 réponses, pour 40 personnes", "en dessous de 11, rien n'est montré")
    assert "Un mot qui resterait seul." not in ines.page.content()
    late = visitor(screen=SMALL_PHONE)
    late.page.goto(address)
    late.reads("Cette enquête est terminée")
