import json
from datetime import date

import pytest

from levain.foundation import outside
from levain.support.aides_territoires import format
from levain.support.aides_territoires.words import plain
from levain.support.models import Support
from levain.support.services.aides_territoires import import_aids
from levain.support.services.catalogue import rank
from levain.territories.models import Territory
from tests.support.aides_server import TOKEN, aid, serving
from tests.territories.factories import TerritoryFactory


@pytest.fixture
def country():
    return TerritoryFactory(kind=Territory.Kind.COUNTRY, code="FR", name="France")


@pytest.fixture
def service(settings, country):
    with serving([aid(number) for number in range(1, 6)]) as running:
        settings.AIDES_TERRITOIRES = {"url": running.address, "token": TOKEN}
        yield running


def written(tmp_path, content):
    path = tmp_path / "aides.json"
    path.write_text(json.dumps(content) if not isinstance(content, str) else content)
    return path


def test_a_record_is_read_into_the_words_of_the_catalogue(tmp_path, country):
    report = import_aids(written(tmp_path, {"count": 1, "next": None, "results": [aid()]}))

    support = Support.objects.get()
    assert (report.created, report.errors) == (1, [])
    assert (support.slug, support.kind, support.recurrence) == ("aides-territoires-7", "financement", "ongoing")
    assert support.what_it_gives == "Une aide pour planter des haies.\n- Plants\n- Paillage"
    assert support.conditions == "Au moins 100 mètres.\nTaux de subvention : de 20 à 80 %."
    assert support.how_to_apply == "Écrire au service nature.\nhttps://example.org/haies/demande"
    assert support.themes == ["biodiversite_nature"]
    assert support.beneficiaries == ["collectivite", "association"]
    assert support.stages == ["emergence", "conception", "realisation"]
    assert support.closes == date(2030, 3, 31)
    assert list(support.territories.all()) == [country]
    assert "Licence Ouverte 2.0" in support.licence
    assert "https://aides-territoires.beta.gouv.fr/aides/" in support.source
    assert "2024-05-02" in support.source


def test_what_was_brought_answers_a_need(tmp_path, country):
    import_aids(written(tmp_path, [aid()]))

    assert [match.support.slug for match in rank("planter des haies", top=1)] == ["aides-territoires-7"]


def test_the_same_file_twice_changes_nothing(tmp_path, country):
    path = written(tmp_path, [aid()])
    import_aids(path)
    kept = Support.history.count()

    again = import_aids(path)

    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert Support.history.count() == kept


def test_what_staff_corrected_stays_as_they_wrote_it(tmp_path, country):
    import_aids(written(tmp_path, [aid()]))
    Support.objects.update(name="Haies, mode d'emploi", corrected=["name", "territories"])

    import_aids(
        written(tmp_path, [aid(date_updated="2024-06-01T00:00:00+02:00", name="Autre nom", contact="Appeler")])
    )

    support = Support.objects.get()
    assert support.name == "Haies, mode d'emploi"
    assert support.how_to_apply.startswith("Appeler")


def test_what_is_no_longer_live_is_retired_then_returns(tmp_path, country):
    import_aids(written(tmp_path, [aid()]))
    import_aids(written(tmp_path, [aid(is_live=False, date_updated="2024-06-01T00:00:00+02:00")]))
    assert Support.objects.get().retired_on
    assert not rank("planter des haies", top=1)

    import_aids(written(tmp_path, [aid(date_updated="2024-07-01T00:00:00+02:00")]))

    assert Support.objects.get().retired_on is None


