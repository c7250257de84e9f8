import re

import pytest

from tests.browser.test_reply_by_mail import the_mail


@pytest.mark.xdist_group("keyboard")
def test_a_lead_is_sent_let_go_answered_from_the_mail_and_followed(visitor, house):
    house.mails_to("")
    marc = visitor("Marc D.").opens("/espace/capitalisation/2020-2021/")
    marc.clicks("Une année, puis une deuxième plus légère").clicks("Envoyer la piste à son destinataire")
    marc.answers(to="Le bureau des sessions", email="bureau@example.org").sends("Préparer la lettre")
    marc.reads("La lettre attend dans les courriers de la session", "Le bureau des sessions")
    marc.opens("/espace/sessions/2020-2021/courriers/").clicks("Une piste vous est adressée : Une année")
    marc.clicks("La laisser partir")

    letter = the_mail(house, to="bureau@", saying="Une année, puis une deuxième plus légère")
    link = re.search(r"http://\S+/reponses/\S+", letter).group().rstrip(".)>")
    desk = visitor().opens(link).reads("Que répondez-vous à cette piste")
    desk.answers(choice="in_part", text="Une demi-année d'abord.", name="Zoé L.").sends("Envoyer ma réponse")
    desk.opens(link).reads("Vous avez déjà répondu avec ce lien")

    marc.opens("/espace/capitalisation/2020-2021/").clicks("Une année, puis une deuxième plus légère")
    marc.reads("Une demi-année d'abord.", "Zoé L., Le bureau des sessions", "Réponses précédentes")
    marc.clicks("Noter une suite").answers(state="done", text="Une demi-année est ouverte.", proof="Note du 3 mai")
    marc.sends("Enregistrer").reads("Une demi-année est ouverte.", "Note du 3 mai")


@pytest.mark.xdist_group("keyboard")
def test_what_comes_back_becomes_a_draft_and_somebody_without_an_account_reads_it_before(visitor, house):
    house.mails_to("")
    ines = visitor("Inès K.").opens("/espace/capitalisation/2020-2021/recurrences/")
    ines.clicks("En faire un constat à écrire").reads("Il reste à juger", "brouillon")

    ines.opens("/espace/capitalisation/2020-2021/relectures/nouvelle/")
    ines.answers(title="Une dernière lecture", until="2099-01-31")
    ines.page.locator("label", has_text="Un rôle, deux noms, une clé à code").first.click()
    ines.sends("Enregistrer").clicks("Inviter à relire")
    ines.answers(addresses="Jeanne Roy jeanne@example.org").sends("Enregistrer").reads("Jeanne Roy")
    ines.opens("/espace/sessions/2020-2021/courriers/").clicks("À relire avant publication : Une dernière lecture")
    ines.clicks("La laisser partir")

    letter = the_mail(house, to="jeanne@", saying="Aucun compte")
    link = re.search(r"http://\S+/relectures/\S+", letter).group().rstrip(".)>")
    jeanne = visitor().opens(link).clicks("Un rôle, deux noms, une clé à code")
    jeanne.answers(stance="contest", text="Chez nous, un seul nom suffit.").sends("Enregistrer ma remarque")
    jeanne.reads("Chez nous, un seul nom suffit.", "pas encore de réponse")

    ines.opens("/espace/capitalisation/2020-2021/relectures/").clicks("Une dernière lecture")
    ines.clicks("Répondre à cette remarque").answers(text="Nous l'écrivons.").sends("Répondre à cette remarque")
    jeanne.page.reload()
    jeanne.reads("Nous l'écrivons.")
