import re
import time

import pytest

from tests.browser.visitor import box_said, tick

ASKED = "Qui peut nous prêter un plan des réseaux ?"


@pytest.mark.xdist_group("keyboard")
def test_a_state_agent_replies_from_the_mail_without_signing_in_and_once_only(visitor, house):
    house.mails_to("")
    adviser = visitor("Inès K.").opens("/espace/projets/vallouise/besoins/")
    adviser.clicks("Que le projet tienne").clicks("Interroger un service de l’État")
    tick(box_said(adviser.page, "service", "Hautes-Alpes"))
    adviser.answers(question=ASKED, hoped_by="2030-01-15").sends("Envoyer la question").reads(ASKED)

    letter = the_mail(house, to="nadia.h@", saying="DDT des Hautes-Alpes")
    link = re.search(r"http://\S+/reponses/\S+", letter).group().rstrip(".)>")

    agent = visitor().opens(link).reads(ASKED)
    agent.answers(name="Nadia H.", choice="reply", text="Le plan est en mairie, nous vous l'envoyons lundi.")
    agent.sends("Envoyer ma réponse").reads("Votre réponse est enregistrée")
    agent.opens(link).reads("Vous avez déjà répondu avec ce lien")
    adviser.page.reload()
    adviser.reads("Le plan est en mairie, nous vous l'envoyons lundi.", "Hautes-Alpes")


def the_mail(house, *, to: str, saying: str, seconds: float = 30) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for mail in house.mails_to(to):
            text = mail.get_body(("plain",)).get_content()
            if saying in " ".join(text.split()):
                return text
        time.sleep(0.3)
    raise AssertionError(f"No mail to {to} says {saying!r}")
