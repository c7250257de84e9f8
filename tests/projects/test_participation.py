"""Who takes part: the figures of a project, the events each counts, and what is left out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.projects import participation
from levain.projects.models import LogbookEntry
from tests.projects import factories as f


def event(project, **said):
    said = {"kind": LogbookEntry.Kind.EVENT, "audience": "project"} | said
    return f.LogbookEntryFactory(project=project, **said)


def page(client, project, asked=""):
    return client.get(reverse("projects:participation", args=[project.slug]), {"compte": asked})


def test_each_figure_opens_the_events_it_counts(client, project):
    full = event(project, people=12, first_timers=5, hours=20)
    bare = event(project)
    client.force_login(f.bearer_of(project))

    shown = page(client, project)
    with_hours, without = page(client, project, "heures"), page(client, project, "sans-heures")

    figures = {figure.rows: figure for figure in shown.context["figures"]}
    assert (figures["heures"].value, figures["heures"].missing) == ("20", 1)
    assert list(with_hours.context["page"]) == [full]
    assert list(without.context["page"]) == [bare]


def test_under_eleven_people_no_share_is_given(client, project):
    event(project, people=10, first_timers=4)
    client.force_login(f.bearer_of(project))

    assert "%" not in page(client, project).context["figures"][2].told
    event(project, people=1, first_timers=0)
    assert page(client, project).context["figures"][2].value == "4 sur 11"
    assert "36" in page(client, project).context["figures"][2].told


def test_what_is_withdrawn_unconfirmed_or_kept_to_the_collective_does_not_count(project):
    event(project, people=3)
    event(project, people=30, audience="collective")
    event(project, people=30, text="", withdrawn_at=timezone.now())
    event(project, people=30, said_by=f.bearer_of(project))
    event(project, people=30, kind=LogbookEntry.Kind.PROGRESS)

    assert participation.proposed(project).presences.value == 3


def test_only_the_collective_learns_that_it_keeps_events_back(client, project):
    event(project, people=30, audience="collective")
    seen = []
    for person in (f.bearer_of(project), f.official_of(project)):
        client.force_login(person)
        seen.append(page(client, project).context["kept_back"])

    assert seen == [1, 0]


def test_an_unknown_figure_shows_every_event_and_a_stranger_nothing(client, project):
    event(project, people=2)
    client.force_login(f.bearer_of(f.ProjectFactory()))
    assert page(client, project).status_code == 403

    client.force_login(f.bearer_of(project))
    assert len(page(client, project, "people__gt=1").context["page"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for _number in range(count):
        event(project, people=4, first_timers=1, hours=2)
    client.force_login(f.bearer_of(project))

    with django_assert_max_num_queries(10):
        page(client, project)
