"""How late the room is: against the running order, with the breaks in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from levain.seminars.live import pace
from levain.seminars.models import AgendaItem
from levain.seminars.services import live as driving
from tests.seminars.factories import ActivityFactory
from tests.seminars.rooms import a_room

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day():
    """Two activities of half an hour, a break between them; the room opened as the first begins."""
    room, driver = a_room()
    first, last = (ActivityFactory(seminar=room.seminar, title=title) for title in ("Un", "Deux"))
    for position, (minutes, activity) in enumerate(((30, first), (20, None), (30, last)), 1):
        AgendaItem.objects.create(
            seminar=room.seminar,
            position=position,
            minutes=minutes,
            title=str(activity or "Pause"),
            activity=activity,
        )
    return room, driver, first, last


def shown_at(room, activity, driver, at):
    driving.show(room, activity, by=driver)
    room.move(stages=room.stages | {str(activity.pk): {"since": int(at.timestamp())}})


def test_a_room_that_began_twelve_minutes_late_ends_twelve_minutes_late(day):
    room, driver, first, last = day
    starts = room.seminar.starts
    shown_at(room, first, driver, starts + 12 * MINUTE)

    told = pace.read(room, first, now=starts + 20 * MINUTE)

    assert told.late == 12
    assert told.ends == starts + 92 * MINUTE
    assert [title for _when, title in told.rest] == ["Pause", "Deux"]
    assert told.rest[1][0] == starts + 62 * MINUTE


def test_the_break_after_an_activity_makes_nobody_late(day):
    room, driver, first, _last = day
    starts = room.seminar.starts
    shown_at(room, first, driver, starts)

    assert pace.read(room, first, now=starts + 45 * MINUTE).on_time
    assert pace.read(room, first, now=starts + 58 * MINUTE).late == 8


def test_a_room_that_is_ahead_says_so(day):
    room, driver, _first, last = day
    shown_at(room, last, driver, room.seminar.starts + 40 * MINUTE)

    assert pace.read(room, last, now=room.seminar.starts + 45 * MINUTE).early == 10


def test_before_anything_is_shown_only_lateness_is_told(day):
    room, _driver, _first, _last = day

    assert pace.read(room, None, now=room.seminar.starts - 5 * MINUTE) is None
    assert pace.read(room, None, now=room.seminar.starts + 7 * MINUTE).late == 7


def test_another_day_is_not_a_delay(day):
    room, driver, first, _last = day
    shown_at(room, first, driver, room.seminar.starts + timedelta(days=2))

    assert pace.read(room, first, now=room.seminar.starts + timedelta(days=2)) is None


def test_an_activity_outside_the_running_order_says_nothing(day):
    room, driver, _first, _last = day
    other = ActivityFactory(seminar=room.seminar)
    driving.show(room, other, by=driver)

    assert pace.read(room, other) is None


def test_shown_again_while_it_is_there_it_has_not_begun_again(day):
    room, driver, first, _last = day
    long_ago = timezone.now() - 10 * MINUTE
    shown_at(room, first, driver, long_ago)

    driving.show(room, first, by=driver)

    room.refresh_from_db()
    assert room.stage(first)["since"] == int(long_ago.timestamp())


def test_the_remote_tells_it(client, day):
    room, driver, first, _last = day
    client.force_login(driver)
    shown_at(room, first, driver, room.seminar.starts + 15 * MINUTE)

    page = client.get(f"/espace/seminaires/{room.seminar.slug}/direct/").content.decode()

    assert 'id="pace"' in page
    assert "Deux" in page
