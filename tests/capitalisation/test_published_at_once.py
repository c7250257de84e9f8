"""Words taken back at the very moment they are published: whoever comes first, nobody reads them afterwards."""

import threading
import time

import pytest
from django.db import connection

from levain.capitalisation import services
from levain.capitalisation.models import Edition, Evidence
from levain.capitalisation.services import publishing, voices
from levain.foundation import withdrawals
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_at_once import together

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "boîte à sucre"


@pytest.fixture
def learning(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes one writer at a time")
    learning = Learning().chain()
    learning.report()
    learning.paragraph(learning.found)
    return learning


@pytest.fixture
def slow(monkeypatch):
    """The report has been read when she answers: its edition is not written yet."""
    read, build = threading.Event(), publishing.build

    def built(*given, **said):
        read.set()
        time.sleep(0.5)
        return build(*given, **said)

    monkeypatch.setattr(publishing, "build", built)
    return read


def refuse(learning):
    kept = Evidence.objects.select_related("cohort", "project", "passage").get(pk=learning.kept.pk)
    voices.answer([kept], "refused", by=learning.bearer, sure=True)


def withdraw(learning):
    from django.db import transaction

    with transaction.atomic():
        withdrawals.withdraw(learning.note, by=learning.bearer)


@pytest.mark.parametrize("deed", [refuse, withdraw])
def test_words_taken_back_while_their_report_is_published_are_masked_in_it(learning, slow, deed):
    def meanwhile():
        slow.wait(10)
        deed(learning)

    refused = together(lambda: services.publish(learning.written_report, by=learning.lead), meanwhile)

    assert refused == []
    edition = Edition.objects.get()
    assert SAID not in str(edition.content)
    assert "preuve-1" in edition.masked
    assert services.verify(edition) == []
