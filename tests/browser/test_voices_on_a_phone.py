"""A quoted person decides of her words from the letter, on a small phone, without an account nor scripts."""

import re
import time

import pytest

BOARD = "/espace/capitalisation/2020-2021/accords/"
SMALL_PHONE = {"width": 360, "height": 640}
HERS = "Le plan des tuyaux est fini, en trois couleurs."


@pytest.mark.xdist_group("phone")
def test_she_chooses_other_words_refuses_then_changes_her_mind_and_the_team_sees_it(visitor, house):
    house.mails_to("")
    adviser = visitor("Inès K.").opens(f"{BOARD}?etat=attente").clicks("Renvoyer")
    regis = visitor(screen=SMALL_PHONE, scripts=False).opens(link_in_the_last_mail(house, "regis.b@"))
    regis.reads("on vous reconnaîtra", "ne pas répondre n’est pas accepter")

    first, second = (f"#{one.get_attribute('id')}" for one in regis.page.locator("article.voice").all()[:2])
    regis.opens_up("Choisir mes propres mots")
    regis.page.locator(f"{first} textarea").fill(HERS)
    regis.clicks("Garder mes mots", within=first).reads(HERS, "Vous avez choisi d’autres mots", within=first)
    regis.clicks("Je refuse", within=second).reads("Vous avez refusé", within=second)
    regis.clicks("Je suis d’accord", within=second).reads("Vous êtes d’accord", within=second)

    adviser.opens(f"{BOARD}?etat=mots").reads(HERS)
    adviser.opens(BOARD)
    assert not adviser.page.get_by_text("Demandé, sans réponse").count()


def link_in_the_last_mail(house, to: str, seconds: float = 30) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for mail in reversed(house.mails_to(to)):
            found = re.search(re.escape(house.address) + r"/propos/\S+", mail.get_body(("plain",)).get_content())
            if found:
                return found.group()
        time.sleep(0.3)
    raise AssertionError(f"No mail to {to} opens her words")
