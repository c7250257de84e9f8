from datetime import timedelta

from django.utils import timezone

from levain.foundation import work
from levain.seminars.models import Activity, Device, Live, LiveEvent, Vote
from levain.seminars.services import answering, live
from tests.seminars.factories import ActivityFactory
from tests.seminars.rooms import a_phone, a_room


def test_a_day_after_a_room_the_words_stay_and_the_telephones_are_forgotten():
    room, driver = a_room()
    asked = ActivityFactory(seminar=room.seminar, kind=Activity.Kind.QUESTIONS, columns=[])
    live.show(room, asked, by=driver)
    said = answering.answer(a_phone(room, name="Lou"), asked, question="0", text="Qui a la clé ?")
    said.activity = asked
    answering.vote(a_phone(room), said)

    work.tick(timezone.now())
    assert Device.objects.count() == 2
    Live.objects.update(expires_at=timezone.now() - timedelta(days=2))
    work.tick(timezone.now())

    said.refresh_from_db()
    assert (said.text, said.pseudonym, said.votes, said.token) == ("Qui a la clé ?", "Lou", 1, None)
    assert [model.objects.count() for model in (Device, Vote, LiveEvent)] == [0, 0, 0]
    assert Live.objects.get().code is None
    assert live.open_live(room.seminar, by=driver).code
