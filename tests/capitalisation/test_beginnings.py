"""A session where nothing is learned yet: each page says what to do first, none asks what cannot be given."""

import pytest
from django.urls import reverse

from levain.capitalisation.models import Evidence
from tests.capitalisation.factories import Learning


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def opened(client, learning, name, **asked):
    return client.get(reverse(f"capitalisation:{name}", args=[learning.cohort.slug]), asked)


def chosen(answer, name):
    return answer.context["form"][name].value()


def test_the_first_page_says_what_each_step_waits_for(client, learning):
    shown = opened(client, learning, "home").content.decode()

    assert "Commencez par lire" in shown
    assert "Une fois des passages retenus" in shown
    assert "Une fois un constat écrit" in shown
    assert "Une fois une leçon écrite" in shown


@pytest.mark.parametrize(("name", "to"), [("new_lesson", "new_finding"), ("new_lead", "new_lesson")])
def test_what_would_stand_on_nothing_leads_to_what_comes_first(client, learning, name, to):
    answer = opened(client, learning, name)

    assert answer.url == reverse(f"capitalisation:{to}", args=[learning.cohort.slug])


def test_a_lesson_drawn_from_a_finding_already_stands_on_it(client, learning):
    found = learning.finding()
    learning.finding(title="Un autre")
    shown = client.get(found.get_absolute_url()).content.decode()

    assert f"?constat={found.number}" in shown
    assert chosen(opened(client, learning, "new_lesson", constat=found.number), "findings") == [found.pk]
    assert not chosen(opened(client, learning, "new_lesson", constat="x"), "findings")


def test_a_lead_drawn_from_a_lesson_already_stands_on_it(client, learning):
    lesson = learning.lesson(learning.finding())
    shown = client.get(lesson.get_absolute_url()).content.decode()

    assert f"?lecon={lesson.number}" in shown
    assert chosen(opened(client, learning, "new_lead", lecon=lesson.number), "lessons") == [lesson.pk]


def test_nobody_is_written_to_while_nothing_is_kept(client, learning):
    assert "Personne n’attend de courrier" in opened(client, learning, "ask_voices").content.decode()
    board = reverse("capitalisation:voices_board", args=[learning.cohort.slug])
    assert opened(client, learning, "ask_by_mail").url == board
    assert "Une fois des mots retenus" in client.get(board).content.decode()


def test_nothing_is_given_to_read_before_it_is_written(client, learning):
    assert opened(client, learning, "new_rereading").url.endswith("/relectures/")


def test_a_report_begun_before_the_leads_says_that_there_is_nothing_to_choose(client, learning):
    assert "Rien à choisir pour l’instant." in opened(client, learning, "new_report").content.decode()


def test_an_author_without_a_side_is_named_alone():
    assert Evidence(speaker="Abdel", side="").who == "Abdel"
