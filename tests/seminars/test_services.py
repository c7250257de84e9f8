from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from levain.seminars import services
from levain.seminars.models import Contribution, Registration
from tests.people.factories import UserFactory
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, state_agent_of
from tests.seminars.factories import (
    ActivityFactory,
    AgendaItemFactory,
    ContributionFactory,
    RegistrationFactory,
    SeminarFactory,
)

TOKEN = "7d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f11"
State = Registration.State


def verbs():
    return list(JournalEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_seminars_of_a_cohort_are_numbered_one_after_the_other():
    cohort = CohortFactory(slug="2020-2021", time_zone="Indian/Reunion")
    hours = {"starts": timezone.now(), "ends": timezone.now() + timedelta(hours=1)}

    first = services.create_seminar(cohort, title="Faire connaissance", **hours)
    second = services.create_seminar(cohort, title="À mi-chemin", **hours)

    assert (first.number, second.number) == (1, 2)
    assert (second.slug, second.time_zone) == ("2020-2021-seminaire-2", "Indian/Reunion")


def test_a_seminar_sent_twice_is_announced_once():
    cohort = CohortFactory()
    said = {"title": "Un", "starts": timezone.now(), "ends": timezone.now() + timedelta(hours=1), "token": TOKEN}

    assert services.create_seminar(cohort, **said) == services.create_seminar(cohort, **said)
    assert verbs() == ["seminar.created"]


def test_the_clock_follows_from_the_durations():
    seminar = SeminarFactory()
    for minutes in (15, 5, 40):
        services.add_agenda_item(seminar, title="Moment", minutes=minutes)

    agenda = seminar.clock(seminar.agenda.all())

    assert [(item.begins - seminar.starts).seconds // 60 for item in agenda] == [0, 15, 20]
    assert agenda[-1].finishes == seminar.starts + timedelta(hours=1)


def test_the_first_line_of_the_agenda_does_not_go_earlier():
    first, second = [AgendaItemFactory(seminar__number=1)] * 2
    by = UserFactory()

    services.move_agenda_item(first, earlier=True, by=by)

    assert verbs() == []


def test_registering_twice_keeps_one_seat_and_the_latest_needs():
    seminar, user = SeminarFactory(), UserFactory()

    services.register(seminar, user=user, meals="tout")
    services.register(seminar, user=user, meals="sans viande")

    assert [line.meals for line in seminar.registrations.all()] == ["sans viande"]
    assert verbs() == ["registration.made", "registration.completed"]


def test_a_guest_sent_twice_is_registered_once():
    seminar = SeminarFactory()

    for _ in range(2):
        services.register(seminar, name="Jeanne", side="partner", by=UserFactory(), token=TOKEN)

    assert seminar.registrations.count() == 1


def test_who_comes_for_the_state_is_known_by_her_territory():
    project = ProjectFactory()
    seminar = SeminarFactory(cohort=project.cohort)

    registration = services.register(seminar, user=state_agent_of(project))

    assert (registration.side, registration.project) == ("state_service", None)


def test_a_full_seminar_makes_people_wait_and_a_seat_freed_goes_to_the_first():
    seminar = SeminarFactory(seats=1)
    seated, first, second = (services.register(seminar, user=UserFactory()) for _ in range(3))
    assert [line.state for line in (seated, first, second)] == [State.REGISTERED, State.WAITING, State.WAITING]

    services.cancel(seated, by=seated.user)

    for line, state in ((seated, State.DECLINED), (first, State.REGISTERED), (second, State.WAITING)):
        line.refresh_from_db()
        assert line.state == state
    notice = Notice.objects.get(entry__verb="registration.seat_freed")
    assert (notice.recipient, notice.rhythm) == (first.user, "now")


def test_cancelling_twice_frees_one_seat():
    seminar = SeminarFactory(seats=1)
    seated, *_ = (services.register(seminar, user=UserFactory()) for _ in range(3))

    services.cancel(seated, by=seated.user)
    services.cancel(seated, by=seated.user)

    assert seminar.registrations.filter(state=State.REGISTERED).count() == 1


def test_who_comes_back_after_cancelling_waits_behind_the_others():
    seminar = SeminarFactory(seats=1)
    seated, waiting = (services.register(seminar, user=UserFactory()) for _ in range(2))
    services.cancel(seated, by=seated.user)

    again = services.register(seminar, user=seated.user)

    waiting.refresh_from_db()
    assert (waiting.state, again.state) == (State.REGISTERED, State.WAITING)


def test_seats_added_go_at_once_to_those_who_wait():
    seminar = SeminarFactory(seats=1)
    lines = [services.register(seminar, user=UserFactory()) for _ in range(3)]

    services.edit_seminar(seminar, by=UserFactory(), version=1, seats=2)

    assert [Registration.objects.get(pk=line.pk).state for line in lines] == ["registered", "registered", "waiting"]


def test_one_declines_without_having_registered():
    seminar, user = SeminarFactory(), UserFactory()

    services.decline(seminar, user=user)
    services.decline(seminar, user=user)

    assert [line.state for line in seminar.registrations.all()] == [State.DECLINED]


def test_too_late_to_register_or_to_cancel():
    seminar = SeminarFactory(over=True)
    registration = RegistrationFactory(seminar=seminar)

    with pytest.raises(services.SeminarOver):
        services.register(seminar, user=UserFactory())
    with pytest.raises(services.SeminarOver):
        services.cancel(registration, by=registration.user)

    registration.refresh_from_db()
    assert registration.state == State.REGISTERED


def test_the_past_is_written_with_its_own_dates():
    seminar = SeminarFactory(over=True)

    registration = services.register(seminar, user=UserFactory(), on=seminar.day - timedelta(days=3))
    services.mark_attended(registration, on=seminar.day)

    assert registration.attended is True


def test_nobody_came_before_the_day():
    registration = RegistrationFactory()

    with pytest.raises(services.NotYet):
        services.mark_attended(registration, by=UserFactory())

    assert Registration.objects.get().attended is None


def test_an_attendance_sheet_that_fails_half_way_changes_nothing(monkeypatch):
    seminar = SeminarFactory(today=True)
    lines = RegistrationFactory.create_batch(2, seminar=seminar)
    record, calls = services.attendance.record, []

    def fails_at_the_second(*args, **said):
        calls.append(args)
        if len(calls) == 2:
            raise OSError
        record(*args, **said)

    monkeypatch.setattr(services.attendance, "record", fails_at_the_second)
    with pytest.raises(OSError):
        services.mark_attendance(seminar, listed=[line.pk for line in lines], present=[], by=UserFactory())

    assert not Registration.objects.filter(attended__isnull=False).exists()
    assert verbs() == []


def test_a_contribution_sent_twice_is_kept_once():
    activity, by = ActivityFactory(), UserFactory()

    for _ in range(2):
        services.contribute(activity, text="On a une clé.", side="bearer", by=by, token=TOKEN)

    assert Contribution.objects.count() == 1
    assert verbs() == ["contribution.added"]


def test_a_contribution_says_on_which_day_it_was_said():
    activity = ActivityFactory(seminar__over=True)

    said = services.contribute(activity, text="Ouvrir", side="bearer")
    dated = services.contribute(activity, text="Ouvrir", side="bearer", on=date(2020, 12, 8))

    assert (said.said_on, dated.said_on) == (activity.seminar.day, date(2020, 12, 8))


@pytest.mark.parametrize("text", ["", "   \n"])
def test_a_contribution_without_words_nor_answer_is_refused(text):
    with pytest.raises(services.NothingSaid):
        services.contribute(ActivityFactory(), text=text, side="bearer")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("weather", "neige"),
        ("poll", 2),
        ("poll", True),
        ("poll", "0"),
        ("scale", 0),
        ("scale", 2.5),
        ("dots", [0, 7]),
        ("dots", [0, 0, 0, 0]),
        ("dots", 1),
        ("matrix", {"x": 11, "y": 1}),
        ("matrix", {"x": 1}),
        ("closing_questionnaire", {"s02": "très"}),
        ("wordcloud", {"x": 1}),
    ],
)
def test_an_answer_outside_those_offered_is_refused(kind, value):
    activity = ActivityFactory(kind=kind, options=["soleil", "orage"], columns=[])

    with pytest.raises(services.Unfit):
        services.contribute(activity, value=value, side="bearer")


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(services.Unfit):
        services.contribute(ActivityFactory(), text="Ici", column="ailleurs", side="bearer")