def test_a_trial_writes_nothing(tmp_path, country):
    report = import_aids(written(tmp_path, [aid()]), dry_run=True)

    assert report.created == 1
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": None},
        {"id": True},
        {"name": "", "short_title": None},
        {"name": ["liste"]},
        {"date_updated": "hier", "date_created": None},
        {"date_updated": None, "date_created": None},
        {"submission_deadline": "31/03/2030"},
        {"targeted_audiences": "Communes"},
        {"loan_amount": -5},
        {"subvention_rate_upper_bound": "beaucoup"},
    ],
    ids=lambda wrong: next(iter(wrong.items())).__repr__(),
)
def test_one_bad_record_and_nothing_is_written(tmp_path, country, wrong):
    report = import_aids(written(tmp_path, [aid(1), aid(2, **wrong)]))

    assert len(report.errors) == 1
    assert "2" in str(report.errors[0])
    assert not Support.objects.exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", "{'a': 1}", '{"results": 3}', "[" * 100_000, "\x00\x01"])
def test_a_file_that_is_no_list_of_supports_says_so(tmp_path, content):
    report = import_aids(written(tmp_path, content))

    assert len(report.errors) == 1
    assert not Support.objects.exists()


def test_hostile_words_become_plain_words():
    said = plain(
        "<script>alert(1)</script><p onclick=x>Aide&nbsp;<img src=x onerror=alert(2)>utile</p><style>p{}</style>"
    )

    assert said == "Aide utile"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://[::1", "https://a b.fr/", "file:///etc/passwd", "//x"]
)
def test_an_address_that_is_not_of_the_web_is_left_out(address):
    read = format.read(aid(origin_url=address, application_url=address))

    assert read.fields["url"].startswith("https://aides-territoires.beta.gouv.fr/")
    assert address not in read.fields["how_to_apply"]


def test_an_unknown_licence_is_said():
    assert "inconnue" in format.read(aid(import_share_licence="unknown")).fields["licence"]


def test_a_name_borne_by_two_territories_is_left_to_a_person(tmp_path, country):
    for code in ("93066", "97411"):
        TerritoryFactory(kind=Territory.Kind.COMMUNE, code=code, name="Saint-Denis")

    report = import_aids(written(tmp_path, [aid(perimeter="Saint-Denis", perimeter_scale="commune")]))

    assert not Support.objects.get().territories.exists()
    assert "Saint-Denis" in report.notes[0]


def test_the_service_is_read_page_after_page_with_the_token_of_the_day(service):
    report = import_aids()

    assert (report.created, report.errors) == (5, [])
    assert [path.split("?")[0] for _method, path, _headers in service.asked] == [
        "/api/connexion/",
        *["/api/aids/all/"] * 3,
    ]


def test_what_the_service_no_longer_lists_is_retired(service):
    import_aids()
    service.aids.pop()

    report = import_aids()

    assert Support.objects.on_offer().count() == 4
    assert report.notes == ["1 appui n’est plus proposé."]


def test_a_list_cut_short_retires_nothing(service):
    import_aids()
    del service.aids[1:]

    import_aids()

    assert Support.objects.on_offer().count() == 5


def test_one_commune_is_asked_by_the_number_of_its_perimeter(service):
    import_aids(insee="54280")

    assert any("perimeter_id=70973" in path for _method, path, _headers in service.asked)


def test_a_wrong_token_is_said_and_nothing_is_written(service, settings):
    settings.AIDES_TERRITOIRES = {"url": service.address, "token": "faux"}

    assert "jeton" in str(import_aids().errors[0])
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"oups", {}),
        (200, b"<html>", {}),
        (200, [], {}),
        (200, {"results": "non"}, {}),
        (200, {"results": [], "next": 12}, {}),
        (200, b"[" * 100_000, {}),
        (200, b" " * 1_000_001, {}),
        (302, b"", {"Location": "http://127.0.0.1:1/"}),
        (200, {"results": [], "next": "http://169.254.169.254/latest/meta-data/"}, {}),
        (200, {"results": [], "next": "file:///etc/passwd"}, {}),
    ],
    ids=str,
)
def test_a_hostile_service_is_refused_with_a_sentence(service, answer):
    service.answers["/api/aids/all/"] = answer

    report = import_aids()

    assert len(report.errors) == 1
    assert not Support.objects.exists()


def test_pages_that_turn_in_a_circle_stop(service):
    first = f"{service.address}aids/all/?page=1&itemsPerPage=30"
    service.answers["/api/aids/all/"] = (200, {"results": [aid(1)], "next": first}, {})

    assert "rond" in str(import_aids().errors[0])


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "http://[::1]:9/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "ftp://example.org/",
        "http://user:pass@example.org/",
        "http://exa mple.org/",
        "http://example.org:99999/",
    ],
)
def test_the_house_never_asks_a_private_place(address):
    with pytest.raises(outside.Unreachable):
        outside.fetch(address)
