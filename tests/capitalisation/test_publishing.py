"""What will be frozen is shown before it is; only what was shown is published, once."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import services
from levain.capitalisation.models import Edition
from levain.capitalisation.services import rereadings
from levain.foundation.models import Notice
from tests.capitalisation.factories import Learning

pytestmark = pytest.mark.django_db
PAGE = "/espace/rapports/rapport/publier/"


@pytest.fixture
def learning(client):
    learning = Learning().chain()
    learning.report()
    learning.words = learning.paragraph(learning.found)
    client.force_login(learning.lead)
    return learning


def shown(client):
    return client.get(PAGE).context["seen"]


def test_the_page_says_what_will_be_frozen_its_number_and_who_will_be_told(client, learning):
    said = client.get(PAGE).content.decode()

    assert "Publier l’édition 1" in said
    assert "1 passage cité" in said
    assert "1 personne, quand quelqu’un" not in said
    assert "2 personnes, quand quelqu’un laissera partir" in said
    assert not Edition.objects.exists()


def test_what_stands_in_the_way_takes_the_place_of_the_button(client, learning):
    learning.paragraph(kind="opinion", text="Un avis.")
    said = client.get(PAGE).content.decode()

    assert "Une seconde personne n’a pas encore confirmé" in said
    assert 'name="seen"' not in said


def test_a_remark_without_an_answer_is_said_and_does_not_stand_in_the_way(client, learning):
    rereadings.say_among_us(
        learning.asked, by=learning.lead, part="text", stance="shade", text="Pas partout.", version=1
    )
    said = client.get(PAGE).content.decode()

    assert "1 remarque de la session n’a pas encore de réponse." in said
    assert 'name="seen"' in said


def test_a_paragraph_written_meanwhile_is_not_published_unseen(client, learning):
    mark = shown(client)
    services.revise_paragraph(
        learning.words, 1, kind="finding", text="Tout autre chose.", refs=[learning.found], by=learning.adviser
    )
    answer = client.post(PAGE, {"seen": mark})

    assert answer.status_code == 409
    assert "a changé depuis" in answer.content.decode()
    assert not Edition.objects.exists()
    assert client.post(PAGE, {"seen": shown(client)}).url == "/rapports/rapport/"


@pytest.mark.parametrize("seen", ["", "n'importe quoi", "0" * 64])
def test_nothing_is_published_that_was_not_shown(client, learning, seen):
    assert client.post(PAGE, {"seen": seen}).status_code == 409
    assert not Edition.objects.exists()


def test_pressed_twice_it_is_published_once_and_told_once(client, learning):
    mark = shown(client)
    answers = [client.post(PAGE, {"seen": mark}) for _time in range(2)]

    assert {answer.url for answer in answers} == {"/rapports/rapport/"}
    assert Edition.objects.count() == 1
    assert Notice.objects.filter(entry__verb="report.published", recipient=learning.bearer).count() == 1


def test_the_adviser_neither_sees_the_page_nor_publishes(client, learning):
    client.force_login(learning.adviser)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"seen": "x"}).status_code == 403
    compose = client.get(reverse("capitalisation:compose", args=["rapport"])).content.decode()
    assert PAGE not in compose
    assert "L’équipe nationale publie le rapport." in compose


def test_an_edition_bears_the_day_it_is_published_and_not_that_of_the_first(learning):
    day = timezone.now() - timedelta(days=400)
    first = services.publish(learning.written_report, by=learning.lead, at=day)
    services.revise_finding(learning.found, 1, by=learning.adviser, text="Quatre projets sur cinq.")
    second = services.publish(learning.written_report, by=learning.lead)

    assert learning.written_report.dated == date(2022, 3, 11)
    assert first.content["date"].endswith(str(day.year))
    assert second.content["date"].endswith(str(timezone.localdate().year))
    assert first.content["date"] != second.content["date"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same(client, learning, count, django_assert_max_num_queries):
    for number in range(count):
        learning.paragraph(learning.finding([learning.evidence()], title=f"Constat {number}"))
        said = {"label": "Satisfaits", "value": 9, "counted": "9", "n": 20, "method": "M", "rows": "r"}
        learning.paragraph(services.add_figure(learning.cohort, f"sat{number}", by=learning.adviser, **said))

    with django_assert_max_num_queries(12):
        client.get(PAGE)
