"""A room held live, and the telephones in it."""

from itertools import count

from levain.people.models import RoleCode
from levain.seminars.models import Activity
from levain.seminars.services import answering, live
from tests.people.factories import someone
from tests.seminars.factories import ActivityFactory, SeminarFactory

numbers = count(1)


def a_room(**about):
    """Open now, with its facilitator at the remote."""
    seminar = SeminarFactory(today=True, **about)
    driver = someone(RoleCode.FACILITATOR, seminar)
    return live.open_live(seminar, by=driver), driver


def a_poll(room, by, **about):
    """A poll of two answers, shown to the room."""
    about = {"kind": Activity.Kind.POLL, "title": "Combien ?", "options": ["Un", "Deux"], "columns": []} | about
    activity = ActivityFactory(seminar=room.seminar, **about)
    live.show(room, activity, by=by)
    return activity


def a_phone(room, **who):
    return answering.join(room, f"secret {next(numbers)}", **who)
