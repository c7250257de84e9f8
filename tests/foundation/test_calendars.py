from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from levain.foundation import calendars, journal
from levain.foundation.models import CalendarFeed
from tests.people.factories import UserFactory
from tests.projects.factories import ActionFactory, ProjectFactory, StepFactory, bearer_of, member_of
from tests.seminars.factories import SeminarFactory


@pytest.fixture
def zoe():
    project = ProjectFactory(name="Le verger")
    return bearer_of(project)


def project_of(person):
    return person.roles.get().scope


def read(client, person, **headers):
    return client.get(reverse("foundation:calendar_feed", args=[calendars.open_feed(person)]), headers=headers)


def events(response):
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_a_calendar_holds_my_seminars_my_steps_and_what_i_am_to_do(client, zoe):
    project, today = project_of(zoe), timezone.localdate()
    other = member_of(project)
    StepFactory(project=project, title="Première coulée", due=today + timedelta(days=3))
    ActionFactory(project=project, owner=zoe, title="Appeler le voisin", due=today)
    ActionFactory(project=project, owner=other, title="Pas pour moi", due=today)
    ActionFactory(project=project, owner=zoe, title="Déjà fait", due=today, done=today)
    SeminarFactory(cohort=project.cohort, title="Se voir")
    SeminarFactory(title="Ailleurs")

    response = read(client, zoe)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert set(events(response)) == {"Le verger : Première coulée".replace(" :", "\xa0:"), "Se voir"} | {
        "Le verger, à faire\xa0: Appeler le voisin"
    }
    assert other.name.encode() not in response.content


def test_an_event_keeps_its_name_and_counts_its_changes(client, zoe):
    project, today = project_of(zoe), timezone.localdate()
    with transaction.atomic():
        action = ActionFactory(project=project, owner=zoe, due=today)
        journal.record("action.added", on=action, by=zoe, place=project)
    (before,) = events(read(client, zoe)).values()
    with transaction.atomic():
        journal.record("action.moved", on=action, by=zoe, place=project)
    (after,) = events(read(client, zoe)).values()
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)


def test_lines_are_folded_and_words_cannot_add_a_line(client, zoe):
    ActionFactory(
        project=project_of(zoe), owner=zoe, due=timezone.localdate(), title="Une ; longue, " * 9 + "\nBEGIN:VALARM"
    )
    content = read(client, zoe).content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert not Calendar.from_ical(content).walk("VALARM")


def test_a_meeting_keeps_its_hour_on_either_side_of_the_clock_change(client, zoe):
    cohort = project_of(zoe).cohort
    zone = ZoneInfo("Europe/Paris")
    autumn = timezone.now().year + (timezone.now().month > 9)
    for day in (20, 30):
        starts = datetime(autumn, 10, day, 9, 30, tzinfo=zone).astimezone(UTC)
        SeminarFactory(cohort=cohort, title=f"Le {day}", starts=starts, ends=starts + timedelta(hours=2))
    found = events(read(client, zoe))
    assert {found[name]["DTSTART"].dt.hour for name in found} == {9}
    assert {found[name]["DTSTART"].params["TZID"] for name in found} == {"Europe/Paris"}


def test_rights_are_asked_again_at_each_reading(client, zoe):
    SeminarFactory(cohort=project_of(zoe).cohort)
    StepFactory(project=project_of(zoe), due=timezone.localdate())
    address = reverse("foundation:calendar_feed", args=[calendars.open_feed(zoe)])
    assert len(events(client.get(address))) == 2
    zoe.roles.all().delete()
    assert not events(client.get(address))


def test_a_closed_or_remade_address_no_longer_opens_anything(client, zoe):
    first = calendars.open_feed(zoe)
    second = calendars.open_feed(zoe)
    assert client.get(reverse("foundation:calendar_feed", args=[first])).status_code == 404
    assert client.get(reverse("foundation:calendar_feed", args=[second])).status_code == 200
    calendars.close_feed(zoe)
    assert client.get(reverse("foundation:calendar_feed", args=[second])).status_code == 404
    assert client.get(reverse("foundation:calendar_feed", args=["x"])).status_code == 404


def test_the_address_of_someone_who_left_is_dead(client, zoe):
    token = calendars.open_feed(zoe)
    zoe.is_active = False
    zoe.save()
    assert client.get(reverse("foundation:calendar_feed", args=[token])).status_code == 404


def test_what_has_not_changed_is_not_sent_again(client, zoe):
    SeminarFactory(cohort=project_of(zoe).cohort)
    address = reverse("foundation:calendar_feed", args=[calendars.open_feed(zoe)])
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    StepFactory(project=project_of(zoe), due=timezone.localdate())
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_address_is_shown_once_and_only_its_digest_is_kept(client, zoe):
    client.force_login(zoe)
    client.post(reverse("foundation:open_calendar_feed"))
    page = client.get(reverse("foundation:calendar_feeds"))
    address = page.context["address"]
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert address in page.content.decode()
    assert client.get(reverse("foundation:calendar_feeds")).context["address"] == ""
    assert CalendarFeed.objects.get().digest != token
    assert client.get(reverse("foundation:calendar_feed", args=[token])).status_code == 200
    client.post(reverse("foundation:close_calendar_feed"))
    assert not CalendarFeed.objects.exists()


def test_the_calendar_of_a_person_without_a_role_is_empty(client):
    assert not events(read(client, UserFactory()))


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_the_same_for_any_number(client, zoe, count, django_assert_max_num_queries):
    for _ in range(count):
        StepFactory(project=project_of(zoe), due=timezone.localdate())
        ActionFactory(project=project_of(zoe), owner=zoe, due=timezone.localdate())
        SeminarFactory(cohort=project_of(zoe).cohort)
    address = reverse("foundation:calendar_feed", args=[calendars.open_feed(zoe)])
    client.get(address)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_page_shows_what_will_come_or_says_that_nothing_does_yet(client, zoe):
    client.force_login(zoe)
    bare = client.get(reverse("foundation:calendar_feeds")).content.decode()
    ActionFactory(project=project_of(zoe), owner=zoe, title="Appeler le voisin", due=timezone.localdate())

    page = client.get(reverse("foundation:calendar_feeds")).content.decode()

    assert "Aucune date ne vous attend" in bare
    assert "Appeler le voisin" in page
    assert "Aucune date" not in page
