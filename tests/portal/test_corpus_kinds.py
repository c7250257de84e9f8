"""Each kind of text that the programme writes is in the corpus, with its words, its day and its side."""

from collections import Counter

import pytest

from levain.capitalisation.kinds_of_text import KINDS
from levain.capitalisation.models import CorpusText
from levain.capitalisation.reading_corpus import Wanted, page_of
from levain.capitalisation.services import corpus
from levain.portal.sample_world import sample_world
from levain.questionnaires.models import Answer, Response
from levain.selection.models import Application
from levain.support.models import Referral
from tests.evaluation.surveys_factories import questionnaire

pytestmark = pytest.mark.django_db


def answer_questions(world):
    """What the samples leave without words: a question to the State, an open question of an application."""
    Referral.objects.update(question="Qui signe ?", reply="La mairie.")
    made = questionnaire("candidature", questions=[{"code": "q1", "kind": "text", "text": "Le lieu"}])
    response = Response.objects.create(
        revision=made.revisions.get(),
        subject=world.sample(Application, "own"),
        state="closed",
        closed_on="2021-01-04",
    )
    Answer.objects.create(response=response, code="q1", value="Un lavoir")


@pytest.fixture
def world():
    with sample_world() as world:
        answer_questions(world)
        corpus.rebuild()
        yield world


def test_every_kind_is_there_and_is_counted(world):
    counted = Counter(CorpusText.objects.filter(cohort=world.cohort["own"]).values_list("kind", flat=True))

    assert {kind for kind in KINDS if not counted[kind]} == set()
    assert sum(counted.values()) == CorpusText.objects.filter(cohort=world.cohort["own"]).count()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_read_alone_by_who_draws_the_learning(world, kind, django_assert_max_num_queries):
    cohort, reader = world.cohort["own"], world.person["adviser"]

    with django_assert_max_num_queries(11):
        page = page_of(cohort, Wanted(kind=kind), reader)

    assert {one.text.kind for one in page.texts} <= {kind}
    assert all(one.snippet.pieces for one in page.texts)


def test_nothing_of_another_session_is_read(world):
    page = page_of(world.cohort["own"], Wanted(), world.person["adviser"])

    assert {one.text.cohort_id for one in page.texts} == {world.cohort["own"].pk}
