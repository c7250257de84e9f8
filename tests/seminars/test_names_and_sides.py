"""Who gives a name and not a side is not given one."""

import re

import pytest

from levain.foundation import registry
from levain.people.models import RoleCode
from levain.seminars.drafting import who as who_in_the_minutes
from levain.seminars.forms.people import NeedsForm
from levain.seminars.live import room
from levain.seminars.live.counting import who
from levain.seminars.models import UNSAID, Activity, Contribution, Gathering, Side
from levain.seminars.services import answering, live
from tests.people.factories import someone
from tests.projects.factories import ProjectFactory
from tests.seminars.factories import ActivityFactory, SeminarFactory
from tests.seminars.rooms import a_phone, a_poll, a_room

pytestmark = pytest.mark.django_db


def a_question(room, driver):
    asked = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.QUESTIONS, named=True)
    live.show(room, asked, by=driver)
    return asked


def test_a_name_alone_claims_no_side():
    room, driver = a_room()
    lou = a_phone(room, name="Lou")

    said = answering.answer(lou, a_question(room, driver), question="0", text="Qui a la clé ?")

    assert said.side == UNSAID
    assert who(said) == "Lou"
    assert who_in_the_minutes(said) == "Lou"
    speaker = registry.of(said).speaker(said, "text")
    assert (speaker.side, speaker.name) == ("", "Lou")


def test_a_name_with_a_side_keeps_it():
    room, driver = a_room()
    lou = a_phone(room, name="Lou", side=Side.PARTNER)

    said = answering.answer(lou, a_question(room, driver), question="0", text="Qui a la clé ?")

    assert who(said) == f"Lou, {Side.PARTNER.label}"


def test_the_wall_signs_ideas_where_the_facilitator_chose_names_and_says_so():
    opened, driver = a_room()
    board = ActivityFactory(seminar=opened.seminar, named=True)
    live.show(opened, board, by=driver)
    column = board.columns[0]["id"]
    answering.answer(a_phone(opened, name="Lou"), board, question="0", text="Le tour de rôle", column=column)
    answering.answer(a_phone(opened), board, question="0", text="La clé du haut", column=column)

    shown = wall(opened)

    assert re.search(r"Le tour de rôle <span[^>]*>Lou</span>", shown)
    assert "La clé du haut</li>" in shown.replace(" </li>", "</li>")
    assert "Signé du nom ou du projet" in shown


def test_the_wall_signs_nothing_of_an_anonymous_board():
    opened, driver = a_room()
    board = ActivityFactory(seminar=opened.seminar, named=False)
    live.show(opened, board, by=driver)
    answering.answer(
        a_phone(opened, name="Lou"), board, question="0", text="Le tour de rôle", column=board.columns[0]["id"]
    )

    assert "Lou" not in wall(opened)
    assert "Anonyme" in wall(opened)


def test_a_poll_with_names_says_that_the_room_does_not_see_them():
    opened, driver = a_room()
    a_poll(opened, driver, named=True)

    asked = room.state(room.read(opened.pk), room.PHONE)["html"]

    assert "La salle ne les voit pas" in asked


def test_the_name_of_a_project_keeps_its_capitals():
    project = ProjectFactory(name="Le Casino de Melle")

    assert who(Contribution(named=True, project=project, side=Side.BEARER)) == "Le Casino de Melle"


def wall(opened):
    now = room.read(opened.pk)
    return room.state(now, room.SCREEN)["html"] + room.results(now, room.SCREEN)["html"]


def test_an_account_has_the_side_of_its_role():
    room, driver = a_room()
    adviser = someone(RoleCode.ADVISER, room.seminar.cohort)

    said = answering.answer(a_phone(room, user=adviser), a_question(room, driver), question="0", text="Et le bail ?")

    assert said.side == Side.ADVISER


def test_an_offer_of_a_car_says_how_many_seats():
    gathering = Gathering(seminar=SeminarFactory(), asks=["travel"])

    without = NeedsForm({"car": "offers"}, gathering=gathering)
    with_three = NeedsForm({"car": "offers", "car_seats": "3"}, gathering=gathering)
    looks = NeedsForm({"car": "looks", "car_seats": "3"}, gathering=gathering)

    assert "car_seats" in without.errors
    assert with_three.is_valid()
    assert with_three.told()["car_seats"] == 3
    assert looks.is_valid()
    assert looks.told()["car_seats"] is None