def test_a_second_edit_on_an_older_version_changes_nothing():
    said = ContributionFactory(column="sait")
    older = Contribution.objects.get(pk=said.pk)
    services.edit_contribution(said, by=UserFactory(), version=1, text="Premier")

    with pytest.raises(ChangedSince) as changed:
        services.edit_contribution(older, by=UserFactory(), version=1, text="Second")

    assert changed.value.current.text == "Premier"
    assert list(said.history.values_list("text", flat=True))[0] == "Premier"


def test_hiding_twice_is_recorded_once():
    said, by = ContributionFactory(), UserFactory()

    services.hide_contribution(said, by=by)
    services.hide_contribution(said, by=by)
    services.show_contribution(said, by=by)

    assert verbs() == ["contribution.hidden", "contribution.shown"]


def test_minutes_are_written_then_approved():
    seminar, by = SeminarFactory(over=True), UserFactory()

    services.write_minutes(seminar, text="Il a plu.", by=by, version=0)
    services.write_minutes(seminar, text="Il a plu.", by=by, version=1, on=date(2021, 6, 30))
    with pytest.raises(ChangedSince):
        services.write_minutes(seminar, text="Il a neigé.", by=by, version=1)

    assert seminar.minutes.text == "Il a plu."
    assert verbs() == ["minutes.written", "minutes.approved"]


