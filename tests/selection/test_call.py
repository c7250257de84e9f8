from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.selection import services
from levain.selection.models import Application, Call, StateChanged
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects import factories as projects
from tests.selection.factories import ApplicationFactory, CallFactory

TWO_CRITERIA = [
    {"code": "elan", "label": "L'élan", "weight": Decimal("0.6")},
    {"code": "lien", "label": "Le lien", "weight": Decimal("0.4")},
]


def announced(criteria, **changes):
    told = {"slug": "appel", "title": "Appel", "short": "Venez", "opens": timezone.now()}
    told["closes"] = datetime(2100, 1, 1, tzinfo=UTC)
    return services.announce_call(CohortFactory(), criteria, by=UserFactory(), **told | changes)


def decided(application, state="retained", **changes):
    services.decide(application, state, by=UserFactory(), reason="Un bel élan.", **changes)


def applications_page(call):
    return reverse("selection:applications", args=[call.slug])


def test_a_call_is_announced_with_its_criteria_in_order():
    call = announced(TWO_CRITERIA)

    assert [criterion.code for criterion in call.criteria.all()] == ["elan", "lien"]
    assert JournalEntry.objects.get().verb == "call.announced"


@pytest.mark.parametrize("criteria", [[], TWO_CRITERIA[:1]])
def test_weights_that_do_not_sum_to_one_announce_nothing(criteria):
    with pytest.raises(services.WeightsDoNotSum):
        announced(criteria)

    assert not Call.objects.exists()


def test_an_application_received_twice_is_one_application():
    call, team = CallFactory(), UserFactory()

    for title in ("Le jardin", "Un autre titre"):
        services.receive_application(
            call, by=team, reference="jardin", title=title, summary="Six voisins.", place="Melle"
        )

    assert Application.objects.get().title == "Le jardin"
    assert JournalEntry.objects.filter(verb="application.received").count() == 1


def test_no_more_applications_are_retained_than_there_are_seats():
    call = CallFactory(cohort__seats=1)
    first, second = ApplicationFactory(call=call), ApplicationFactory(call=call)
    decided(first)

    with pytest.raises(services.TooManyRetained):
        decided(second)
    decided(first)

    second.refresh_from_db()
    assert second.state == Application.State.DEPOSITED


def test_only_the_reserve_keeps_a_rank():
    application = ApplicationFactory()
    decided(application, "reserve", rank=2)
    decided(application, "not_retained", rank=2)

    assert Application.objects.get().reserve_rank is None


def test_published_decisions_no_longer_change():
    application = ApplicationFactory(call__released_at=timezone.now())

    with pytest.raises(StateChanged):
        decided(application)


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        ({"over": True}, "Cet appel est clos"),
        ({}, "heure de Paris"),
        ({"time_zone": "Indian/Reunion"}, "heure de Reunion"),
    ],
)
def test_the_page_says_where_the_call_stands_and_in_whose_time(client, situation, words):
    assert words in client.get(CallFactory(**situation).get_absolute_url()).content.decode()


def test_the_closing_is_told_in_the_time_of_the_call(client):
    call = CallFactory(closes=datetime(2100, 6, 30, 14, 0, tzinfo=UTC), time_zone="Indian/Reunion")

    assert "30 juin 2100 à 18:00" in client.get(call.get_absolute_url()).content.decode()


def test_a_call_to_come_is_seen_by_its_team_only(client):
    call = CallFactory(to_come=True)
    assert client.get(call.get_absolute_url()).status_code in (302, 403)
    assert call.title not in client.get(reverse("selection:calls")).content.decode()

    client.force_login(someone(RoleCode.PROGRAMME_LEAD, call.cohort.programme))

    assert "pas encore ouvert" in client.get(call.get_absolute_url()).content.decode()
    assert call.title in client.get(reverse("selection:calls")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_calls_cost_the_same_for_any_number(client, count, django_assert_max_num_queries):
    CallFactory.create_batch(count)

    with django_assert_max_num_queries(3):
        page = client.get(reverse("selection:calls"))

    assert len(page.context["page"]) == count


def test_without_a_call_the_page_says_whom_to_write_to(client):
    assert "/contact/" in client.get(reverse("selection:calls")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_applications_cost_the_same_for_any_number(client, count, django_assert_max_num_queries):
    call = CallFactory()
    for _number in range(count):
        ApplicationFactory(call=call, project=projects.ProjectFactory(cohort=call.cohort))
    client.force_login(someone(RoleCode.ADVISER, call.cohort))

    with django_assert_max_num_queries(12):
        page = client.get(applications_page(call))

    assert page.context["count"] == count


@pytest.mark.parametrize("maker", [projects.bearer_of, projects.official_of, lambda project: UserFactory()])
def test_the_applications_are_closed_to_those_who_carry_a_project(client, maker):
    project = projects.ProjectFactory()
    call = CallFactory(cohort=project.cohort)
    client.force_login(maker(project))

    assert client.get(applications_page(call)).status_code == 403
