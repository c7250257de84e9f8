"""Seats, waiting list, what each person needs, photos, a seminar called off."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from levain.foundation.models import JournalEntry, Letter, Notice
from levain.foundation.versions import ChangedSince
from levain.seminars import invitation as calendar
from levain.seminars import services
from levain.seminars.models import Gathering, Invitation, PhotoConsent, Registration, Seminar
from levain.seminars.services import forgetting, seats
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, bearer_of, member_of
from tests.seminars.factories import RegistrationFactory, SeminarFactory
from tests.territories.factories import TerritoryFactory

State = Registration.State


def states(*lines):
    return [Registration.objects.get(pk=line.pk).state for line in lines]


def test_seats_kept_for_a_project_are_not_taken_by_others(project):
    seminar = SeminarFactory(cohort=project.cohort, seats=2)
    services.keep_seats(seminar, {project: 1}, by=UserFactory())

    first, second = (services.register(seminar, user=UserFactory()) for _ in range(2))
    hers = services.register(seminar, user=bearer_of(project))

    assert states(first, second, hers) == ["registered", "waiting", "registered"]


def test_seats_kept_go_to_those_who_wait_after_their_day(project):
    seminar = SeminarFactory(cohort=project.cohort, seats=1)
    services.prepare_gathering(seminar, kept_until=timezone.localdate())
    services.keep_seats(seminar, {project: 1})
    waits = services.register(seminar, user=UserFactory())
    assert states(waits) == ["waiting"]

    Gathering.objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    seats.fill_again(timezone.now())
    seats.fill_again(timezone.now())

    assert states(waits) == ["registered"]
    assert Notice.objects.filter(entry__verb="registration.seat_freed").count() == 1


def test_a_project_may_be_held_to_its_seats(project):
    seminar = SeminarFactory(cohort=project.cohort)
    services.prepare_gathering(seminar, strict=True)
    services.keep_seats(seminar, {project: 1})

    first, second = (services.register(seminar, user=member_of(project)) for _ in range(2))

    assert states(first, second) == ["registered", "waiting"]


def test_one_who_waits_for_a_kept_seat_does_not_hold_up_the_others(project):
    other = ProjectFactory(cohort=project.cohort)
    seminar = SeminarFactory(cohort=project.cohort, seats=2)
    services.prepare_gathering(seminar, strict=True)
    services.keep_seats(seminar, {project: 1, other: 1})
    seated, leaves = (services.register(seminar, user=bearer_of(one)) for one in (project, other))
    blocked = services.register(seminar, user=member_of(project))
    next_one = services.register(seminar, user=member_of(other))

    services.cancel(leaves, by=leaves.user)

    assert states(seated, blocked, next_one) == ["registered", "waiting", "registered"]


def test_who_follows_from_afar_takes_no_seat_and_comes_to_the_room_only_if_there_is_one():
    seminar = SeminarFactory(format=Seminar.Format.BOTH, seats=1)
    seated = services.register(seminar, user=UserFactory())
    afar = services.register(seminar, user=UserFactory(), remote=True)
    assert states(seated, afar) == ["registered", "registered"]

    with pytest.raises(services.RoomFull):
        services.register(seminar, user=afar.user, remote=False)

    afar.refresh_from_db()
    assert (afar.state, afar.remote) == ("registered", True)


def test_who_goes_from_the_room_to_afar_frees_a_seat():
    seminar = SeminarFactory(format=Seminar.Format.BOTH, seats=1)
    seated, waits = (services.register(seminar, user=UserFactory()) for _ in range(2))

    services.register(seminar, user=seated.user, remote=True)

    assert states(seated, waits) == ["registered", "registered"]


def test_registration_closes_on_its_day_but_the_team_still_adds_someone():
    seminar = SeminarFactory()
    services.prepare_gathering(seminar, closes_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(services.RegistrationClosed):
        services.register(seminar, user=UserFactory())
    services.register(seminar, name="Jeanne", side="partner", by=UserFactory())

    assert seminar.registrations.count() == 1


def test_who_came_before_closing_still_says_what_she_needs_and_leaves():
    seminar = SeminarFactory()
    line = services.register(seminar, user=UserFactory())
    services.prepare_gathering(seminar, closes_on=timezone.localdate() - timedelta(days=1))

    services.register(seminar, user=line.user, childcare="deux enfants, 4 et 6 ans")
    assert Registration.objects.get().needs.childcare == "deux enfants, 4 et 6 ans"
    services.decline(seminar, user=line.user)

    assert states(line) == ["declined"]


def test_two_facilitators_who_prepare_the_place_do_not_overwrite_each_other():
    seminar = SeminarFactory()
    services.prepare_gathering(seminar, contact="Inès")

    with pytest.raises(ChangedSince):
        services.prepare_gathering(seminar, version=1, contact="Théo")

    assert Gathering.objects.get().contact == "Inès"


def test_called_off_everyone_who_was_asked_is_told_once_with_the_date_taken_out():
    seminar = SeminarFactory()
    comes, declines = (services.register(seminar, user=UserFactory()) for _ in range(2))
    services.decline(seminar, user=declines.user)
    guest = Invitation.objects.create(seminar=seminar, name="Jeanne", email="jeanne@exemple.fr")

    services.call_off(seminar, why="La salle est prise.", by=UserFactory())
    with pytest.raises(services.AlreadyCalledOff):
        services.call_off(seminar, why="Encore.", by=UserFactory())

    letters = Letter.objects.order_by("to")
    assert sorted(letter.to for letter in letters) == sorted([comes.user.email, guest.email])
    assert all("La salle est prise." in letter.text for letter in letters)
    event = next(iter(Calendar.from_ical(letters[0].values["calendar"]).walk("VEVENT")))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "METHOD:CANCEL" in letters[0].values["calendar"]
    with pytest.raises(services.SeminarOver):
        services.register(seminar, user=UserFactory())


def test_held_after_all_it_comes_back_under_the_same_name_and_a_higher_number():
    seminar = SeminarFactory()
    services.call_off(seminar, why="Neige.", by=UserFactory())
    before = calendar.event(Seminar.objects.get())

    services.hold_again(seminar, by=UserFactory())
    services.hold_again(seminar, by=UserFactory())

    after = calendar.event(Seminar.objects.get())
    assert (after.uid, after.cancelled, after.sequence) == (before.uid, False, before.sequence + 1)


def test_a_new_date_is_told_to_those_who_come_with_the_file_that_replaces_the_first():
    seminar = SeminarFactory()
    line = services.register(seminar, user=UserFactory())

    services.edit_seminar(seminar, by=UserFactory(), version=1, starts=seminar.starts - timedelta(hours=1))
    services.edit_seminar(seminar, by=UserFactory(), version=2, purpose="Autrement")

    letter = Letter.objects.get()
    assert letter.to == line.user.email
    assert "SEQUENCE:1" in letter.values["calendar"]


def test_photos_are_agreed_to_channel_by_channel_and_taken_back():
    line = RegistrationFactory()
    until = timezone.localdate() + timedelta(days=900)

    services.agree_to_photos(line, channels=["report", "cohort"], by=line.user, until=until)
    services.agree_to_photos(line, channels=["cohort", "report"], by=line.user, until=until)
    consent = PhotoConsent.objects.get()
    assert consent.allows("report", timezone.localdate())
    assert not consent.allows("public", timezone.localdate())
    services.agree_to_photos(line, channels=[], by=line.user)

    assert not PhotoConsent.objects.get().allows("report", timezone.localdate())
    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["photos.agreed", "photos.withdrawn"]


def test_needs_are_forgotten_a_month_after_and_guests_after_six():
    seminar = SeminarFactory(over=True)
    line = RegistrationFactory(seminar=seminar, access_needs="une boucle magnétique", meals="sans gluten")
    Invitation.objects.create(seminar=seminar, name="Jeanne", email="jeanne@exemple.fr")
    later = timezone.now() + timedelta(days=40)

    forgetting.forget_needs(later)
    forgetting.forget_guests(later)
    line.refresh_from_db()
    assert (line.access_needs, line.meals) == ("", "")
    assert Invitation.objects.get().email == "jeanne@exemple.fr"
    forgetting.forget_guests(timezone.now() + timedelta(days=200))

    assert Invitation.objects.get().email == ""


def test_a_letter_and_the_calendar_name_the_place_and_its_commune_once(project):
    seminar = SeminarFactory(cohort=project.cohort, place="Salle des fêtes")
    services.prepare_gathering(seminar, commune=TerritoryFactory(name="Melle"))
    seminar = type(seminar).objects.get(pk=seminar.pk)

    assert calendar.where(seminar) == "Salle des fêtes, Melle"
    seminar.place = "Mairie de Melle"
    assert calendar.where(seminar) == "Mairie de Melle"
