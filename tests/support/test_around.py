from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from levain.foundation.models import JournalEntry, Notice
from levain.support.models import Contact, Mission, Obstacle
from levain.support.services.contacts import record_contact
from levain.support.services.missions import record_mission
from levain.support.services.obstacles import AlreadyLifted, lift, name_obstacle
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.support.factories import ObstacleFactory

pytestmark = pytest.mark.django_db


def test_record_a_contact_once_and_tell_whom_it_was_with():
    project = ProjectFactory()
    adviser, bearer, token = adviser_of(project), bearer_of(project), uuid4()

    for _twice in range(2):
        contact = record_contact(
            project, by=adviser, text="Premier appel.", people=[bearer], token=token, on=date(2020, 11, 27)
        )

    assert Contact.objects.get() == contact
    assert (contact.happened_on, list(contact.people.all())) == (date(2020, 11, 27), [bearer])
    assert Notice.objects.get().recipient == bearer


def test_name_an_obstacle_once_and_lift_it_once():
    project = ProjectFactory()
    bearer, adviser, token = bearer_of(project), adviser_of(project), uuid4()
    for _twice in range(2):
        obstacle = name_obstacle(project, by=bearer, kind="foncier", text="Trois cousins.", token=token)
    lift(obstacle, by=bearer, how="Une lettre.", on=date(2021, 9, 2))

    with pytest.raises(AlreadyLifted):
        lift(Obstacle.objects.get(), by=adviser)

    obstacle.refresh_from_db()
    assert (obstacle.lifted_on, obstacle.lifted_how) == (date(2021, 9, 2), "Une lettre.")
    assert JournalEntry.objects.filter(verb="obstacle.lifted").count() == 1


def test_two_people_lift_an_obstacle_together():
    obstacle = ObstacleFactory()
    late = Obstacle.objects.get(pk=obstacle.pk)
    lift(obstacle, by=obstacle.recorded_by)

    with pytest.raises(AlreadyLifted):
        lift(late, by=obstacle.recorded_by)


def test_record_a_mission_once():
    project = ProjectFactory()
    expert, token = someone("expert", project), uuid4()

    for _twice in range(2):
        mission = record_mission(
            project,
            by=adviser_of(project),
            brief="Tracer une sente.",
            expert=expert,
            days=Decimal(3),
            visits=[date(2021, 9, 11), date(2021, 9, 3)],
            token=token,
        )

    assert Mission.objects.get() == mission
    assert mission.visits == ["2021-09-03", "2021-09-11"]
    assert Notice.objects.filter(recipient=expert).count() == 1
