"""What people answered to open questions joins the corpus, as far as the promise made to them allows."""

import pytest

from levain.capitalisation.models import CorpusText
from levain.capitalisation.services import cite_as_evidence, corpus
from levain.foundation import passages
from levain.people.models import RoleCode
from levain.questionnaires.models import Answer, Response
from tests.capitalisation.factories import Learning
from tests.evaluation import surveys_factories as surveys
from tests.people.factories import someone
from tests.selection.factories import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    return Learning()


def sheets(number, words="Le lavoir m’a plu, étage {}."):
    return [{"q1": 4, "q4": words.format(place)} for place in range(number)]


def page(client, learning, **asked):
    client.force_login(learning.adviser)
    return client.get(f"/espace/capitalisation/{learning.cohort.slug}/corpus/", asked).content.decode()


def test_answers_without_a_name_wait_for_the_count_and_the_floor(client, learning):
    made = surveys.survey(cohort=learning.cohort, closes_on="2121-01-31")
    surveys.answer(made, *sheets(11))
    corpus.rebuild()
    assert not CorpusText.objects.filter(kind="reponses").exists()

    surveys.surveys.count(made, by=None)
    assert corpus.sweep() == 11

    read = page(client, learning, nature="reponses")
    assert read.count("<article") == 11
    assert "habitant" in read
    few = surveys.counted(surveys.survey(cohort=learning.cohort), *sheets(10, "Trop peu {}."))
    corpus.sweep()
    assert few.counted
    assert "Trop peu" not in page(client, learning, nature="reponses")


def test_an_answer_that_names_somebody_stays_out(client, learning):
    surveys.counted(surveys.survey(cohort=learning.cohort), {"q4": "Odile a tout fait."}, *sheets(11))
    corpus.rebuild()

    assert "Odile a tout fait" not in page(client, learning, nature="reponses")


def test_an_answer_becomes_evidence_that_stays_intact(learning):
    surveys.counted(surveys.survey(cohort=learning.cohort), *sheets(11))
    answer = Answer.objects.get(value="Le lavoir m’a plu, étage 3.")

    kept = cite_as_evidence(answer, "value", "étage 3", by=learning.adviser)

    assert (kept.side, kept.speaker, kept.speaker_user) == ("inhabitant", "", None)
    assert passages.find_all([kept.passage])[kept.passage_id].state == passages.State.INTACT


def test_what_an_application_asks_of_people_stays_out_and_what_it_tells_comes_in(client, learning):
    application = ApplicationFactory(call__cohort=learning.cohort)
    made = surveys.questionnaire(
        "candidature",
        questions=[
            {"code": "q1", "kind": "text", "text": "Nom", "personal_data": True},
            {"code": "q2", "kind": "long_text", "text": "Le lieu"},
        ],
    )
    response = Response.objects.create(
        revision=made.revisions.get(), subject=application, state="closed", closed_on="2021-01-04"
    )
    Answer.objects.create(response=response, code="q1", value="Zoé Personne")
    told = Answer.objects.create(response=response, code="q2", value="Un lavoir à l’abandon")
    corpus.rebuild()

    kept = CorpusText.objects.filter(kind="reponses")
    assert [(one.object_id, one.side) for one in kept] == [(told.pk, "bearer")]


def test_others_than_the_team_do_not_read_them(learning):
    from levain.capitalisation import open_answers

    surveys.counted(surveys.survey(cohort=learning.cohort), *sheets(11))
    answer = Answer.objects.filter(code="q4").first()

    assert open_answers.can_read(learning.adviser, answer)
    assert not open_answers.can_read(learning.bearer, answer)
    assert not open_answers.can_read(someone(RoleCode.ADVISER, Learning().cohort), answer)


def test_a_page_of_answers_costs_no_more_for_many(client, learning, django_assert_max_num_queries):
    for _time in range(2):
        surveys.counted(surveys.survey(cohort=learning.cohort), *sheets(11))
    corpus.rebuild()
    page(client, learning)

    with django_assert_max_num_queries(12):
        client.get(f"/espace/capitalisation/{learning.cohort.slug}/corpus/", {"nature": "reponses"})
