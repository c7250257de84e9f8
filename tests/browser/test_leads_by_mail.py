import re

import pytest

from tests.browser.test_reply_by_mail import the_mail


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
