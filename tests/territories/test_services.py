import gzip
import re

import pytest

from levain.territories import services
from levain.territories.models import Containment, Territory
from tests.territories.conftest import SMALL


def containing(place):
    return {(outer.kind, outer.code) for outer in Territory.objects.containing(place)}


def test_every_territory_lies_in_those_above_it_and_in_itself(small, place):
    assert containing(place("commune", "79174")) == {
        ("commune", "79174"),
        ("epci", "200069755"),
        ("department", "79"),
        ("region", "75"),
        ("country", "FR"),
    }
    assert containing(place("country", "FR")) == {("country", "FR")}


def test_an_intermunicipality_astride_two_departments_lies_only_in_the_region(small, place):
    assert containing(place("epci", "241700000")) == {("epci", "241700000"), ("region", "75"), ("country", "FR")}
    assert ("department", "79") in containing(place("epci", "200069755"))


def test_a_former_commune_lies_where_its_successor_lies(small, place):
    former = place("former", "05175")

    assert former.current.name == "Vallouise-Pelvoux"
    assert containing(former) == containing(former.current) | {("former", "05175")}


def test_communes_within_a_department_are_those_of_today(small, place):
    inside = Territory.objects.within(place("department", "79")).communes()

    assert sorted(inside.values_list("name", flat=True)) == ["Bressuire", "Melle"]


def test_containment_is_asked_in_one_query(small, place, django_assert_num_queries):
    melle, poitiers = place("commune", "79174"), place("commune", "86194")

    with django_assert_num_queries(1):
        assert len(Territory.objects.containing(melle, poitiers)) == 8


def test_loading_twice_adds_and_changes_nothing(small):
    links = set(Containment.objects.values_list("pk", "outer", "inner"))

    report = services.load_territories(path=small)

    assert (report.created, report.updated, report.unchanged, report.containments) == (0, 0, 14, 0)
    assert set(Containment.objects.values_list("pk", "outer", "inner")) == links


def test_a_newer_file_updates_names_and_populations(small, table, place):
    before = place("commune", "79174").pk
    report = services.import_communes(table("commune,79174,Melle-la-Neuve,75,79,200069755,79500,6000"))

    melle = place("commune", "79174")
    assert (report.created, report.updated, report.written) == (0, 1, True)
    assert (melle.pk, melle.name, melle.folded, melle.population) == (
        before,
        "Melle-la-Neuve",
        "melle la neuve",
        6000,
    )


def test_a_commune_that_changes_intermunicipality_leaves_the_first(small, table, place):
    services.import_communes(table("commune,79174,Melle,75,79,241700000,79500,5752"))

    assert ("epci", "200069755") not in containing(place("commune", "79174"))
    assert ("epci", "241700000") in containing(place("former", "79110"))


def test_a_commune_merged_since_becomes_a_former_one_and_keeps_its_row(small, table, place):
    bressuire = place("commune", "79049")

    services.import_communes(table("former,79049,Bressuire,,,,,,,,79174"))

    bressuire.refresh_from_db()
    assert (bressuire.kind, bressuire.successor.name) == ("former", "Melle")
    assert ("epci", "241700000") not in containing(bressuire)


def test_what_a_merged_commune_had_taken_over_follows_it(small, table, place):
    services.import_communes(table("former,79174,Melle,,,,,,,,79049"))

    assert place("former", "79110").successor.name == "Bressuire"


def test_a_perimeter_keeps_what_it_contains(small, place):
    perimeter = Territory.objects.create(kind="perimeter", code="p1", name="Vallée")
    Containment.objects.create(outer=perimeter, inner=place("commune", "05101"))

    services.load_territories(path=small)

    assert perimeter in Territory.objects.containing(place("commune", "05101"))


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(table):
    report = services.import_communes(table(SMALL), dry_run=True)

    assert (report.created, report.errors, report.written) == (14, [], False)
    assert not Territory.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("village,1,X", "village"),
        ("commune,7917,Melle,75,79", "7917"),
        ("commune,79174,,75,79", "200"),
        ("commune,79174," + "M" * 201 + ",75,79", "200"),
        ("commune,79174,Melle", "r[ée]gion"),
        ("commune,79174,Melle,75,99", "99"),
        ("commune,79174,Melle,75,79,,7950", "postcode|postaux"),
        ("commune,79174,Melle,75,79,,79500,many", "many"),
        ("commune,79174,Melle,75,79,,79500,-4", "-4"),
        ("commune,79174,Melle,75,79,,79500,4,nan,46", "nan"),
        ("commune,79174,Melle,75,79,,79500,4,200,46", "200"),
        ("former,05175,Vallouise", "succ"),
        ("former,05175,Vallouise,,,,,,,,99999", "99999"),
        ("commune,86194,Poitiers,75,86\ncommune,86194,Poitiers,75,86", "3"),
        ("commune,79174,Melle,75,79,,,,,,,,,extra", "11"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(small, table, row, reason):
    before = list(Territory.objects.order_by("pk").values())

    report = services.import_communes(table("commune,79049,Renamed,75,79\n" + row))

    assert len(report.errors) == 1
    assert report.errors[0].line == 2 + len(row.splitlines())
    assert re.search(reason, report.errors[0].reason), report.errors[0].reason
    assert not report.written
    assert list(Territory.objects.order_by("pk").values()) == before


def test_each_bad_row_is_reported_in_order(small, table):
    report = services.import_communes(table("commune,1,X,75,79\nregion,75,Nouvelle-Aquitaine\ncommune,2,Y,75,79"))

    assert [error.line for error in report.errors] == [2, 4]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,code\nMelle,79174\n",
        b"\xff\xfe\x00",
        b"\x1f\x8bnot a whole archive",
        gzip.compress(b"x" * 900, mtime=0)[:20],
    ],
)
def test_a_file_that_is_no_table_of_territories_is_refused(tmp_path, content):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    report = services.import_communes(path)

    assert [error.line for error in report.errors] == [1]


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(services.BadFile):
        services.load_territories(path=tmp_path / "nowhere.csv")


def test_a_file_saved_by_a_spreadsheet_is_read(table):
    path = table(SMALL)
    path.write_text("\ufeff" + path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")

    assert services.import_communes(path).created == 14
