from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import Letter
from levain.projects import services
from levain.projects.models import HelpCall, NeighbourMessage
from tests.projects import factories as f
from tests.projects.neighbours import act, call, door, public, sent


@pytest.fixture
def project():
    project = f.ProjectFactory()
    services.compose_page(project, by=f.bearer_of(project), blocks=["contact"])
    return project


@pytest.fixture
def bearer(project):
    return f.bearer_of(project)


def test_an_inhabitant_answers_a_call_and_the_call_is_found(client, project, bearer):
    sought = call(project, bearer)
    assert "Deux personnes qui cousent" in public(client, project)

    message, link = sent(client, project, f"{door(project)}?appel={sought.pk}", kind="help")
    act(client, f.member_of(project), "take_offer", message, text="Samedi à dix heures.")

    sought.refresh_from_db()
    message.refresh_from_db()
    assert (message.call, message.gives) == (sought, "skill")
    assert sought.found_at
    assert message.answered_at
    assert "Samedi à dix heures." in Letter.objects.latest("pk").text
    act(client, bearer, "help_call_done", sought)
    message.refresh_from_db()
    assert message.done_at
    assert "Deux personnes" not in public(client, project)


def test_the_call_of_another_project_is_not_answered_here(client, project):
    other = f.ProjectFactory()
    theirs = call(other, f.bearer_of(other))
    for asked in (theirs.pk, "-1", "1e3", "9" * 40, "²"):
        sent(
            client,
            project,
            f"{door(project)}?appel={asked}",
            kind="help",
            email=f"a{asked!s:.3}@e.org".replace("²", "2"),
        )
        cache.clear()

    assert not NeighbourMessage.objects.filter(call__isnull=False).exists()


def test_a_call_past_its_day_leaves_the_page(client, project, bearer):
    sought = call(project, bearer)
    HelpCall.objects.filter(pk=sought.pk).update(until=timezone.localdate() - timedelta(days=1))

    assert "Deux personnes" not in public(client, project)


def test_the_bearer_writes_a_call_once(client, project, bearer):
    client.force_login(bearer)
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    address = reverse("projects:help_call_add", args=[project.slug])
    said = {"hand": "time", "title": "Des bras", "until": until, "token": "3f2b8b1e-9d3b-4a1f-8f1c-2b1a5a0e7c11"}

    for _time in range(2):
        assert client.post(address, said).status_code == 302
    for wrong in ({"until": "2001-01-01"}, {"how_many": 0}, {"how_many": -3}, {"hand": "money"}, {"title": ""}):
        assert client.post(address, said | wrong).status_code == 200
    assert HelpCall.objects.count() == 1
    client.force_login(f.member_of(project))
    assert client.post(address, said).status_code == 403


def test_two_people_change_a_call(client, project, bearer):
    sought = call(project, bearer)
    client.force_login(bearer)
    address = reverse("projects:help_call_edit", args=[project.slug, sought.pk])
    until = sought.until.isoformat()
    assert client.post(address, {"hand": "time", "title": "A", "until": until, "version": 1}).status_code == 302

    late = client.post(address, {"hand": "time", "title": "B", "until": until, "version": 1})

    sought.refresh_from_db()
    assert (late.status_code, sought.title) == (200, "A")


@pytest.mark.parametrize("count", [1, 3])
def test_the_cohort_reads_calls_and_offers_in_one_list(client, project, bearer, count, django_assert_max_num_queries):
    for _number in range(count):
        call(project, bearer)
        NeighbourMessage.objects.create(
            project=project,
            kind="help",
            gives="time",
            name="Odile",
            email="o@e.org",
            text="Mes mercredis",
            may_publish=True,
            confirmed_at=timezone.now(),
            published_at=timezone.now(),
        )
    NeighbourMessage.objects.create(
        project=project, kind="help", name="O", email="o@e.org", text="Secret", confirmed_at=timezone.now()
    )
    client.force_login(f.bearer_of(f.ProjectFactory(cohort=project.cohort)))
    address = reverse("projects:hands", args=[project.cohort.slug])

    with django_assert_max_num_queries(10):
        page = client.get(address)
    assert len(page.context["lines"]) == 2 * count
    assert "Secret" not in page.content.decode()
    assert len(client.get(address, {"nature": "time"}).context["lines"]) == count
    client.force_login(f.bearer_of(f.ProjectFactory()))
    assert client.get(address).status_code == 403
