import pytest

from levain.people.models import RoleCode
from levain.seminars.models import ANONYMOUS, Contribution, Device
from levain.seminars.services import answering, live, moderation
from levain.seminars.values import Unfit
from tests.people.factories import someone
from tests.seminars.rooms import a_phone, a_poll, a_room


def test_an_answer_sent_twice_is_one_and_the_last_choice_stands():
    room, driver = a_room()
    poll = a_poll(room, driver)
    phone = a_phone(room)

    answering.answer(phone, poll, value=0)
    answering.answer(phone, poll, value=0)
    answering.answer(phone, poll, value=1)

    assert [said.value for said in poll.contributions.all()] == [1]


def test_each_telephone_counts_for_one():
    room, driver = a_room()
    poll = a_poll(room, driver)

    for value in (0, 0, 1):
        answering.answer(a_phone(room), poll, value=value)

    assert sorted(poll.contributions.values_list("value", flat=True)) == [0, 0, 1]


def test_an_answer_that_is_not_offered_is_refused():
    room, driver = a_room()
    poll = a_poll(room, driver)

    with pytest.raises(Unfit):
        answering.answer(a_phone(room), poll, value=2)


def test_a_closed_activity_takes_nothing_and_one_left_behind_still_does():
    room, driver = a_room()
    poll = a_poll(room, driver)
    phone = a_phone(room)
    a_poll(room, driver, title="La suivante")
    answering.answer(phone, poll, value=0)

    live.close(room, poll, by=driver)
    phone.device.live.refresh_from_db()

    with pytest.raises(answering.NotTaken):
        answering.answer(phone, poll, value=1)
    assert [said.value for said in poll.contributions.all()] == [0]


def test_nothing_in_the_base_leads_from_an_anonymous_answer_to_a_telephone():
    room, driver = a_room()
    poll = a_poll(room, driver, named=False)
    person = someone(RoleCode.ADVISER, room.seminar.cohort)
    phone = a_phone(room, name="Lou", user=person)

    said = answering.answer(phone, poll, value=0)

    said.refresh_from_db()
    assert (said.named, said.side, said.author, said.pseudonym) == (False, ANONYMOUS, None, "")
    assert {field.related_model for field in Contribution._meta.get_fields() if field.is_relation} & {Device} == set()
    assert phone.device.mark[:16] not in said.token.hex
    assert said.said_on == room.seminar.day
    assert not Contribution.history.exists()


def test_a_name_is_kept_where_the_activity_says_so():
    room, driver = a_room()
    poll = a_poll(room, driver)

    said = answering.answer(a_phone(room, name="Lou", side="partner"), poll, value=0)

    said.refresh_from_db()
    assert (said.named, said.side, said.pseudonym) == (True, "partner", "Lou")


def test_a_telephone_banned_sends_nothing_more():
    room, driver = a_room()
    poll = a_poll(room, driver)
    phone = a_phone(room)
    moderation.ban(room, phone.device, by=driver)
    phone.device.refresh_from_db()

    with pytest.raises(answering.NotTaken):
        answering.answer(phone, poll, value=0)


def test_whoever_sent_an_anonymous_answer_is_suspended_without_being_known():
    room, driver = a_room()
    poll = a_poll(room, driver, named=False)
    rude, kind = a_phone(room), a_phone(room)
    said = answering.answer(rude, poll, value=0)
    moderation.silence(room, said, by=driver)
    other = a_poll(room, driver, named=False)
    for phone in (rude, kind):
        phone.device.live.refresh_from_db()

    answering.answer(kind, other, value=1)
    with pytest.raises(answering.NotTaken):
        answering.answer(rude, other, value=0)
    assert not Device.objects.filter(banned=True).exists()
    assert Contribution.objects.get(pk=said.pk).hidden

    moderation.silence(room, said, by=driver, silenced=False)
    rude.device.live.refresh_from_db()
    answering.answer(rude, other, value=0)
