"""Several people at the very same moment, on a server that takes them together: one is told, nothing is lost."""

import threading

import pytest
from django.db import connection, connections

from levain.capitalisation import services
from levain.capitalisation.models import Code, Coding, Finding
from levain.foundation.versions import ChangedSince
from tests.capitalisation.factories import WORDS, Learning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def learning(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time")
    return Learning()


def together(*deeds):
    """What each was refused with, if it was."""
    start, refused = threading.Barrier(len(deeds)), []

    def run(deed):
        start.wait()
        try:
            deed()
        except Exception as reason:  # noqa: BLE001 - the test says which it expects
            refused.append(type(reason))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_codes_merged_one_into_the_other_while_they_are_given_keep_every_passage(learning):
    one, other = (services.create_code(learning.cohort, label, by=learning.adviser) for label in "AB")
    kept = [learning.evidence(words) for words in ("Ce matin, rien.", WORDS, "On a ouvert le jardin.")]
    refused = together(
        lambda: services.merge_code(Code.objects.get(pk=one.pk), 1, other, by=learning.lead),
        lambda: services.merge_code(Code.objects.get(pk=other.pk), 1, one, by=learning.adviser),
        *(lambda passage=passage: services.sort_evidence(passage, [one], by=learning.adviser) for passage in kept),
    )

    assert refused == [services.AlreadyMerged]
    assert Coding.objects.filter(code__retired_at=None).count() == len(kept)
    assert Coding.objects.count() == len(kept)


def test_one_name_written_by_four_people_is_one_code(learning):
    labels = ("Accès", "ACCES", "acces", "Accés")
    deeds = [
        lambda label=label: services.create_code(learning.cohort, label, by=learning.adviser) for label in labels
    ]

    assert together(*deeds) == [services.LabelTaken] * 3
    assert Code.objects.count() == 1


def test_one_finding_written_by_three_people_is_saved_once_and_the_others_compare(learning):
    made = learning.finding()
    deeds = [
        lambda words=words: services.revise_finding(
            Finding.objects.get(pk=made.pk), 1, by=learning.adviser, text=words
        )
        for words in ("Un.", "Deux.", "Trois.")
    ]

    assert together(*deeds) == [ChangedSince] * 2
    assert made.history.count() == 2
