"""Attacks on what brings supports in: monstrous records, bombs that a small file hides, services that lie."""

import json
import time
import tracemalloc

import pytest
import yaml

from levain.foundation.imports import MOST_REFUSED
from levain.support.aides_territoires.words import plain
from levain.support.models import Support
from levain.support.services.aides_territoires import import_aids
from levain.support.services.loading import load_supports
from tests.support.aides_server import aid
from tests.support.test_aides_territoires import country, service, written  # noqa: F401

pytestmark = pytest.mark.django_db
MEGABYTES = 1_000_000


@pytest.fixture
def little_memory():
    """What a page of a file brings must not fill the machine."""
    tracemalloc.start()
    yield
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60 * MEGABYTES


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": 10**30},
        {"id": -1},
        {"id": 7.5},
        {"name": "x" * 1_000_000},
        {"date_updated": "99999-01-01T00:00:00Z"},
        {"subvention_rate_upper_bound": 10**400},
        {"description": {"$ref": "#"}},
        {"perimeter": ["France"] * 100_000},
        {"origin_url": "javascript:alert(1)"},
        {"name": "Aide\x00nulle"},
        {"name": "\u202eécnatsnoc"},
    ],
    ids=lambda wrong: repr(wrong)[:40],
)
def test_a_monstrous_record_is_refused_or_made_harmless(tmp_path, country, wrong):  # noqa: F811
    report = import_aids(written(tmp_path, [aid(1), aid(2) | wrong]))

    if report.errors:
        assert not Support.objects.exists()
    for support in Support.objects.all():
        assert len(support.name) <= 200
        assert not support.url.startswith("javascript")
        assert "\x00" not in support.name + support.what_it_gives


def test_the_same_support_twice_in_a_file_is_not_two_supports(tmp_path, country):  # noqa: F811
    import_aids(written(tmp_path, [aid(7), aid(7)]))

    assert Support.objects.count() <= 1


@pytest.mark.parametrize(
    "bomb", ["<b>" * 200_000, "<" * 200_000, "&" * 200_000, "<!--" * 100_000, "<a href='" * 50_000]
)
def test_a_bomb_of_tags_is_read_in_no_time(bomb):
    begun = time.process_time()

    plain(bomb)

    assert time.process_time() - begun < 5


# One file of a page, as big as a memory once read

SUPPORT = {
    "id": "atelier",
    "name": "Atelier",
    "provider": "Un réseau",
    "kind": "animation",
    "what_it_gives": "Réparer.",
    "scope": "national",
}
LAUGHS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30))
MERGES = "\n".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 30))


@pytest.mark.parametrize(
    "bomb",
    [
        f"a0: &a0 [rire]\n{LAUGHS}\nsupports: [*a29]",
        f"a0: &a0 {{k: v}}\n{MERGES}\nsupports: [*a29]",
        "supports: " + "[" * 20_000,
        "supports: " + "{a: " * 20_000,
        "&a [*a]",
        "supports: [!!python/object/apply:os.system ['true']]",
        "supports: [" + "9" * 100_000 + "]",
        "\x00\x01\x02",
    ],
    ids=["laughs", "merges", "lists", "maps", "itself", "object", "number", "signs"],
)
def test_a_bomb_written_as_a_catalogue_is_refused(tmp_path, country, little_memory, bomb):  # noqa: F811
    path = tmp_path / "supports.yaml"
    path.write_text(bomb)

    report = load_supports(path)

    assert report.errors
    assert all(len(str(error)) < 500 for error in report.errors)
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ["x"] * 10_000},
        {"kind": {"x": "y" * 100_000}},
        {"themes": [["x" * 100_000]]},
        {"scope": ["x" * 100_000]},
        {"url": "javascript:alert(1)"},
        {"name": "x" * 100_000},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_monstrous_support_is_refused_in_one_short_line(tmp_path, country, wrong):  # noqa: F811
    path = tmp_path / "supports.yaml"
    path.write_text(yaml.safe_dump({"supports": [SUPPORT | wrong]}))

    [error] = load_supports(path).errors

    assert len(str(error)) < 500
    assert not Support.objects.exists()


@pytest.mark.parametrize("load", [load_supports, import_aids])
def test_a_file_of_nothing_but_wrong_rows_is_not_read_to_its_end(tmp_path, country, load):  # noqa: F811
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([1] * (MOST_REFUSED * 5)))

    report = load(path)

    assert len(report.errors) == MOST_REFUSED
    assert report.lines()[-1] == "La lecture s’est arrêtée là."
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "bomb",
    ["[" * 100_000, '{"results": ' * 50_000, '[{"id": ' + "9" * 100_000 + "}]", "\x00", '{"results": "x"}', "nul"],
    ids=["lists", "objects", "number", "sign", "text", "word"],
)
def test_a_bomb_written_as_aids_is_refused(tmp_path, country, little_memory, bomb):  # noqa: F811
    report = import_aids(written(tmp_path, bomb))

    assert len(report.errors) == 1
    assert not Support.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b"x" * 1_100_000, b'{"results": [], "next": 7}', b"\xff\xfe"],
    ids=["lists", "heavy", "next", "signs"],
)
def test_a_bomb_served_as_a_page_is_refused(service, little_memory, body):  # noqa: F811
    service.answers["/api/aids/all/"] = (200, body, {})

    report = import_aids()

    assert len(report.errors) == 1
    assert not Support.objects.exists()


def test_a_service_that_turns_in_a_circle_is_left(service):  # noqa: F811
    again = f"{service.address}aids/all/?page=1&itemsPerPage=30"
    service.answers["/api/aids/all/"] = (200, {"results": [aid()], "next": again}, {})

    report = import_aids()

    assert len(report.errors) == 1
    assert len(service.asked) <= 4
    assert not Support.objects.exists()
