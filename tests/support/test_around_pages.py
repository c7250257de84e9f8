from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.support.models import Contact, Mission, Obstacle, PeerHelp
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.support.asking import open_as, queries_of, send_as
from tests.support.factories import (
    ContactFactory,
    NeedFactory,
    ObstacleFactory,
)

pytestmark = pytest.mark.django_db


def test_close_a_need(client):
    need = NeedFactory(opened=True)

    send_as(
        client, bearer_of(need.project), "support:close", need.pk, met="partly", outcome="Neuf terrains.", version=1
    )

    need.refresh_from_db()
    assert (need.state, need.met, need.outcome) == ("closed", "partly", "Neuf terrains.")


def test_another_project_offers_a_hand(client):
    need = NeedFactory(opened=True, audience="cohort")
    other = ProjectFactory(cohort=need.project.cohort)
    typed = {"token": uuid4(), "kind": "done_it", "text": "Prenez notre cahier.", "project": other.pk}

    send_as(client, bearer_of(other), "support:help", need.pk, **typed)

    assert PeerHelp.objects.get().project == other


def test_record_a_contact_today_by_default_and_once(client):
    project = ProjectFactory()
    adviser, bearer = adviser_of(project), bearer_of(project)
    form = open_as(client, adviser, "support:contact_new", project.slug).context["form"]
    typed = {
        "token": form["token"].value(),
        "kind": "call",
        "people": [bearer.pk],
        "text": "Premier appel.",
        "happened_on": form["happened_on"].value().isoformat(),
        "audience": "project",
    }

    for _twice in range(2):
        send_as(client, adviser, "support:contact_new", project.slug, **typed)

    assert Contact.objects.get().happened_on == timezone.localdate()


def test_a_contact_to_come_is_refused_and_given_back(client):
    project = ProjectFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    typed = {"token": uuid4(), "kind": "call", "text": "Appel.", "happened_on": tomorrow, "audience": "project"}

    answer = send_as(client, adviser_of(project), "support:contact_new", project.slug, **typed)

    assert list(answer.context["form"].errors) == ["happened_on"]
    assert answer.context["form"]["text"].value() == "Appel."


@pytest.mark.parametrize(("page", "factory"), [("contacts", ContactFactory), ("obstacles", ObstacleFactory)])
def test_lists_cost_the_same_for_any_number(client, page, factory):
    asked = []
    for count in (1, 3):
        project = ProjectFactory()
        factory.create_batch(count, project=project)
        client.force_login(bearer_of(project))
        asked.append(queries_of(client, reverse(f"support:{page}", args=[project.slug])))

    assert asked[0] == asked[1] <= 12


def test_name_an_obstacle_and_lift_it(client):
    project = ProjectFactory()
    bearer = bearer_of(project)
    typed = {"token": uuid4(), "kind": "foncier", "text": "Trois cousins.", "audience": "project"}
    send_as(client, bearer, "support:obstacle_new", project.slug, **typed)
    obstacle = Obstacle.objects.get()

    too_long = send_as(client, bearer, "support:lift", obstacle.pk, how="x" * 301)
    send_as(client, bearer, "support:lift", obstacle.pk, how="Une lettre.")
    again = send_as(client, bearer, "support:lift", obstacle.pk, how="Une autre.")

    obstacle.refresh_from_db()
    assert "x" * 301 in too_long.content.decode()
    assert again.status_code == 302
    assert obstacle.lifted_how == "Une lettre."


def test_an_adviser_adds_a_mission_and_a_wrong_date_is_given_back(client):
    project = ProjectFactory()
    expert, adviser = someone("expert", project), adviser_of(project)
    typed = {"token": uuid4(), "brief": "Une sente.", "expert": expert.pk, "days": "2,5", "visits": "demain"}

    refused = send_as(client, adviser, "support:mission_record", project.slug, **typed)
    send_as(client, adviser, "support:mission_record", project.slug, **(typed | {"visits": "03/09/2021, 11/09/2021"}))

    assert list(refused.context["form"].errors) == ["visits"]
    assert Mission.objects.get().visits == ["2021-09-03", "2021-09-11"]
    assert open_as(client, expert, "support:missions", project.slug).status_code == 200
