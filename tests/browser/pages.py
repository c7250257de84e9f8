"""The pages of the walk, each in the fullest state the demonstration has of it, and what kind of page it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.browser.visitor import Visitor

READ, LIST, DOCUMENT = "read or filled in", "list or dashboard", "a whole document"
BEARER, ADVISER, LEAD, STATE = "Renée R.", "Inès K.", "Marc D.", "Hélène S."
PROJECT, COHORT = "/espace/projets/plombieres/", "2020-2021"
NEEDS, NEED, NEW_NEED = f"{PROJECT}besoins/", "Ouvrir la petite salle", "Que ceux qui arrivent"
HERS = "8 décembre 2021"
SEMINAR = f"/espace/seminaires/{COHORT}-seminaire-2/"
LEARNING = f"/espace/capitalisation/{COHORT}/"


@dataclass(frozen=True)
class Place:
    """A page; with `to`, the one behind the first link whose address or words hold it; then `then` at its address."""

    name: str
    path: str
    to: str = ""
    then: str = ""
    kind: str = READ
    light: bool = False

    def reached_by(self, visitor: Visitor) -> str:
        if not self.to:
            return self.path
        visitor.page.goto(self.path)
        links = visitor.page.locator(
            f"main a[href*='{self.to}']" if "/" in self.to else f"main a:has-text('{self.to}')"
        )
        assert links.count(), f"{self.path} leads to no {self.to}"
        return links.first.get_attribute("href").partition("?")[0].partition("#")[0] + self.then


# `light` stands for EcoIndex A: home, call, public project page, logbook, steps of a single question.
PLACES: dict[str, list[Place]] = {
    "": [
        Place("home", "/", kind=LIST, light=True),
        Place("public projects", "/projets/", kind=LIST),
        Place("public project", "/projets/plombieres/", light=True),
        Place("write to a team", "/projets/plombieres/ecrire/", light=True),
        Place("follow a project", "/projets/plombieres/suivre/", light=True),
        Place("seasons", "/sessions/"),
        Place("season", f"/sessions/{COHORT}/"),
        Place("calls", "/appels/", kind=LIST),
        Place("call", "/appels/", "/appels/", light=True),
        Place("sign in", "/connexion/", kind=LIST),
        Place("report", f"/rapports/{COHORT}/", kind=DOCUMENT),
        Place("accessibility", "/accessibilite/"),
    ],
    BEARER: [
        Place("bearer's first screen", "/espace/", kind=LIST),
        Place("project", PROJECT, kind=LIST),
        Place("needs", NEEDS, kind=LIST),
        Place("state a need", f"{PROJECT}besoins/nouveau/"),
        Place("need", NEEDS, NEED, kind=LIST),
        Place("answer a proposal", NEEDS, NEED, then="=>/propositions/", light=True),
        Place("tell what came of it", NEEDS, NEED, then="clore/"),
        Place("logbook", f"{PROJECT}carnet/", kind=LIST, light=True),
        Place("write a note", f"{PROJECT}carnet/ecrire/", light=True),
        Place("a note of hers", f"{PROJECT}carnet/", HERS),
        Place("change the readers", f"{PROJECT}carnet/", HERS, then="lecteurs/"),
        Place("withdraw a note", f"{PROJECT}carnet/", HERS, then="retirer/"),
        Place("notes to print", f"{PROJECT}carnet/?imprimer=1", kind=DOCUMENT),
        Place("state of the public page", f"{PROJECT}page/"),
        Place("choose what the public page shows", f"{PROJECT}page/choisir/"),
        Place("messages of neighbours", f"{PROJECT}messages/"),
        Place("actions", f"{PROJECT}actions/", kind=LIST),
        Place("objectives", f"{PROJECT}objectifs/", kind=LIST),
        Place("objective", f"{PROJECT}objectifs/?objectif=1", kind=LIST),
        Place("rate", "/espace/objectifs/1/evaluer/fin/", light=True),
        Place("score", f"{PROJECT}objectifs/score/", kind=LIST),
        Place("notices", "/espace/avis/", kind=LIST),
    ],
    ADVISER: [
        Place("adviser's first screen", "/espace/", kind=LIST),
        Place("cohort", f"/espace/sessions/{COHORT}/", kind=LIST),
        Place("propose supports", NEEDS, NEED, then="proposer/", kind=LIST),
        Place("ask a State service", NEEDS, NEED, then="orienter/"),
        Place("catalogue", "/espace/supports/", kind=LIST),
        Place("support", "/espace/supports/", "/espace/supports/"),
        Place("note", f"{PROJECT}carnet/", HERS),
        Place("write an objective", f"{PROJECT}objectifs/nouveau/"),
        Place("seminars", "/espace/seminaires/", kind=LIST),
        Place("seminar", SEMINAR, kind=LIST),
        Place("new seminar", "/espace/seminaires/nouveau/"),
        Place("running order", f"{SEMINAR}deroule/", kind=LIST),
        Place("registrations", f"{SEMINAR}inscriptions/", kind=LIST),
        Place("activity", SEMINAR, "/ateliers/", kind=LIST),
        Place("what a cohort teaches", LEARNING, kind=LIST),
        Place("evidence", LEARNING, "/espace/preuves/"),
        Place("sort evidence", LEARNING, "/espace/preuves/", then="constat/"),
        Place("finding", LEARNING, "/espace/constats/"),
        Place("write a finding", f"{LEARNING}constats/nouveau/"),
        Place("lesson", LEARNING, "/espace/lecons/"),
        Place("write a lesson", f"{LEARNING}lecons/nouvelle/"),
        Place("lead", LEARNING, "/espace/pistes/"),
        Place("write a lead", f"{LEARNING}pistes/nouvelle/"),
        Place("begin a report", f"{LEARNING}rapports/nouveau/"),
    ],
    LEAD: [
        Place("national team's first screen", "/espace/", kind=LIST),
        Place("compose", f"/espace/rapports/{COHORT}/", kind=LIST),
    ],
    STATE: [
        Place("State agent's first screen", "/espace/", kind=LIST),
        Place("reply", NEEDS, NEED, then="=>/orientations/", light=True),
    ],
}


def each_reached(visitor, **screen) -> Iterator[tuple[Visitor, Place, str]]:
    """Every place, reached by who may; the pages between are not looked at."""
    for name, places in PLACES.items():
        person = visitor(name, **screen)
        for place in places:
            yield person, place, person_reaches(person, place)


def person_reaches(person: Visitor, place: Place) -> str:
    if not place.then.startswith("=>"):
        return place.reached_by(person)
    middle = Place(place.name, place.path, place.to).reached_by(person)
    return Place(place.name, middle, place.then.removeprefix("=>")).reached_by(person)
