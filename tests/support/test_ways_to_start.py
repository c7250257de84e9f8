"""A need starts blank, from an obstacle, or from a need that others have had; what is typed leaves once."""

from uuid import uuid4

import pytest
from django.urls import reverse

from levain.projects.forms import writer_key
from levain.support import typical_needs
from levain.support.models import Need
from levain.support.vocabularies import STAGES
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, member_of
from tests.support.factories import ObstacleFactory

pytestmark = pytest.mark.django_db
NEW = "support:need_new"


def see(client, user, project, **asked):
    client.force_login(user)
    return client.get(reverse(NEW, args=[project.slug]), asked).content.decode()


def send(client, user, project, script=False, **typed):
    client.force_login(user)
    headers = {"Accept": "application/json"} if script else {}
    typed = {"token": uuid4(), "in_my_words": "Un local.", "audience": "project"} | typed
    return client.post(reverse(NEW, args=[project.slug]), typed, headers=headers)


def test_each_stage_has_four_to_six_typical_needs_each_named_once():
    kept = typical_needs.by_stage()

    assert set(kept) == set(STAGES)
    assert all(4 <= len(needs) <= 6 for needs in kept.values())
    names = [need.id for needs in kept.values() for need in needs]
    assert len(names) == len(set(names))
    assert all(len(need.text) < 200 for needs in kept.values() for need in needs)


def test_the_project_s_own_stage_comes_first(client):
    project = ProjectFactory(stage="realisation")

    shown = see(client, bearer_of(project), project)

    assert shown.index("Comparer des devis") < shown.index("Savoir à qui parler")


def test_a_typical_need_opens_the_form_with_its_words(client):
    project = ProjectFactory()
    bearer = bearer_of(project)

    assert typical_needs.find("comparer-des-devis").text in see(client, bearer, project, type="comparer-des-devis")
    assert "Comparer des devis" in see(client, bearer, project, type="<script>")


def test_an_obstacle_starts_a_need_that_it_blocks(client):
    obstacle = ObstacleFactory(text="Trois cousins.", tried="Une lettre.")
    project, bearer = obstacle.project, bearer_of(obstacle.project)
    client.force_login(bearer)
    listed = client.get(reverse("support:obstacles", args=[project.slug])).content.decode()
    assert f"?obstacle={obstacle.pk}" in listed

    shown = see(client, bearer, project, obstacle=obstacle.pk)
    send(client, bearer, project, obstacle=obstacle.pk)

    assert "Trois cousins." in shown
    assert list(Need.objects.get().obstacles.all()) == [obstacle]


@pytest.mark.parametrize("asked", ["0", "x", "9" * 40, "²"])
def test_an_obstacle_that_does_not_exist_starts_a_blank_need(client, asked):
    project = ProjectFactory()

    assert "<textarea" in see(client, bearer_of(project), project, obstacle=asked)


def test_another_project_s_obstacle_neither_shows_nor_ties(client):
    obstacle, project = ObstacleFactory(text="Ailleurs."), ProjectFactory()
    bearer = bearer_of(project)

    assert "Ailleurs." not in see(client, bearer, project, obstacle=obstacle.pk)
    send(client, bearer, project, obstacle=obstacle.pk)

    assert not Need.objects.exists()


def test_the_script_is_told_where_to_go(client):
    project = ProjectFactory()

    answer = send(client, bearer_of(project), project, script=True)

    assert answer.json() == {"to": Need.objects.get().get_absolute_url()}


def test_a_draft_of_another_person_of_this_phone_is_refused(client):
    project = ProjectFactory()

    answer = send(client, bearer_of(project), project, script=True, writer=writer_key(member_of(project)))

    assert not Need.objects.exists()
    assert "<form" in answer.content.decode()


def test_a_session_that_ended_is_said_to_the_script(client):
    to = reverse(NEW, args=[ProjectFactory().slug])

    assert client.post(to, {"in_my_words": "?"}, headers={"Accept": "application/json"}).status_code == 401


def test_an_adviser_writes_for_somebody_and_the_obstacle_follows(client):
    obstacle = ObstacleFactory()
    bearer = bearer_of(obstacle.project)

    send(client, adviser_of(obstacle.project), obstacle.project, on_behalf_of=bearer.pk, obstacle=obstacle.pk)

    assert Need.objects.get().stated_by == bearer
