"""Commitments made at a seminar: followed in the projects, reviewed at the next seminar."""

from datetime import timedelta

import pytest
from django.urls import reverse

from levain.chain import services as chain
from levain.foundation.models import Origin
from levain.projects.models import Commitment
from levain.projects.services import tell_commitment
from levain.seminars import promises, services
from levain.seminars.models import Activity
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of
from tests.seminars.factories import ActivityFactory, ContributionFactory, SeminarFactory

Kept = Commitment.Kept


@pytest.fixture
def team(project):
    return adviser_of(project)


@pytest.fixture
def first(project):
    return SeminarFactory(cohort=project.cohort, over=True)


@pytest.fixture
def second(first):
    return SeminarFactory(cohort=first.cohort, starts=first.starts + timedelta(days=20))


@pytest.fixture
def said(first, project):
    activity = ActivityFactory(seminar=first, kind=Activity.Kind.COMMITMENTS, columns=[])
    return ContributionFactory(activity=activity, text="Envoyer notre liste de questions.", project=project)


def seen(client, user, seminar):
    client.force_login(user)
    return client.get(reverse("seminars:promises", args=[seminar.slug]))


def tell(client, user, said, **posted):
    client.force_login(user)
    return client.post(reverse("seminars:tell_promise", args=[said.activity.seminar.slug, said.pk]), posted)


def test_a_promise_goes_to_its_project_once_in_the_name_of_who_made_it_and_keeps_its_moment(said, project, team):
    for _twice in range(2):
        chain.follow_promises(said.activity.seminar, by=team)
    commitment = Commitment.objects.get()
    assert (commitment.project, commitment.organisation, commitment.written_by) == (project, project.collective, team)
    assert Origin.objects.get().passage.object == said


def test_the_person_who_promised_herself_is_named_and_a_promise_without_project_waits(first, said, team, project):
    bearer = bearer_of(project)
    said.author = bearer
    said.save()
    ContributionFactory(activity=said.activity, text="Nous enverrons une fiche.", side="partner")
    followed = chain.follow_promises(first, by=team)
    assert [one.commitment.by for one in followed] == [bearer]


def test_what_the_project_says_of_its_promise_is_read_at_the_next_seminar(client, said, second, team):
    chain.follow_promises(said.activity.seminar, by=team)
    tell_commitment(Commitment.objects.get(), by=team, kept=Kept.PARTLY, reason="À moitié.")
    page = seen(client, team, second)
    (promise,) = page.context["told"]
    assert (promise.became, promise.words) == ("partly", "À moitié.")
    assert page.context["here"] == []


def test_what_the_room_says_of_a_promise_is_told_to_the_project_that_follows_it(client, said, second, team):
    chain.follow_promises(said.activity.seminar, by=team)
    answer = tell(client, team, said, became="kept", words="Envoyée.", **{"from": second.slug})
    assert answer["Location"] == reverse("seminars:promises", args=[second.slug])
    commitment = Commitment.objects.get()
    assert (commitment.kept, commitment.reason) == (Kept.KEPT, "Envoyée.")
    said.refresh_from_db()
    assert (said.became, said.became_text) == ("kept", "Envoyée.")


def test_a_promise_put_off_stays_open_in_its_project(said, team):
    chain.follow_promises(said.activity.seminar, by=team)
    services.tell_promise(said, became="later", by=team)
    assert Commitment.objects.get().kept == Kept.OPEN
    (promise,) = promises.made(said.activity.seminar)
    assert promise.open


def test_two_who_note_it_together_do_not_write_over_one_another(client, said, team):
    tell(client, team, said, became="kept", version=said.version)
    tell(client, team, said, became="not_kept", version=said.version)
    said.refresh_from_db()
    assert said.became == "kept"


def test_its_project_says_what_became_of_it_and_a_stranger_does_not(client, said, project):
    assert tell(client, bearer_of(ProjectFactory(cohort=project.cohort)), said, became="kept").status_code == 403
    assert tell(client, UserFactory(), said, became="kept").status_code == 403
    assert tell(client, bearer_of(project), said, became="nonsense").status_code == 302
    assert tell(client, bearer_of(project), said, became="kept").status_code == 302
    said.refresh_from_db()
    assert said.became == "kept"


def test_only_the_team_hands_promises_to_the_projects(client, said, team, project, second):
    gesture = "suivre/"
    assert gesture in seen(client, team, said.activity.seminar).content.decode()
    assert gesture not in seen(client, bearer_of(project), said.activity.seminar).content.decode()
    client.force_login(bearer_of(project))
    assert client.get(reverse("chain:follow", args=[1, said.activity.seminar.pk])).status_code == 403
    client.force_login(team)
    assert said.text in client.get(reverse("chain:follow", args=[1, said.activity.seminar.pk])).content.decode()
    client.post(reverse("chain:follow", args=[1, said.activity.seminar.pk]))
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, said, second, team, count, django_assert_max_num_queries):
    for number in range(count - 1):
        ContributionFactory(activity=said.activity, text=f"Autre {number}", project=said.project)
    chain.follow_promises(said.activity.seminar, by=team)
    client.force_login(team)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("seminars:promises", args=[second.slug]))
    assert len(page.context["review"]) == count


def test_a_room_goes_through_what_is_open_first_a_page_at_a_time(client, said, second, team):
    ContributionFactory.create_batch(30, activity=said.activity, became="kept")
    ContributionFactory.create_batch(4, activity=said.activity)
    new = ActivityFactory(seminar=second, kind=Activity.Kind.COMMITMENTS, columns=[])
    here = ContributionFactory(activity=new, text="Rendre les clés.")

    page = seen(client, team, second)

    assert len(page.context["review"]) == 5
    assert [one.said for one in page.context["here"]] == [here]
    assert len(page.context["told"]) == 19
    assert "page=2" in page.content.decode()
