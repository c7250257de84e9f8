"""What the pages say agrees with what they speak of, and calls optional only what may be left empty."""

from datetime import date

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.forms.rereadings import RemarkForm
from levain.capitalisation.models import FollowUp, Objection, PolicyLead, State
from levain.capitalisation.wording import steps_of
from tests.capitalisation.factories import Learning


@pytest.fixture
def learning(client):
    made = Learning().chain()
    client.force_login(made.lead)
    return made


def page(client, name, *args):
    return client.get(reverse(f"capitalisation:{name}", args=args)).content.decode()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.DRAFT, ("brouillon", "brouillon")),
        (State.SHARED, ("partagé pour remarques", "partagée pour remarques")),
        (State.SETTLED, ("arrêté", "arrêtée")),
        (State.SET_ASIDE, ("écarté\xa0: cela n’a pas tenu", "écartée\xa0: cela n’a pas tenu")),
    ],
)
def test_a_finding_is_said_in_one_gender_a_lesson_and_a_lead_in_the_other(learning, state, said):
    for thing in (learning.found, learning.learned, learning.asked):
        thing.state = state
    shown = [str(thing.get_state_display()) for thing in (learning.found, learning.learned, learning.asked)]

    assert shown == [said[0], said[1], said[1]]


def test_what_a_text_carries_is_said_in_its_gender_when_there_is_none(client):
    learning = Learning()
    client.force_login(learning.lead)
    finding = learning.finding()
    lesson = learning.lesson(finding)

    assert "Aucune pour l’instant." in page(client, "lesson", lesson.pk)
    lesson.delete()
    assert "Aucune pour l’instant." in page(client, "finding", finding.pk)


def test_a_passage_says_for_or_against_before_it(client, learning):
    assert "Pour\xa0: preuve 1" in page(client, "finding", learning.found.pk)


def test_a_reserve_and_a_refusal_ask_for_words_without_calling_them_optional(client, learning):
    for shown in (page(client, "finding_remarks", learning.found.pk), page(client, "answer_lead", learning.asked.pk)):
        assert "facultatif" not in shown
    answer = client.post(
        reverse("capitalisation:answer_lead", args=[learning.asked.pk]),
        {"status": "declined", "answered_by": "Le bureau", "on": "2026-01-05", "version": 1},
    )
    assert "text" in answer.context["form"].errors
    form = RemarkForm({"stance": "contest"}, thing=learning.found, parts=[])
    assert not form.is_valid()
    assert "text" in form.errors


def test_what_is_done_of_a_lead_and_answered_to_it_is_said_as_of_a_lead():
    assert [str(label) for label in FollowUp.State.labels] == ["en cours", "faite", "bloquée", "abandonnée"]
    assert PolicyLead.Answer.DECLINED.label == "refusée"


def test_nothing_is_answered_for_the_addressee_before_it_is_chosen_nor_before_its_day(client, learning):
    address = reverse("capitalisation:answer_lead", args=[learning.asked.pk])
    assert not client.get(address).context["form"]["status"].value()
    answer = client.post(address, {"status": "", "answered_by": "Le bureau", "on": "2099-01-05", "version": 1})

    assert set(answer.context["form"].errors) == {"status", "on"}


def test_a_side_already_said_is_not_said_twice():
    assert Objection(by="Emmanuelle B., service de l’État", side="state_service").who.count("service") == 1
    assert Objection(by="Un correspondant", side="state_service").who == "Un correspondant, service de l’État"


def test_a_day_changed_from_one_version_to_the_next_is_said_in_words(learning):
    services.revise_lead(learning.asked, 1, lessons=[learning.learned], by=learning.lead, hoped_by=date(2099, 10, 1))
    ((_label, pieces),) = steps_of(learning.asked)[0].changes

    assert [piece.text for piece in pieces] == ["1er octobre 2099"]
