"""The bench looks for words among passages that the database wrote, as the corpus would have indexed them."""

import pytest

from levain.capitalisation.models import CorpusText
from levain.capitalisation.reading_corpus import Wanted, page_of
from levain.portal.bench import corpus, figures
from levain.programmes.models import Cohort
from tests.portal.test_bench import FED

pytestmark = pytest.mark.django_db


def test_each_sort_of_question_is_asked_within_its_queries():
    measured = corpus.measured(400)

    assert CorpusText.objects.count() == 400
    assert CorpusText.objects.filter(cohort__slug="bench-0").count() == 200
    assert max(one["queries"] for one in measured["asked"].values()) <= 12
    assert "Corpus search among 400 passages" in figures.table(FED | {"corpus": measured})
    session = Cohort.objects.get(slug="bench-0")
    reader = corpus.User.objects.get(email="corpus@bench.invalid")
    [found] = page_of(session, Wanted(words="unique42"), reader).texts
    assert ("unique42", True) in found.snippet.pieces
