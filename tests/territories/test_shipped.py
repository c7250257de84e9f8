"""What ships: the whole country, on known places."""

import pytest

from levain.territories.finding import meant_by
from levain.territories.models import Containment, Territory

pytestmark = [pytest.mark.usefixtures("france"), pytest.mark.xdist_group("france")]


def above(code, kind="commune"):
    place = Territory.objects.get(kind=kind, code=code)
    return {(outer.kind, outer.code) for outer in Territory.objects.containing(place).exclude(pk=place.pk)}


def test_the_country_is_whole():
    counts = {kind: Territory.objects.filter(kind=kind).count() for kind in Territory.Kind.values}

    assert counts == {
        "country": 1,
        "region": 26,
        "department": 109,
        "epci": 1255,
        "commune": 34969,
        "former": 4750,
        "perimeter": 0,
    }
    assert Containment.objects.filter(outer__kind="country").count() == 41110


@pytest.mark.parametrize(
    ("commune", "department", "region", "epci"),
    [
        ("79174", "79", "75", "200069755"),
        ("92073", "92", "11", "200054781"),
        ("97411", "974", "04", "249740119"),
        ("2A004", "2A", "94", "242010056"),
    ],
)
def test_communes_lie_where_they_should(commune, department, region, epci):
    assert above(commune) == {("department", department), ("region", region), ("epci", epci), ("country", "FR")}


def test_an_overseas_collectivity_has_its_communes():
    assert above("98818") == {("department", "988"), ("region", "988"), ("country", "FR")}


def test_a_former_commune_is_known_by_its_name_and_its_code():
    assert above("05175", "former") >= {("commune", "05101"), ("department", "05"), ("region", "93")}
    assert [place.label for place in meant_by("Vallouise").communes] == ["Vallouise-Pelvoux (05)"]
    assert [place.label for place in meant_by("05175").communes] == ["Vallouise-Pelvoux (05)"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Melle (79)", "79174"),
        ("melle 79500", "79174"),
        ("Melle, Deux-Sèvres", "79174"),
        ("MELLE (Deux Sevres)", "79174"),
        ("79174", "79174"),
        ("  Suresnes ", "92073"),
        ("92150", "92073"),
        ("St-Denis (974)", "97411"),
        ("saint denis 93", "93066"),
        ("Ajaccio (2A)", "2A004"),
        ("2a004", "2A004"),
        ("Plombières-les-Bains", "88351"),
        ("vallouise pelv", "05101"),
        ("Bors (Canton de Charente-Sud) (16)", "16053"),
        ("L'Haÿ-les-Roses", "94038"),
        ("l hay les roses", "94038"),
        ("Melle", "79174"),
        ("Mellé", "35174"),
    ],
)
def test_what_people_type_means_one_commune(typed, code):
    assert [place.code for place in meant_by(typed).communes] == [code]


@pytest.mark.parametrize("typed", ["Saint-Denis", "79500", "Saint-Bonnet (42)", "Saint-Bonnet-le"])
def test_what_may_mean_several_communes_means_several(typed):
    assert len(meant_by(typed).communes) > 1


@pytest.mark.parametrize(
    "typed", ["", "   ", "Zzyzx", "Melle (92)", "99999", "%", "_", "'; --", "\x00", "x" * 5000, "("]
)
def test_what_means_nothing_means_nothing(typed):
    assert meant_by(typed).communes == []


def test_the_exact_name_comes_first_then_the_most_populated():
    found = [place.label for place in Territory.objects.find("saint denis")[:3]]
    assert found[:2] == ["Saint-Denis (974)", "Saint-Denis (93)"]
    assert Territory.objects.find("sures")[0].code == "92073"


def test_a_search_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [place.label for place in Territory.objects.find("vallouise")]
