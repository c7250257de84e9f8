from datetime import timedelta

import pytest
from django.utils import timezone

from levain.foundation import registry
from levain.people.models import RoleCode
from levain.projects import ahead, pending, rules
from levain.projects.models import Commitment
from tests.people.factories import UserFactory, someone
from tests.projects.factories import (
    ActionFactory,
    LogbookEntryFactory,
    ProjectFactory,
    StepFactory,
    adviser_of,
    bearer_of,
    department_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)


def people(found):
    return [(row.person, row.on, row.until) for row in found]


def test_an_action_waits_for_its_owner_until_it_is_done():
    today = timezone.localdate()
    zoe = UserFactory()
    waiting = ActionFactory(owner=zoe, due=today)
    ActionFactory(owner=zoe, due=today, done=today)
    ActionFactory(owner=zoe, due=None)
    ActionFactory(owner=None, due=today)
    ActionFactory(owner=zoe, due=today - timedelta(days=300))
    assert people(pending.actions(timezone.now())) == [(zoe, waiting, today)]


def test_a_commitment_waits_for_whoever_made_it():
    project, today = ProjectFactory(), timezone.localdate()
    official = official_of(project)
    made = Commitment.objects.create(project=project, by=official, text="Prêter le local", due=today)
    Commitment.objects.create(project=project, by=official, text="Tondre", due=today, kept="kept")
    assert people(pending.commitments(timezone.now())) == [(official, made, today)]


def test_a_late_step_waits_for_the_bearers():
    today = timezone.localdate()
    step = StepFactory(due=today)
    zoe, _adam = bearer_of(step.project), member_of(step.project)
    StepFactory(project=step.project, due=today, done=today)
    assert people(pending.steps(timezone.now())) == [(zoe, step, today)]


ROLES = [bearer_of, member_of, official_of, adviser_of, lead_of, state_agent_of]


@pytest.mark.parametrize("who", [*ROLES, lambda project: UserFactory()])
@pytest.mark.parametrize("audience", ["collective", "project", "cohort"])
def test_rights_read_ahead_are_those_of_the_rules(who, audience):
    project = ProjectFactory()
    beside = ProjectFactory(cohort=project.cohort)
    elsewhere = ProjectFactory()
    person = who(project)
    notes = [LogbookEntryFactory(project=where, audience=audience) for where in (project, beside, elsewhere)]
    said = [bool(registry.may_see(person, note)) for note in notes]

    again = type(person).objects.get(pk=person.pk)
    ahead.read_rights([(again, note) for note in notes])
    assert [bool(registry.may_see(again, note)) for note in notes] == said
    assert rules.codes(again, project) == rules.codes(type(person).objects.get(pk=person.pk), project)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_rights_ahead_costs_the_same_for_any_number(count, django_assert_num_queries):
    asked = []
    for _ in range(count):
        note = LogbookEntryFactory()
        note.project.cohort.programme  # noqa: B018
        asked += [(who(note.project), note) for who in ROLES]
        asked.append((someone(RoleCode.STATE_SERVICE, department_of(note.project)), note))
    with django_assert_num_queries(4):
        ahead.read_rights(asked)
        assert all(registry.may_see(person, note) for person, note in asked)


def test_insiders_are_the_team_and_the_adviser():
    project = ProjectFactory()
    zoe, adviser, lead, agent = (who(project) for who in (bearer_of, adviser_of, lead_of, state_agent_of))
    everyone = [person.pk for person in (zoe, adviser, lead, agent)]
    assert ahead.insiders(project, everyone) == {zoe.pk, adviser.pk}
    assert ahead.insiders(project, []) == set()
