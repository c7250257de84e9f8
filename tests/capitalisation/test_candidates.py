"""What comes back across projects surfaces as a candidate finding, with the projects behind it."""

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Candidate, Evidence, Finding, State
from levain.capitalisation.recurring import recurrence, recurrences
from levain.capitalisation.services import candidates
from levain.support.models import Obstacle
from tests.capitalisation.factories import Learning
from tests.projects.factories import ProjectFactory

KEY = "obstacle:foncier"


def obstacle(learning, project=None, **said):
    project = project or ProjectFactory(cohort=learning.cohort)
    said = {"kind": "foncier", "text": "Le propriétaire ne répond pas.", "recorded_by": learning.adviser} | said
    return Obstacle.objects.create(project=project, **said)


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def found(learning, key=KEY):
    return recurrence(learning.cohort, learning.adviser, key)


def test_one_project_is_no_recurrence_however_often_it_meets_it(learning):
    for _time in range(3):
        obstacle(learning, learning.project)

    assert not recurrences(learning.cohort, learning.adviser)


def test_a_kind_of_obstacle_met_by_two_projects_comes_back_with_its_facts(learning):
    obstacle(learning, learning.project)
    obstacle(learning, lifted_on="2021-03-02")
    obstacle(learning, kind="autre")
    obstacle(learning, kind="autre")
    obstacle(Learning())

    (one,) = recurrences(learning.cohort, learning.adviser)
    assert (one.key, len(one.projects), one.lifted, one.needs) == (KEY, 2, 1, 0)


def test_a_kind_that_is_not_in_the_list_any_more_does_not_close_the_page(client, learning):
    obstacle(learning, learning.project, kind="ancien")
    obstacle(learning, kind="ancien")

    page = client.get(reverse("capitalisation:candidates", args=[learning.cohort.slug]))
    assert page.status_code == 200


def test_what_the_adviser_may_not_read_is_not_counted(learning):
    obstacle(learning, learning.project)
    obstacle(learning, audience="collective")

    assert recurrence(learning.cohort, learning.lead, KEY) is None


def test_a_code_given_in_three_projects_comes_back(learning):
    code = services.add_code(learning.cohort, "acces.clef", "Clés")
    learning.evidence(codes=[code])
    for _time in range(2):
        other = Learning(ProjectFactory(cohort=learning.cohort))
        other.evidence(codes=[code])

    one = found(learning, "code:acces.clef")
    assert (len(one.projects), len(one.evidence)) == (3, 3)


def test_one_tap_makes_a_draft_with_its_passages_and_twice_makes_one(learning, client):
    first, second = obstacle(learning, learning.project), obstacle(learning)
    page = reverse("capitalisation:write_candidate", args=[learning.cohort.slug])
    for _time in range(2):
        answer = client.post(page, {"key": KEY})

    finding = Finding.objects.get()
    assert answer.url == finding.get_absolute_url()
    assert (finding.state, finding.judged) == (State.DRAFT, False)
    assert {link.evidence.passage.object for link in finding.links.all()} == {first, second}
    assert "Il reste à juger" in client.get(finding.get_absolute_url()).content.decode()


def test_a_draft_nobody_judged_is_not_shared(learning):
    obstacle(learning, learning.project)
    obstacle(learning)
    finding = candidates.write_candidate(learning.cohort, found(learning), by=learning.adviser)

    with pytest.raises(services.NotSettledYet):
        services.move(finding, State.SHARED, by=learning.adviser)


def test_set_aside_it_is_gone_until_more_projects_meet_it(learning, client):
    obstacle(learning, learning.project)
    obstacle(learning)
    page = reverse("capitalisation:dismiss_candidate", args=[learning.cohort.slug, KEY])
    assert client.post(page, {"reason": "  "}).status_code == 200
    client.post(page, {"reason": "Deux terrains, deux histoires."})
    assert not found(learning).waits

    obstacle(learning)
    assert found(learning).grown
    shown = client.get(reverse("capitalisation:candidates", args=[learning.cohort.slug])).content.decode()
    assert "Deux terrains, deux histoires." in shown


def test_two_people_decide_at_once_the_second_reads_it(learning):
    obstacle(learning, learning.project)
    obstacle(learning)
    opened = found(learning)
    candidates.write_candidate(learning.cohort, found(learning), by=learning.lead)

    with pytest.raises(candidates.DecidedMeanwhile):
        candidates.dismiss_candidate(learning.cohort, opened, by=learning.adviser, reason="Non.")
    assert Candidate.objects.get().decision == "written"


@pytest.mark.parametrize("key", ["obstacle:regle", "code:%00", "../../", "x" * 300])
def test_a_key_that_is_nothing_is_not_found(learning, client, key):
    page = reverse("capitalisation:write_candidate", args=[learning.cohort.slug])

    assert client.post(page, {"key": key}).status_code == 404


def test_hostile_words_of_an_obstacle_are_shown_as_words(learning, client):
    obstacle(learning, learning.project, text="<script>alert(1)</script> {{ x }}")
    obstacle(learning)
    page = client.get(reverse("capitalisation:candidates", args=[learning.cohort.slug])).content.decode()
    assert "<script>alert" not in page

    client.post(reverse("capitalisation:write_candidate", args=[learning.cohort.slug]), {"key": KEY})
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("page", ["candidates", "write_candidate"])
def test_the_people_of_a_project_decide_nothing(learning, client, page):
    client.force_login(learning.bearer)

    assert client.post(reverse(f"capitalisation:{page}", args=[learning.cohort.slug])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(learning, client, count, django_assert_max_num_queries):
    code = services.add_code(learning.cohort, "acces.clef", "Clés")
    for _time in range(count + 2):
        other = Learning(ProjectFactory(cohort=learning.cohort))
        other.evidence(codes=[code])
        obstacle(learning, other.project)
    page = reverse("capitalisation:candidates", args=[learning.cohort.slug])
    client.get(page)

    with django_assert_max_num_queries(12):
        client.get(page)
