"""What a reasonable sceptic would try: names written otherwise, roles that one person holds, addresses in words."""

import pytest

from levain.capitalisation import identifying
from tests.territories.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
KNOWN = identifying.Known(
    frozenset({"Odile Perrin", "Anne-Laure Bertrand", "Jean-Pierre Roy", "André Martin", "Frédérique Vial"}),
    frozenset({"Plombières-les-Bains", "Vosges"}),
    frozenset({"Syndicat mixte du Pays"}),
    frozenset({"De jardin en jardin"}),
)


def marks(text):
    return identifying.in_paraphrase(text, KNOWN, original="Autre chose.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("odile nous a ouvert", "person"),
        ("ODILE nous a ouvert", "person"),
        ("Odilé nous a ouvert", "person"),
        ("anne-laure nous a ouvert", "person"),
        ("On a vu jean pierre au lavoir", "person"),
        ("C'est O.P. qui a ouvert", "person"),
        ("C'est A.-L. B. ou O. P. qui a ouvert", "person"),
        ("Dédé nous a ouvert", "person"),
        ("L'édile a refusé", "office"),
        ("La première magistrate a refusé", "office"),
        ("Une conseillère municipale a refusé", "office"),
        ("Le sous-préfet a refusé", "office"),
        ("La maîtresse d'école a refusé", "office"),
        ("Écrivez à odile.p [at] exemple.fr", "contact"),
        ("Écrivez à contact arobase exemple point fr", "contact"),
        ("Appelez le zéro six douze", "contact"),
        ("On habite 3 rue des Lilas", "contact"),
        ("Voyez www.exemple.fr", "contact"),
        ("Ici, jardin en jardin, on sème", "project"),
        ("À plombieres, on attend", "place"),
    ],
)
def test_what_names_somebody_written_otherwise_is_to_be_taken_out(text, kind):
    found = [mark for mark in marks(text) if mark.kind == kind]

    assert found
    assert all(mark.never for mark in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fred nous a ouvert", "like_a_name"),
        ("Nono nous a ouvert", "like_a_name"),
        ("Mme P. nous a ouvert", "like_a_name"),
        ("Le boulanger du village a prêté son four", "role"),
        ("La seule infirmière du canton est venue", "role"),
        ("Mon mari a prêté son camion", "role"),
        ("La DDT est venue deux fois", "service"),
        ("Une Vosgienne l'a dit", "people_of"),
        ("Les Plombinois attendent", "people_of"),
        ("C'était le douze mai", "date"),
        ("C'était mardi dernier", "date"),
        ("C'était au printemps 2021", "date"),
        ("Il a fallu trois cents euros", "figure"),
    ],
)
def test_what_may_be_one_person_is_for_its_reader_to_judge(text, kind):
    found = [mark for mark in marks(text) if mark.kind == kind]

    assert found
    assert not any(mark.never for mark in found)


@pytest.mark.parametrize(
    "text",
    [
        "L'accès au lieu tenait à peu de chose.",
        "Les personnes qui viennent le soir apprennent à réparer ensemble.",
        "Le plus difficile a été de trouver un bâtiment qui ferme bien.",
        "On a commencé petit, puis on a compris qu'il fallait du temps.",
        "Les habitants du bourg et ceux des hameaux ne demandent pas la même aide.",
        "La place du village sert à tout le monde, la salle aussi.",
    ],
)
def test_plain_sentences_identify_nobody(text):
    assert marks(text) == []


def test_an_ordinary_word_that_is_also_a_name_names_nobody_in_a_quotation():
    stone = identifying.somebody_else("On a posé une grosse pierre devant un petit mur blanc.", KNOWN)

    assert stone == []
    assert identifying.somebody_else("On a vu Pierre devant le mur.", KNOWN) != []


def test_her_own_name_her_initials_and_her_nickname_are_hers_to_say():
    said = "Moi, odile, O.P. pour les intimes, je l'ai fait."

    assert identifying.somebody_else(said, KNOWN, own="Odile Perrin") == []
    assert [mark.words for mark in identifying.somebody_else("Moi, Dédé, André.", KNOWN, own="André Martin")] == []


@pytest.mark.parametrize("name", ["Vallouise", "Pelvoux"])
def test_the_former_names_of_a_commune_are_places(name):
    TerritoryFactory(name=name, kind="former", successor=TerritoryFactory(name="Vallouise-Pelvoux"))

    assert [mark.words for mark in marks(f"À {name}, on attend.") if mark.kind == "place"] == [name]


@pytest.mark.parametrize(
    "text", ["A." * 2000, "le " * 2000, "zéro " * 1500, "mille " * 1500, "a@" * 2000, "Dédé" * 1000]
)
def test_hostile_texts_are_read_quickly(text):
    marks(text)
