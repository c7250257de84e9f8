import pytest

from levain.territories.folding import fold
from levain.territories.models import Territory


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("  SAINT-ÉTIENNE  ", "saint etienne"),
        ("St Denis", "saint denis"),
        ("Ste-Foy", "sainte foy"),
        ("Est", "est"),
        ("\x00 -- '", ""),
    ],
)
def test_names_are_compared_as_people_type_them(typed, folded):
    assert fold(typed) == folded


def test_a_territory_saved_under_a_new_name_is_found_by_it():
    place = Territory.objects.create(kind="perimeter", code="p", name="Vallée")
    place.name = "Plaine de l'Est"
    place.save(update_fields=["name"])
    place.refresh_from_db()

    assert place.folded == "plaine de l est"
