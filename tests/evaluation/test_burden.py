"""What is asked of each person, all instruments together: named, counted in minutes, in few queries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from levain.evaluation import burden
from levain.evaluation.models import PersonalView
from levain.foundation import asked
from levain.projects.models import NoteRound, ProgressNote
from levain.seminars.models import Activity
from levain.support.services import diagnosis
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of
from tests.seminars.factories import SeminarFactory

pytestmark = pytest.mark.django_db


def of(project):
    """Minutes by person and by what they are asked for."""
    found = asked.of(project.cohort, project.cohort.starts - timedelta(days=400), timezone.localdate())
    return {(one.person, one.what): one.minutes for one in found}


def round_of(project):
    today = timezone.localdate()
    return NoteRound.objects.create(
        cohort=project.cohort, asked_by=adviser_of(project), asked_on=today, due=today + timedelta(days=7)
    )


def test_a_progress_note_weighs_on_who_gives_it_and_until_then_on_the_bearers(project):
    bearer, member = bearer_of(project), member_of(project)
    note = ProgressNote.objects.create(round=round_of(project), project=project)
    what = f"Point d’avancement\xa0: {project.name}"
    assert of(project) == {(bearer.pk, what): 5}

    note.author = member
    note.save()
    assert of(project) == {(member.pk, what): 5}

    note.state, note.skipped_because = ProgressNote.State.SKIPPED, "Vacances."
    note.save()
    assert of(project) == {}


def test_the_starting_point_weighs_on_each_of_those_who_wrote_in_it(project):
    bearer, member = bearer_of(project), member_of(project)
    response = diagnosis.begin(project, by=bearer)
    for place, person in enumerate((bearer, bearer, member)):
        response.answers.create(code=f"q{place}", value="x", by=person)

    minutes = response.revision.duration_min
    what = f"Point de départ\xa0: {project.name}"
    assert minutes > 0
    assert of(project) == {(bearer.pk, what): minutes, (member.pk, what): minutes}


def test_a_seminar_asks_to_register_and_to_answer_when_it_closes(project):
    person = bearer_of(project)
    seminar = SeminarFactory(cohort=project.cohort)
    seminar.starts, seminar.ends = (timezone.now() - timedelta(hours=hours) for hours in (5, 2))
    seminar.save()
    Activity.objects.create(seminar=seminar, position=1, kind="closing_questionnaire", title="Votre avis", minutes=4)
    registration = seminar.registrations.create(user=person, side="bearer")

    assert of(project) == {
        (person.pk, f"Inscription\xa0: {seminar.title}"): 3,
        (person.pk, f"Questionnaire de clôture\xa0: {seminar.title}"): 4,
    }
    registration.attended = False
    registration.save()
    assert of(project) == {(person.pk, f"Inscription\xa0: {seminar.title}"): 3}
    registration.state = "declined"
    registration.save()
    assert of(project) == {}


def test_levels_and_views_are_added_objective_by_objective(project):
    bearer = bearer_of(project)
    for _one in range(3):
        objective = ObjectiveFactory(project=project)
        RatingFactory(objective=objective, rated_by=bearer, moment="end")
        PersonalView.objects.create(
            objective=objective, moment="end", voice="inhabitants", person=bearer, importance=4, attainment=3
        )
        PersonalView.objects.create(
            objective=objective, moment="end", voice="inhabitants", sheet=uuid4(), importance=4
        )

    assert sorted(of(project).values()) == [3, 9]


def test_all_instruments_together_warn_above_twenty_minutes(project):
    bearer = bearer_of(project)
    for _one in range(5):
        RatingFactory(objective=ObjectiveFactory(project=project), rated_by=bearer, rated_on=timezone.localdate())
    assert burden.heavy(project.cohort) == 0

    ProgressNote.objects.create(round=round_of(project), project=project)
    seminar = SeminarFactory(cohort=project.cohort)
    seminar.registrations.create(user=bearer, side="bearer")
    assert burden.heavy(project.cohort) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_sum_costs_the_same_for_any_number(project, count, django_assert_max_num_queries):
    bearer_of(project)
    notes = round_of(project)
    for _one in range(count):
        other = ProjectFactory(cohort=project.cohort)
        bearer = bearer_of(other)
        ProgressNote.objects.create(round=notes, project=other)
        RatingFactory(objective=ObjectiveFactory(project=other), rated_by=bearer)
        SeminarFactory(cohort=project.cohort).registrations.create(user=bearer, side="bearer")
        diagnosis.begin(other, by=bearer).answers.create(code="q1", value="x", by=bearer)
    with django_assert_max_num_queries(9):
        assert burden.loads(project.cohort)
