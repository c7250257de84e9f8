from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from levain.foundation.models import JournalEntry
from levain.programmes import rules, services
from levain.programmes.founding import found_programme
from levain.programmes.models import Engagement, Phase
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory, PhaseFactory, ProgrammeFactory


def phase(starts, ends, **names):
    told = {"name_before": "À venir", "name_during": "En cours", "name_after": "Passé"}
    return told | {"starts": starts, "ends": ends} | names


def test_a_programme_is_founded_and_opens_a_cohort():
    founder = UserFactory()
    programme = found_programme(slug="apc", name="Accélérateur", purpose="", by=founder)

    cohort = services.open_cohort(
        programme, slug="s1", name="Session", seats=5, starts=date(2026, 1, 1), ends=date(2026, 12, 31), by=founder
    )

    assert list(programme.cohorts.all()) == [cohort]
    assert {entry.verb for entry in JournalEntry.objects.all()} == {"programme.founded", "cohort.opened"}


def test_a_cohort_does_not_end_before_it_starts():
    with pytest.raises(IntegrityError):
        CohortFactory(starts=date(2026, 2, 1), ends=date(2026, 1, 1))


def test_phases_set_again_replace_the_earlier_ones():
    cohort, lead = CohortFactory(), UserFactory()
    services.set_phases(cohort, [phase(date(2026, 1, 1), date(2026, 1, 31))], by=lead)

    services.set_phases(cohort, [phase(date(2026, 3, 1), date(2026, 3, 31))], by=lead)

    assert [known.starts for known in cohort.phases.all()] == [date(2026, 3, 1)]


def test_phases_that_fail_half_way_keep_the_earlier_ones():
    kept = PhaseFactory()

    with pytest.raises(IntegrityError):
        services.set_phases(kept.cohort, [phase(date(2026, 3, 1), date(2026, 2, 1))], by=UserFactory())

    assert list(Phase.objects.all()) == [kept]
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 12, 31), "À venir"),
        (date(2026, 1, 1), "En cours"),
        (date(2026, 1, 31), "En cours"),
        (date(2026, 2, 1), "Passé"),
    ],
)
def test_a_phase_has_the_name_of_its_moment(day, name):
    assert PhaseFactory(**phase(date(2026, 1, 1), date(2026, 1, 31))).name_on(day) == name


def test_the_framework_loaded_twice_is_loaded_once():
    first = services.load_ecoquartier()

    assert services.load_ecoquartier() == first == Engagement.objects.count()
    assert Engagement.objects.filter(version=Engagement.Version.GUIDE).count() == 20


@pytest.mark.parametrize("asked", ["", "?version=2017", "?version=%27", "?version=2020-2024"])
def test_the_framework_opens_in_one_of_its_versions(client, asked, django_assert_max_num_queries):
    services.load_ecoquartier()
    client.force_login(UserFactory())

    with django_assert_max_num_queries(5):
        page = client.get(reverse("programmes:engagements") + asked)

    assert page.context["version"] in Engagement.Version.values
    assert len(page.context["engagements"]) == 20


def test_the_framework_asks_for_a_sign_in(client):
    assert client.get(reverse("programmes:engagements")).status_code == 302


@pytest.mark.parametrize(
    ("code", "steers", "decides"),
    [
        ("programme_lead", True, True),
        ("adviser", True, False),
        ("evaluator", True, False),
        ("facilitator", False, False),
    ],
)
def test_the_national_team_decides_and_the_team_steers(code, steers, decides):
    cohort = CohortFactory(programme=ProgrammeFactory())
    person = someone(code, cohort)

    assert bool(rules.can_steer(person, cohort)) is steers
    assert bool(rules.can_decide(person, cohort)) is decides
