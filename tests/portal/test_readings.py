"""Those asked to read before publication find it; those a text is shared with are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from levain.capitalisation.asked_panel import asked_of
from levain.capitalisation.models import Evidence, State
from levain.capitalisation.services import asking, rereadings
from levain.foundation.models import Letter, Notice
from levain.people.models import RoleCode
from tests.capitalisation.factories import Learning
from tests.people.factories import someone
from tests.projects.factories import state_agent_of
from tests.support.factories import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learning():
    learning = Learning().chain()
    learning.service = state_agent_of(learning.project)
    learning.mayor = someone(RoleCode.LOCAL_AUTHORITY, learning.project)
    learning.reading = rereadings.open_rereading(
        learning.cohort,
        by=learning.adviser,
        title="Ce que nous retenons",
        until=timezone.localdate() + timedelta(days=10),
        findings=[learning.found],
    )
    sides = [RoleCode.BEARER, RoleCode.STATE_SERVICE, RoleCode.LOCAL_AUTHORITY]
    rereadings.ask_people(learning.reading, [learning.project], sides, by=learning.adviser)
    return learning


def let_go(learning):
    Letter.objects.filter(state=Letter.State.HELD).update(state=Letter.State.WAITING)


def card(client, person, page="/espace/"):
    client.force_login(person)
    return "Ce que nous retenons" in client.get(page).content.decode()


@pytest.mark.parametrize("who", ["bearer", "service", "mayor"])
def test_who_is_asked_finds_it_once_the_letter_has_left(client, learning, who):
    person = getattr(learning, who)
    assert not card(client, person, "/espace/attendu/")
    let_go(learning)

    assert card(client, person, "/espace/attendu/")
    assert card(client, person)
    assert client.get(learning.reading.readers.get(user=person).get_absolute_url(), follow=True).status_code == 200


def test_it_leaves_the_screen_when_she_has_finished_or_the_reading_is_over(client, learning):
    let_go(learning)
    reader = learning.reading.readers.get(user=learning.bearer)
    rereadings.finished(reader)
    assert not card(client, learning.bearer, "/espace/attendu/")

    assert card(client, learning.service)
    rereadings.close(learning.reading, by=learning.adviser)
    assert not card(client, learning.service)


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("who", ["bearer", "service", "mayor"])
def test_words_and_readings_are_one_question_however_many(client, learning, who, n, django_assert_num_queries):
    person = getattr(learning, who)
    words = [
        learning.evidence(f"Mots {rank} de la note.", learning.written(f"Mots {rank} de la note."), "pending")
        for rank in range(n)
    ]
    Evidence.objects.filter(pk__in=[one.pk for one in words]).update(speaker_user=person)
    asking.ask_people(
        learning.cohort, [person.pk], by=learning.adviser, deadline=timezone.localdate() + timedelta(20)
    )
    let_go(learning)

    with django_assert_num_queries(1):
        asked = asked_of(person)

    assert [one.n for one in asked.words] == [n]
    assert [one.title for one in asked.readings] == ["Ce que nous retenons"]


@pytest.mark.parametrize("who", ["bearer", "service", "mayor"])
def test_a_first_screen_with_words_and_readings_keeps_to_twelve_queries(
    client, learning, who, django_assert_max_num_queries
):
    let_go(learning)
    person = getattr(learning, who)
    client.force_login(person)
    client.get("/espace/")
    NeedFactory(project=learning.project, stated_by=person)

    with django_assert_max_num_queries(12):
        assert "Avant publication, à vous de dire" in client.get("/espace/").content.decode()


def test_nobody_else_sees_it(client, learning):
    let_go(learning)

    assert not card(client, someone(RoleCode.MEMBER, learning.project))


def test_sharing_for_remarks_tells_the_others_who_draw_the_learning_and_not_the_one_who_shares(client, learning):
    client.force_login(learning.adviser)
    evaluator = someone(RoleCode.EVALUATOR, learning.cohort)
    client.post(f"/espace/lecons/{learning.learned.pk}/etat/", {"state": State.SHARED})

    told = Notice.objects.filter(entry__verb="lesson.shared")
    assert {one.recipient for one in told} == {learning.lead, evaluator}


def test_giving_texts_to_read_does_not_also_ask_the_team(learning):
    assert not Notice.objects.filter(entry__verb__endswith=".shared").exists()
