from datetime import timedelta

import pytest
from django.utils import timezone

from levain.people.models import RoleCode
from levain.seminars.models import Live, LiveEvent
from levain.seminars.services import live
from tests.people.factories import someone
from tests.seminars.factories import ActivityFactory, SeminarFactory
from tests.seminars.rooms import a_poll, a_room


def test_a_room_opens_once_with_one_code():
    room, driver = a_room()

    again = live.open_live(room.seminar, by=driver)

    assert again.code == room.code
    assert len(room.code) == 6
    assert Live.objects.count() == 1


def test_a_code_already_drawn_is_drawn_again(monkeypatch):
    first, _driver = a_room()
    drawn = iter([first.code, "123456"])
    monkeypatch.setattr(Live._meta.get_field("code"), "_get_default", lambda: next(drawn))

    other = live.open_live(SeminarFactory(today=True), by=None)

    assert other.code == "123456"


def test_show_an_activity_moves_the_room_one_version_further():
    room, driver = a_room()
    activity = ActivityFactory(seminar=room.seminar)
    before = room.version

    live.show(room, activity, by=driver)
    live.show(room, activity, by=driver)

    room.refresh_from_db()
    assert (room.activity, room.version) == (activity, before + 1)
    assert LiveEvent.objects.filter(live=room, kind=LiveEvent.Kind.STATE).count() == 1


def test_what_was_shown_of_an_activity_is_found_again_when_the_room_comes_back():
    room, driver = a_room()
    poll = a_poll(room, driver)
    live.close(room, poll, by=driver)
    live.reveal(room, poll, by=driver)

    a_poll(room, driver, title="Autre")
    live.show(room, poll, by=driver)

    assert room.stage(poll).closed
    assert room.stage(poll).revealed


def test_another_person_takes_over_in_one_deed():
    room, driver = a_room()
    colleague = someone(RoleCode.ADVISER, room.seminar.cohort)
    poll = a_poll(room, driver)

    with pytest.raises(live.NotDriving):
        live.reveal(room, poll, by=colleague)
    live.take_over(room, by=colleague)
    live.reveal(room, poll, by=colleague)

    assert room.stage(poll).revealed
    assert room.driver == colleague


def test_two_remotes_of_the_same_person_both_drive():
    room, driver = a_room()
    laptop, phone = Live.objects.get(pk=room.pk), Live.objects.get(pk=room.pk)
    first = a_poll(laptop, driver)

    live.reveal(phone, first, by=driver)
    live.close(laptop, first, by=driver)

    stage = Live.objects.get(pk=room.pk).stage(first)
    assert stage.revealed
    assert stage.closed


def test_the_clock_runs_stops_goes_on_and_is_given_more_time():
    room, driver = a_room()
    live.start_clock(room, 300, by=driver)
    assert timedelta(seconds=298) < room.clock_ends - timezone.now() <= timedelta(seconds=300)

    live.stop_clock(room, by=driver)
    assert room.clock_ends is None
    assert 298 <= room.clock_left <= 300

    live.extend_clock(room, 60, by=driver)
    live.resume_clock(room, by=driver)
    assert room.clock_left is None
    assert room.clock_ends - timezone.now() > timedelta(seconds=350)

    live.remove_clock(room, by=driver)
    assert (room.clock_ends, room.clock_left) == (None, None)


def test_a_room_that_ended_moves_no_more_until_it_is_opened_again():
    room, driver = a_room()
    code = room.code
    live.end_live(room, by=driver)
    with pytest.raises(live.LiveOver):
        live.start_clock(room, 60, by=driver)

    opened = live.open_live(room.seminar, by=driver)

    assert opened.code == code
    assert opened.is_open()
