"""The days of expertise of a cohort: who sets them, and what they may not undo."""

from decimal import Decimal

import pytest
from django.urls import reverse

from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.support.models import Mission
from levain.support.services import missions as services
from tests.people.factories import someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def lead(client, project):
    user = someone(RoleCode.PROGRAMME_LEAD, project.cohort.programme)
    client.force_login(user)
    return user


@pytest.fixture
def page(project):
    return reverse("support:envelope", args=[project.cohort.slug])


def days_of(project):
    project.cohort.refresh_from_db()
    return project.cohort.expertise_days


def agreed(project, days="2.5", state=Mission.State.AGREED):
    expert = someone(RoleCode.EXPERT, project.cohort.programme)
    said = {"brief": "Tracer une sente.", "days": Decimal(days), "state": state, "expert": expert}
    return Mission.objects.create(project=project, **said)


def missions(client, project):
    return client.get(reverse("support:missions", args=[project.slug])).content.decode()


def test_the_national_team_sets_the_days_and_the_journal_keeps_both_numbers(client, project, lead, page):
    assert page in missions(client, project)
    assert page in client.get(project.cohort.get_absolute_url()).content.decode()
    answer = client.post(page, {"days": "12,5"}, follow=True)
    assert "12,5" in answer.content.decode()
    assert days_of(project) == Decimal("12.5")
    assert services.days_left(project.cohort) == Decimal("12.5")
    entry = JournalEntry.objects.get(verb="cohort.enveloped")
    assert (entry.actor, entry.place, entry.changes) == (lead, project.cohort, {"days": [None, "12.5"]})
    client.post(page, {"days": "12,5"})
    assert JournalEntry.objects.filter(verb="cohort.enveloped").count() == 1


def test_under_the_days_already_agreed_it_is_said_and_nothing_changes(client, project, lead, page):
    client.post(page, {"days": "10"})
    agreed(project)
    agreed(ProjectFactory(cohort=project.cohort), days="3")
    agreed(project, days="9", state=Mission.State.CANCELLED)
    answer = client.post(page, {"days": "5"})
    assert "5,5 jours d’expertise sont déjà convenus" in answer.content.decode()
    assert 'value="5"' in answer.content.decode()
    assert days_of(project) == 10
    client.post(page, {"days": "5,5"})
    assert days_of(project) == Decimal("5.5")
    assert services.days_left(project.cohort) == 0


def test_days_are_no_longer_counted_when_the_number_is_taken_away(client, project, lead, page):
    client.post(page, {"days": "10"})
    agreed(project)
    client.post(page, {"days": ""})
    assert days_of(project) is None
    assert services.days_left(project.cohort) is None


@pytest.mark.parametrize("typed", ["-1", "beaucoup", "1000000", "NaN", "2.55"])
def test_what_is_no_number_of_days_is_refused(client, project, lead, page, typed):
    assert "aria-invalid" in client.post(page, {"days": typed}).content.decode()
    assert days_of(project) is None


def test_nobody_else_sets_them(client, project, page):
    elsewhere = someone(RoleCode.PROGRAMME_LEAD, CohortFactory())
    for person in (adviser_of(project), bearer_of(project), someone(RoleCode.EVALUATOR, project.cohort), elsewhere):
        client.force_login(person)
        assert client.get(page).status_code == 403
        assert client.post(page, {"days": "90"}).status_code == 403
    client.force_login(adviser_of(project))
    assert page not in missions(client, project)
    assert days_of(project) is None
