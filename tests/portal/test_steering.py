"""Steering a cohort, line by line; and the cohorts of a programme."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from levain.portal import steering
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory, PhaseFactory, ProgrammeFactory
from tests.projects import factories as f
from tests.support.factories import NeedFactory, ObstacleFactory, ReferralFactory, service_of


def a_full_project(cohort):
    project = f.ProjectFactory(cohort=cohort)
    f.LogbookEntryFactory(project=project)
    f.StepFactory(project=project)
    f.ActionFactory(project=project, due=timezone.localdate())
    ReferralFactory(need__project=project, service=service_of(project))
    ObstacleFactory(project=project)
    RatingFactory(objective=ObjectiveFactory(project=project))
    return project


@pytest.mark.parametrize("count", [1, 4])
def test_steering_costs_the_same_for_any_number_of_projects(client, count, django_assert_max_num_queries):
    cohort = CohortFactory()
    PhaseFactory(cohort=cohort)
    for _number in range(count):
        a_full_project(cohort)
    client.force_login(someone("adviser", cohort))

    with django_assert_max_num_queries(13):
        page = client.get(cohort.get_absolute_url())

    assert len(page.context["lines"]) == count


def test_steering_says_on_which_day_it_looks(client):
    project = f.ProjectFactory()
    client.force_login(f.adviser_of(project))

    page = client.get(project.cohort.get_absolute_url())

    assert page.context["day"] == timezone.localdate()


def test_steering_says_in_words_what_deserves_a_word():
    day = timezone.localdate()
    project = f.ProjectFactory()
    note = f.LogbookEntryFactory(project=project, happened_on=day - timedelta(days=40))
    f.StepFactory(project=project, due=day - timedelta(days=1))
    NeedFactory(project=project, stated_on=day - timedelta(days=31))

    (line,) = steering.lines(project.cohort)

    with translation.override("fr"):
        signals = list(line.signals())
    assert signals[0].startswith("rien n’est noté depuis le")
    assert str(note.happened_on.year) in signals[0]
    assert signals[1:] == ["un besoin attend depuis longtemps", "aucun objectif convenu", "une date est passée"]
    assert [(mark.letter, mark.days, mark.old) for mark in line.marks] == [("A", 31, True)]


def test_the_silence_of_a_cohort_that_is_over_deserves_no_word_but_its_needs_still_wait():
    day = timezone.localdate()
    cohort = CohortFactory(starts=day - timedelta(days=900), ends=day - timedelta(days=500))
    project = f.ProjectFactory(cohort=cohort)
    f.LogbookEntryFactory(project=project, happened_on=cohort.ends)
    NeedFactory(project=project, stated_on=day - timedelta(days=800))

    (line,) = steering.lines(cohort)

    with translation.override("en"):
        assert list(line.signals()) == ["a need waits for long", "no objective agreed"]
        assert [mark.age for mark in line.marks] == ["2 years"]


def test_the_profile_says_the_levels_of_the_start_and_those_of_now():
    objective = ObjectiveFactory()
    for moment, voice, level in (("start", "inhabitants", -2), ("start", "authority", -1), ("end", "inhabitants", 1)):
        RatingFactory(objective=objective, moment=moment, voice=voice, level=level)

    with translation.override("en"):
        (line,) = steering.lines(objective.project.cohort)

    (progress,) = line.profile
    assert (progress.start, progress.now) == ("−2 to −1", "+1")


def test_an_empty_cohort_says_so(client):
    cohort = CohortFactory()
    client.force_login(someone("adviser", cohort))

    assert "Aucun projet n" in client.get(cohort.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_cohorts_of_a_programme_cost_the_same_for_any_number(client, count, django_assert_max_num_queries):
    programme = ProgrammeFactory()
    for _number in range(min(count, 3)):
        NeedFactory(project__cohort__programme=programme)
    CohortFactory.create_batch(max(0, count - 3), programme=programme)
    client.force_login(someone("programme_lead", programme))

    with django_assert_max_num_queries(7):
        page = client.get(reverse("portal:cohorts", args=[programme.slug])).context["page"]

    assert page.paginator.count == count
    assert len(page) <= 20


def test_cohorts_are_found_by_moment_and_by_name(client):
    day = timezone.localdate()
    programme = ProgrammeFactory()
    running = CohortFactory(programme=programme, name="Session du présent")
    past = CohortFactory(
        programme=programme, name="Session passée", starts=day - timedelta(days=800), ends=day - timedelta(days=400)
    )
    NeedFactory(project__cohort=past)
    client.force_login(someone("programme_lead", programme))
    address = reverse("portal:cohorts", args=[programme.slug])

    assert list(client.get(address, {"quand": "en-cours"}).context["page"]) == [running]
    (found,) = client.get(address, {"nom": "passée"}).context["page"]
    assert (found, found.projects_count, found.needs_count) == (past, 1, 1)
    nothing = client.get(address, {"quand": "a-venir", "nom": "'; DROP"})
    assert "Aucune session" in nothing.content.decode()


def test_the_cohorts_of_a_programme_are_closed_to_the_adviser_of_one_of_them(client):
    cohort = CohortFactory()
    for person in (someone("adviser", cohort), UserFactory()):
        client.force_login(person)
        assert client.get(reverse("portal:cohorts", args=[cohort.programme.slug])).status_code == 403