def test_the_journal_never_holds_what_people_wrote():
    project = ProjectFactory()
    seminar = SeminarFactory(cohort=project.cohort, today=True)
    by, secret = adviser_of(project), "Personne n'a la clé"
    services.register(seminar, user=bearer_of(project), access_needs=secret)
    said = services.contribute(ActivityFactory(seminar=seminar), text=secret, side="bearer", by=by)
    services.edit_contribution(said, by=by, version=1, text=secret + ".")
    services.write_minutes(seminar, text=secret, by=by)

    assert secret not in str(list(JournalEntry.objects.values_list("changes", flat=True)))
    assert set(JournalEntry.objects.filter(actor=by).values_list("role", flat=True)) == {"adviser"}


class TestAnonymity:
    @pytest.mark.parametrize(("named", "side"), [(False, "bearer"), (True, "anonymous")])
    def test_nothing_leads_from_an_anonymous_contribution_to_a_person(self, named, side):
        project = ProjectFactory()
        activity = ActivityFactory(seminar__cohort=project.cohort, named=named, columns=[])
        author = bearer_of(project)

        said = services.contribute(
            activity, text="Trop de monde.", side=side, author=author, by=author, project=project
        )
        said = Contribution.objects.get(pk=said.pk)

        assert (said.author, said.project, said.organisation, said.named) == (None, None, None, False)
        entry = JournalEntry.objects.get(verb="contribution.added")
        assert (entry.actor, entry.object) == (None, activity)

    def test_its_history_says_the_seminar_and_never_the_minute(self):
        activity = ActivityFactory(named=False, columns=[])
        said = services.contribute(activity, text="Trop de monde.", side="bearer", author=UserFactory())
        services.edit_contribution(said, by=UserFactory(), version=1, text="Trop de gens.")
        services.hide_contribution(said, by=UserFactory())

        past = said.history.all()
        assert {each.history_date for each in past} == {activity.seminar.starts}
        assert {(each.author_id, each.project_id, each.history_user_id) for each in past} == {(None, None, None)}

    @pytest.mark.parametrize("link", ["author", "project", "organisation"])
    def test_the_database_refuses_a_link(self, link):
        linked = {"author": UserFactory, "project": ProjectFactory}.get(link)
        other = linked() if linked else ProjectFactory().collective

        with pytest.raises(IntegrityError), transaction.atomic():
            ContributionFactory(named=False, **{link: other})

    def test_no_field_of_a_contribution_points_to_a_device_or_an_address(self):
        fields = {field.name for field in Contribution._meta.get_fields() if field.is_relation and field.many_to_one}

        assert fields == {"activity", "author", "project", "organisation"}
        assert not [each.name for each in Contribution._meta.fields if each.get_internal_type() == "DateTimeField"]
