"""The main tasks with Tab, Space, Enter and the arrows of a group of buttons, and nothing else."""

import pytest

from tests.browser.visitor import Visitor, plain

pytestmark = pytest.mark.xdist_group("keyboard")
SEEN = """() => {
    const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
    const label = here.labels && here.labels[0];
    const drawn = style.outlineStyle !== "none" || label && (getComputedStyle(label).outlineStyle !== "none"
        || getComputedStyle(label, "::before").outlineStyle !== "none");
    return {drawn, width: box.width, height: box.height, words: here.textContent + " " + (here.value || ""),
        name: here.name || "", id: here.id, value: here.value || "", kind: here.tagName + " " + (here.type || "")};
}"""


class Keys:
    """Hands on a keyboard: where the focus goes is always seen."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def reaches(self, wanted, *, within: int = 90) -> dict:
        """Tabs until the focus stands on what is wanted."""
        met = []
        for _step in range(within):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(SEEN)
            met.append(plain(here["words"])[:40] or here["name"])
            if here["kind"].strip() != "BODY" and wanted(here):
                assert here["drawn"], f"the focus on {met[-1]!r} is not seen"
                return here
        raise AssertionError(f"{self.page.url}: not reached by Tab among {met}")

    def goes_to(self, label: str) -> None:
        self.reaches(lambda here: plain(label) in plain(here["words"]) and here["kind"].split()[0] in ("A", "BUTTON"))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.visitor.looks()

    def types(self, name: str, text: str) -> None:
        self.reaches(lambda here: here["name"] == name)
        self.page.keyboard.type(text)

    def chooses(self, name: str, value: str) -> None:
        """A group of round buttons is one stop; the arrows choose."""
        here = self.reaches(lambda here: here["name"] == name)
        self.page.keyboard.press("Space")
        for _step in range(12):
            if self.page.evaluate(SEEN)["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{here['name']} never takes {value!r}")


def test_a_need_is_stated_by_keyboard(visitor):
    solange = visitor("Solange P.").opens("/espace/")
    keys = Keys(solange)
    keys.goes_to("Demander un coup de main")
    keys.types("in_my_words", "Un robinet près des parcelles.")
    keys.goes_to("le projet, collectivité comprise")
    solange.reads("Un robinet près des parcelles.")


def test_a_note_is_written_by_keyboard(visitor):
    solange = visitor("Solange P.").opens("/espace/")
    keys = Keys(solange)
    keys.goes_to("Écrire dans le carnet")
    keys.types("text", "Le portail est repeint.")
    keys.goes_to("Écrire pour le projet")
    solange.reads("Le portail est repeint.")


def test_an_objective_is_rated_by_keyboard(visitor):
    nadege = visitor("Nadège L.").opens("/espace/objectifs/4/evaluer/fin/")
    keys = Keys(nadege)
    keys.chooses("level", "0")
    keys.reaches(lambda here: here["name"] == "reason")
    nadege.page.keyboard.press("Control+A")
    nadege.page.keyboard.type("Compté en juin : onze parcelles tenues.")
    keys.goes_to("Enregistrer ce niveau")
    nadege.opens("/espace/projets/melle/objectifs/?objectif=4").reads("Compté en juin : onze parcelles tenues.")


def test_the_state_replies_by_keyboard(visitor):
    helene = visitor("Hélène S.").opens("/espace/")
    keys = Keys(helene)
    keys.goes_to("Répondre à")
    keys.types("reply", "Oui, avec une ouverture jusqu'à vingt-deux heures.")
    keys.goes_to("Envoyer la réponse")
    helene.reads("Oui, avec une ouverture jusqu'à vingt-deux heures.")


def test_the_first_tab_leads_past_the_menus(visitor):
    renee = visitor("Renée R.").opens("/espace/")
    renee.page.keyboard.press("Tab")
    assert plain(renee.page.evaluate(SEEN)["words"]).strip() == "aller au contenu"
    renee.page.keyboard.press("Enter")
    assert renee.page.evaluate(SEEN)["id"] == "content"
