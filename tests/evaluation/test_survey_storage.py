"""What the database holds of somebody who answered without a name: nothing that leads back to her."""

import json

import pytest
from django.apps import apps
from django.db import connection

from levain.evaluation.models import Invitee, Seal, Survey
from levain.evaluation.services import survey_answers, survey_people, survey_storage, surveys
from levain.foundation.models import JournalEntry
from levain.questionnaires.models import Answer, Response
from tests.evaluation.surveys_factories import answer, counted, questionnaire, survey
from tests.people.factories import UserFactory


def responses(made):
    return list(Response.objects.about(made).order_by("pk"))


def test_an_anonymous_answer_keeps_no_person_no_hour_and_not_even_its_day():
    made = survey()
    before = JournalEntry.objects.count()
    answer(made, {"q1": 4})

    [response] = responses(made)
    assert (response.respondent, response.changed_at, response.closed_at) == (None, None, None)
    assert response.started_on == response.closed_on == made.opens_on
    assert not Answer.objects.exclude(by=None, at=None).exists()
    assert JournalEntry.objects.count() == before


def test_the_order_of_the_numbers_does_not_tell_the_order_of_arrival():
    made = survey()
    answer(made, *({"q5": place} for place in range(30)))

    told = list(Answer.objects.order_by("pk").values_list("value", flat=True))
    assert sorted(told) == list(range(30))
    assert told not in (list(range(30)), list(range(30))[::-1])
    assert min(one.pk for one in responses(made)) >= survey_storage.LOWEST


def test_counting_writes_the_rows_again_in_an_order_of_its_own():
    made = survey()
    answer(made, *({"q5": place} for place in range(30)))
    numbers = {one.pk for one in responses(made)}
    surveys.count(made, by=None)

    assert numbers.isdisjoint(one.pk for one in responses(made))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM questionnaires_answer")
        in_the_engine = [
            int(json.loads(value) if isinstance(value, str) else value) for (value,) in cursor.fetchall()
        ]
    assert sorted(in_the_engine) == list(range(30))
    assert in_the_engine != list(range(30))


def test_nothing_says_whether_an_invited_person_answered_an_anonymous_survey():
    made = survey(promise="anonymous")
    person = UserFactory()
    survey_people.invite(made, [survey_people.Candidate(person, "", None)], by=None)
    survey_people.send(made, by=None)
    answer(made, {"q1": 5})

    [invitee] = made.invitees.all()
    assert (invitee.answered, invitee.response) == (False, None)
    assert made.key in survey_people.link(invitee)
    assert survey_people.invitee_of(survey_people.link(invitee).split("/")[-2]) is None
    assert not Seal.objects.exists()


def test_no_row_of_the_house_points_from_a_person_to_an_anonymous_answer():
    """Every column of every table: the number of the answers, or of their response, stands nowhere else."""
    made = survey()
    survey_people.invite(made, [survey_people.Candidate(UserFactory(), "", None)], by=None)
    answer(made, {"q1": 5, "q4": "Un mot"})
    [response] = responses(made)
    numbers = {str(response.pk), *(str(one.pk) for one in response.answers.all())}
    own = {Response, Answer}
    for model in apps.get_models(include_auto_created=True):
        if model in own or model._meta.app_label in ("contenttypes", "sites"):
            continue
        for row in model._base_manager.values():
            assert numbers.isdisjoint(str(value) for value in row.values()), model


def test_a_confidential_answer_is_tied_to_nobody_without_the_secret_of_the_house(settings):
    made = survey(promise="confidential", audience="partners")
    people = [survey_people.Candidate(UserFactory(), "", None) for _place in range(3)]
    survey_people.invite(made, people, by=None)
    for place, invitee in enumerate(made.invitees.select_related("survey")):
        survey_answers.hand_in(made, {("q5", 0): place}, once=str(place), invitee=invitee)

    assert made.invitees.filter(answered=True, response=None).count() == 3
    known = {survey_storage.digest_of(invitee) for invitee in Invitee.objects.select_related("survey")}
    assert known == set(Seal.objects.values_list("of_invitee", flat=True))
    settings.SECRET_KEY = "another house"
    assert known.isdisjoint(survey_storage.digest_of(one) for one in Invitee.objects.select_related("survey"))


def test_counting_keeps_the_seals_of_a_confidential_survey():
    made = survey(promise="confidential", audience="partners")
    survey_people.invite(made, [survey_people.Candidate(UserFactory(), "", None)], by=None)
    invitee = made.invitees.select_related("survey").get()
    survey_answers.hand_in(made, {("q5", 0): 7}, once="a", invitee=invitee)
    surveys.count(made, by=None)

    kept = Seal.objects.get(of_invitee=survey_storage.digest_of(invitee))
    assert kept.response.answers.get().value == 7


def test_a_page_sent_twice_is_one_answer_and_an_invitee_answers_once():
    made = survey()
    survey_answers.hand_in(made, {("q1", 0): 4}, once="the same")
    survey_answers.hand_in(made, {("q1", 0): 4}, once="the same")
    assert surveys.answered(made) == 1

    other = survey(promise="confidential", audience="partners")
    survey_people.invite(other, [survey_people.Candidate(UserFactory(), "", None)], by=None)
    invitee = other.invitees.select_related("survey").get()
    survey_answers.hand_in(other, {("q1", 0): 4}, once="a", invitee=invitee)
    with pytest.raises(survey_answers.AlreadyAnswered):
        survey_answers.hand_in(other, {("q1", 0): 1}, once="b", invitee=invitee)
    assert surveys.answered(other) == 1


def test_a_survey_takes_no_answer_before_it_opens_nor_once_it_is_counted():
    made = survey(opened=False)
    with pytest.raises(survey_answers.NotOpen):
        answer(made, {"q1": 4})
    surveys.open_(made, by=None)
    done = counted(made, {"q1": 4})
    with pytest.raises(survey_answers.NotOpen):
        answer(done, {"q1": 4})
    with pytest.raises(surveys.StateChanged):
        surveys.count(done, by=None)


def test_a_questionnaire_that_says_it_is_anonymous_cannot_be_asked_with_names():
    with pytest.raises(surveys.WrongPromise):
        survey(of=questionnaire("autre", anonymous=True), promise="named")
    assert not Survey.objects.exists()
