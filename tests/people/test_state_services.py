import pytest

from levain.people.models import Organisation
from levain.people.state_services import ARTICLES, COAST, make_state_services
from levain.territories.models import Containment, Territory

DEPARTMENTS = {
    "01": "Ain", "05": "Hautes-Alpes", "15": "Cantal", "27": "Eure", "2A": "Corse-du-Sud", "34": "Hérault",
    "37": "Indre-et-Loire", "42": "Loire", "49": "Maine-et-Loire", "75": "Paris", "79": "Deux-Sèvres",
    "84": "Vaucluse", "88": "Vosges", "90": "Territoire de Belfort", "92": "Hauts-de-Seine",
    "93": "Seine-Saint-Denis",
    "94": "Val-de-Marne", "971": "Guadeloupe", "973": "Guyane", "974": "La Réunion", "976": "Mayotte",
}  # fmt: skip


@pytest.fixture
def departments():
    regions = {
        code: Territory.objects.create(kind="region", code=code, name=name)
        for code, name in (("11", "Île-de-France"), ("44", "Grand Est"), ("04", "La Réunion"))
    }
    places = {
        code: Territory.objects.create(kind="department", code=code, name=name) for code, name in DEPARTMENTS.items()
    }
    for region, department in (("11", "92"), ("11", "75"), ("44", "88"), ("04", "974")):
        Containment.objects.create(outer=regions[region], inner=places[department])
    return places


def names(**kept):
    return set(Organisation.objects.filter(kind="state_service", **kept).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("01", "DDT de l'Ain"),
        ("05", "DDT des Hautes-Alpes"),
        ("15", "DDT du Cantal"),
        ("27", "DDTM de l'Eure"),
        ("2A", "DDTM de la Corse-du-Sud"),
        ("34", "DDTM de l'Hérault"),
        ("37", "DDT d'Indre-et-Loire"),
        ("42", "DDT de la Loire"),
        ("49", "DDT de Maine-et-Loire"),
        ("75", "Unité départementale de la DRIEAT de Paris"),
        ("79", "DDT des Deux-Sèvres"),
        ("84", "DDT de Vaucluse"),
        ("88", "DDT des Vosges"),
        ("90", "DDT du Territoire de Belfort"),
        ("92", "Unité départementale de la DRIEAT des Hauts-de-Seine"),
        ("93", "Unité départementale de la DRIEAT de la Seine-Saint-Denis"),
        ("94", "Unité départementale de la DRIEAT du Val-de-Marne"),
        ("971", "DEAL de Guadeloupe"),
        ("973", "DGTM de Guyane"),
        ("974", "DEAL de La Réunion"),
        ("976", "DEAL de Mayotte"),
    ],
)
def test_each_department_has_its_service(departments, code, name):
    make_state_services()

    assert names(territories__code=code, territories__kind="department") == {name}


def test_each_metropolitan_region_has_its_service_and_overseas_has_one_for_both(departments):
    make_state_services()

    assert names(territories__kind="region") == {"DRIEAT Île-de-France", "DREAL Grand Est", "DEAL de La Réunion"}
    assert Organisation.objects.filter(general_knowledge=True, fictional=False).count() == len(DEPARTMENTS) + 2


def test_making_them_twice_makes_none_and_keeps_what_was_corrected(departments):
    make_state_services()
    Organisation.objects.filter(service="DDT", territories__code="79").update(name="DDT 79")

    assert make_state_services() == 0
    assert names(territories__code="79") == {"DDT 79"}


def test_making_them_costs_the_same_for_any_number(departments, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        make_state_services()


def test_without_territories_there_is_nothing_to_make():
    assert make_state_services() == 0


def test_every_department_has_an_article():
    metropolitan = {f"{n:02d}" for n in range(1, 96) if n != 20} | {"2A", "2B"}

    assert set(ARTICLES) == metropolitan | {"971", "972", "973", "974", "976"}
    assert COAST.issubset(metropolitan)
