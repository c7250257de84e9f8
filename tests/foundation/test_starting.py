"""What a process reads before its first visitor spares time, and never stops it from serving."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from levain.foundation import starting
from levain.support.services import ranking


@pytest.fixture
def deeds(monkeypatch):
    kept = []
    monkeypatch.setattr(starting, "_deeds", kept)
    return kept


def test_what_was_registered_is_done_once_for_each_process(deeds):
    done = []

    def read():
        done.append("read")

    starting.when_serving(read)
    starting.when_serving(read)
    with ThreadPoolExecutor(1) as threads:
        starting.begin(threads)

    assert done == ["read"]


def test_a_deed_that_fails_stops_neither_the_next_nor_the_server(deeds):
    done = []
    starting.when_serving(lambda: 1 / 0)
    starting.when_serving(lambda: done.append("read"))

    with ThreadPoolExecutor(1) as threads:
        starting.begin(threads)

    assert done == ["read"]


def test_the_catalogue_is_one_of_the_things_read():
    assert ranking.read_catalogue in starting._deeds
