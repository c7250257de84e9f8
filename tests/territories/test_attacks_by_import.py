"""Attacks on the import of territories: a small file that hides a big one, rows without end."""

import gzip
import tracemalloc

import pytest

from levain.foundation.imports import MOST_REFUSED
from levain.territories.files import COLUMNS, WIDEST
from levain.territories.models import Territory
from levain.territories.services import import_communes

pytestmark = pytest.mark.django_db
HEADING = ",".join(COLUMNS) + "\n"


def brought(tmp_path, content):
    path = tmp_path / "territories.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_communes(path)


def test_a_small_archive_that_hides_a_huge_text_is_not_opened_whole(tmp_path):
    bomb = gzip.compress(b"\x00" * (WIDEST * 4), 9, mtime=0)
    tracemalloc.start()

    report = brought(tmp_path, bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(bomb) < WIDEST / 100
    assert len(report.errors) == 1
    assert most < WIDEST * 3


def test_an_archive_in_an_archive_is_not_a_list(tmp_path):
    assert len(brought(tmp_path, gzip.compress(gzip.compress(HEADING.encode()))).errors) == 1


def test_a_file_of_nothing_but_wrong_rows_is_not_read_to_its_end(tmp_path):
    report = brought(tmp_path, HEADING + "x\n" * (MOST_REFUSED * 20))

    assert len(report.errors) == MOST_REFUSED
    assert "La lecture s’est arrêtée là." in report.lines()


@pytest.mark.parametrize(
    "content",
    [HEADING + '"' + "x" * 1_000_000, HEADING + "," * 1_000_000, "x" * 1_000_000, HEADING + "\x00" * 1000, ""],
    ids=["quote", "commas", "heading", "signs", "nothing"],
)
def test_a_monstrous_row_is_refused_in_short_lines(tmp_path, content):
    report = brought(tmp_path, content)

    assert all(len(str(error)) < 500 for error in report.errors)
    assert not Territory.objects.exists()
