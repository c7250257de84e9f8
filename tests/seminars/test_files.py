"""What leaves the house: the list of people, and the calendar file."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from levain.foundation import sheets
from levain.foundation.models import JournalEntry
from levain.seminars import invitation, services
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of
from tests.seminars.factories import RegistrationFactory, SeminarFactory


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6 00 00 00 00", "'+33 6 00 00 00 00"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        (-2, -2),
        (True, "yes"),
        (None, ""),
        ("Jeanne", "Jeanne"),
    ],
)
def test_a_cell_is_never_a_formula(value, written):
    assert sheets.cell(value) == written


def test_the_list_holds_needs_only_when_asked_and_the_journal_knows(client):
    project = ProjectFactory()
    seminar = SeminarFactory(cohort=project.cohort)
    RegistrationFactory(seminar=seminar, user=UserFactory(name="=HYPERLINK(1)"), access_needs="un fauteuil")
    client.force_login(adviser_of(project))
    address = reverse("seminars:export", args=[seminar.slug])

    plain, whole = (client.get(address + more) for more in ("", "?besoins=oui"))

    rows = list(csv.DictReader(io.StringIO(plain.content.decode())))
    assert rows == [
        {
            "name": "'=HYPERLINK(1)",
            "side": "bearer",
            "project": "",
            "state": "registered",
            "online": "no",
            "attended": "",
        }
    ]
    assert "un fauteuil" in whole.content.decode()
    assert "donnees-personnelles" in whole["Content-Disposition"]
    exports = JournalEntry.objects.filter(verb="registration.exported").order_by("pk")
    assert [entry.changes for entry in exports] == [{"needs": False}, {"needs": True}]


def test_the_calendar_file_is_the_same_event_and_counts_its_changes():
    seminar = SeminarFactory(
        title="Se voir ; enfin, à Saint-Bonnet\nBEGIN:VALARM",
        starts=datetime(2021, 6, 18, 7, 45, tzinfo=UTC),
        ends=datetime(2021, 6, 18, 13, 55, tzinfo=UTC),
        place="Une salle " + "très longue " * 10,
    )
    RegistrationFactory(seminar=seminar, user=UserFactory(name="Jeanne"))

    written = invitation.calendar(seminar)
    event = Calendar.from_ical(written).walk("VEVENT")[0]
    services.edit_seminar(seminar, by=UserFactory(), version=1, title="Se voir")
    after = Calendar.from_ical(invitation.calendar(seminar)).walk("VEVENT")[0]

    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event["DTSTART"].dt.hour == 9
    assert (event["UID"], event["SEQUENCE"], after["SEQUENCE"]) == (after["UID"], 0, 1)
    assert b"TZID:Europe/Paris" in written
    assert not Calendar.from_ical(written).walk("VALARM")
    assert b"Jeanne" not in written
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
