import json
import subprocess
import sys

import pytest
from django.db import connection
from django.db.models import F

from levain.capitalisation.models import Evidence
from levain.foundation import passages
from levain.foundation.models import Letter, Notice
from levain.people.models import Organisation
from levain.portal.bench import course, digest, figures, servers, walk
from levain.portal.demonstration import large
from levain.portal.demonstration.story import PROJECTS, read
from levain.programmes.models import Cohort
from levain.projects.models import Project
from tests.houses import a_base_with_tables
from tests.support.factories import SupportFactory
from tests.territories.factories import DepartmentFactory, TerritoryFactory

HOUSE = """
import django; django.setup()
from tests.portal.test_bench import ground
from levain.portal.demonstration.large import enlarge
ground(); enlarge(cohorts=2)
"""
FED = {
    "bare_ms": 0.5,
    "pages": [
        {"name": "logbook", "size": "small", "queries": 7, "cpu_ratio": 8.0, "html": 20000, "gzip": 4000},
        {"name": "logbook", "size": "large", "queries": 13, "cpu_ratio": 8.4, "html": 20000, "gzip": 4000},
    ],
    "growth": {"logbook": 1.05},
    "matching": {"cpu_ms": 9.0},
    "report_pdf_s": None,
    "absent": ["call"],
}


def ground():
    """The least that the large set stands on: the communes of the story, one elsewhere, services, supports."""
    for name in PROJECTS:
        TerritoryFactory(code=read(name)["project"]["commune"], inside=[DepartmentFactory()])
    elsewhere = DepartmentFactory()
    TerritoryFactory(inside=[elsewhere])
    service = Organisation.objects.create(name="DDT", kind="state_service", general_knowledge=True)
    service.territories.add(elsewhere)
    SupportFactory.create_batch(3)


def test_a_ratio_compares_each_round_with_its_own_reference():
    assert figures.ratio([4.0, 9.0, 100.0], [1.0, 3.0, 10.0]) == 4.0


def test_growth_is_told_for_the_pages_measured_on_both_sets():
    small = {"home": [1.0, 2.0, 1.0], "call": [1.0]}

    assert figures.growth(small, {"home": [1.1, 2.2, 5.0]}) == {"home": 1.1}


def test_what_exceeds_its_budget_is_named():
    assert figures.over_budget(FED) == ["logbook (large): queries 13, at most 12"]


def test_the_table_shows_each_page_and_what_could_not_be_measured():
    shown = figures.table(FED)

    assert "logbook" in shown
    assert "1.05" in shown
    assert "call" in shown


def test_samples_become_the_figures_under_the_names_that_stay():
    pages = {"small": [{"name": "home", "queries": 3, "html": 900, "gzip": 300}]}

    told = course.told(pages, {"bare": {"home": [0.001, 0.002]}, "small": {"home": [0.004, 0.006]}})

    assert told == {
        "bare_ms": 1.5,
        "pages": [{"name": "home", "size": "small", "queries": 3, "cpu_ratio": 3.5, "html": 900, "gzip": 300}],
        "growth": {},
    }


def test_a_process_spends_time_when_it_works():
    before = servers.processor_seconds(servers.os.getpid())
    sum(range(300_000))

    assert servers.processor_seconds(servers.os.getpid()) > before


def test_the_large_set_is_completed_and_its_evidence_stands_on_its_notes():
    ground()

    large.enlarge(cohorts=1)
    large.enlarge(cohorts=2)

    assert Cohort.objects.count() == 2
    assert Project.objects.count() == 10
    assert not Cohort.objects.filter(fictional=False).exists()
    quoted = Evidence.objects.select_related("passage")
    states = {found.state for found in passages.find_all(kept.passage for kept in quoted).values()}
    assert states == {passages.State.INTACT}
    assert not Evidence.objects.exclude(project__cohort=F("cohort")).exists()


def test_the_pages_of_the_walk_open_and_their_queries_are_counted():
    ground()
    large.enlarge(cohorts=1)

    found = walk.walked()
    weighed = found["pages"]

    assert {"logbook", "needs", "objectives", "adviser's space"} <= {page["name"] for page in weighed}
    assert "published report" in found["absent"]
    assert all(page["queries"] and page["html"] > page["gzip"] for page in weighed if page["name"] != "sign-in")


def test_a_digest_is_measured_and_nothing_of_it_is_kept():
    ground()
    large.enlarge(cohorts=1)

    told = digest.measured(8)

    assert (told["people"], told["letters"]) == (8, 8)
    assert not Letter.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="The house of a bench is a file, whatever the tests run on."
)
def test_a_quick_bench_gives_the_shape_that_scripts_read(tmp_path, transactional_db):
    house = tmp_path / "house"
    house.mkdir()
    a_base_with_tables(house, "bench")
    subprocess.run(
        [sys.executable, "-c", HOUSE], check=True, env=servers.house_environment(house), capture_output=True
    )

    told = course.run(quick=True, house=house, rounds=1)

    assert json.loads(json.dumps(told)).keys() >= {"bare_ms", "pages", "growth", "matching", "digest", "environment"}
    assert told["pages"][0].keys() == {"name", "size", "queries", "cpu_ratio", "html", "gzip"}
    assert {page["size"] for page in told["pages"]} == {"small"}
    assert told["matching"]["supports"] >= 3
    assert figures.table(told)
