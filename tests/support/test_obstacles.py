"""Obstacles: the needs they block, corrected by their author, listed across projects for those who support them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from levain.support.services.obstacles import lift
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of, state_agent_of
from tests.support.asking import open_as
from tests.support.factories import NeedFactory, ObstacleFactory

pytestmark = pytest.mark.django_db
ACROSS = "support:obstacles_across"


def correct_as(client, user, obstacle, **typed):
    client.force_login(user)
    typed = {"version": obstacle.version, "text": "?", "kind": "foncier", "audience": "project"} | typed
    return client.post(reverse("support:obstacle_edit", args=[obstacle.pk]), typed)


def test_its_author_says_which_needs_it_blocks(client):
    obstacle = ObstacleFactory(text="Trois cousins.")
    obstacle.recorded_by = member_of(obstacle.project)
    obstacle.save()
    needs = [NeedFactory(project=obstacle.project) for _twice in range(2)]

    correct_as(client, obstacle.recorded_by, obstacle, text="Quatre cousins.", needs=[need.pk for need in needs])

    obstacle.refresh_from_db()
    assert (obstacle.text, set(obstacle.needs.all())) == ("Quatre cousins.", set(needs))
    shown = open_as(client, obstacle.recorded_by, "support:obstacle_edit", obstacle.pk).content.decode()
    assert "Trois cousins." in shown


def test_a_stale_page_loses_nothing(client):
    obstacle = ObstacleFactory(version=4, text="Les mots d'un autre.")

    answer = correct_as(client, adviser_of(obstacle.project), obstacle, version=3, text="Les miens.")

    obstacle.refresh_from_db()
    assert obstacle.version == 4
    assert "Les miens." in answer.content.decode()


def test_another_member_does_not_change_its_words(client):
    obstacle = ObstacleFactory()

    assert open_as(client, member_of(obstacle.project), "support:obstacle_edit", obstacle.pk).status_code == 403


def test_a_need_of_another_project_is_not_tied(client):
    obstacle, elsewhere = ObstacleFactory(), NeedFactory()

    correct_as(client, adviser_of(obstacle.project), obstacle, needs=[elsewhere.pk])

    assert not obstacle.needs.exists()


def test_those_who_support_several_projects_see_their_obstacles_together(client):
    here = ObstacleFactory(text="Ici la règle.", kind="regle", who_can_lift="La DDT")
    ObstacleFactory(text="Ici un fonds.", kind="argent", project__cohort=here.project.cohort)
    ObstacleFactory(text="Ailleurs.")
    ObstacleFactory(text="Entre nous.", project=here.project, audience="collective")
    adviser, agent = adviser_of(here.project), state_agent_of(here.project)

    def shown(person):
        page = open_as(client, person, ACROSS).content.decode()
        return [words for words in ("Ici la règle.", "Ici un fonds.", "Ailleurs.", "Entre nous.") if words in page]

    assert shown(adviser) == ["Ici la règle.", "Ici un fonds.", "Entre nous."]
    assert shown(agent) == ["Ici la règle."]


def test_by_kind_by_who_can_lift_it_and_by_where_it_stands(client):
    rule = ObstacleFactory(text="La règle.", kind="regle", who_can_lift="La DDT")
    lifted = ObstacleFactory(text="Le terrain.", project=rule.project)
    adviser = adviser_of(rule.project)
    lift(lifted, by=adviser)

    def shown(**asked):
        page = open_as(client, adviser, ACROSS, **asked).content.decode()
        return ["La règle." in page, "Le terrain." in page]

    assert shown() == [True, False]
    assert shown(nature="argent") == [False, False]
    assert shown(qui="ddt") == [True, False]
    assert shown(etat="leves") == [False, True]
    assert shown(etat="tous") == [True, True]
    assert shown(nature="<b>") == [True, False]


def test_an_inhabitant_of_the_project_has_no_list_across(client):
    assert open_as(client, bearer_of(ProjectFactory()), ACROSS).status_code == 403


@pytest.mark.parametrize("name", [ACROSS, "support:obstacles"])
def test_as_many_queries_with_three_obstacles_as_with_one(client, name):
    project = ProjectFactory()
    lead = someone("programme_lead", project.cohort.programme)
    args = [] if name == ACROSS else [project.slug]

    def counted():
        with CaptureQueriesContext(connection) as queries:
            open_as(client, lead, name, *args)
        return len(queries)

    ObstacleFactory(project=project).needs.add(NeedFactory(project=project))
    counted()
    with_one = counted()
    for _more in range(2):
        ObstacleFactory(project=project).needs.add(NeedFactory(project=project))

    assert counted() == with_one
