import pytest
from django.urls import reverse

from levain.people.models import RoleCode
from levain.seminars.models import Minutes, Registration
from tests.people.factories import UserFactory, someone
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    lead_of,
    member_of,
    official_of,
    state_agent_of,
)
from tests.seminars.factories import (
    ActivityFactory,
    AgendaItemFactory,
    ContributionFactory,
    RegistrationFactory,
    SeminarFactory,
    facilitator_of,
)


def page(name, seminar, *more):
    return reverse(f"seminars:{name}", args=[seminar.slug, *more])


def filled(seminar, count):
    """A seminar with so many of everything that its pages list."""
    project = ProjectFactory(cohort=seminar.cohort)
    for _ in range(count):
        activity = ActivityFactory(seminar=seminar)
        AgendaItemFactory(seminar=seminar, activity=activity)
        RegistrationFactory(seminar=seminar, project=project)
        ContributionFactory(activity=seminar.activities.first(), project=project, column="sait", author=UserFactory())
    return seminar.activities.first()


@pytest.mark.parametrize("who", [bearer_of, member_of, official_of, state_agent_of, adviser_of, lead_of])
def test_whoever_takes_part_in_the_cohort_opens_its_seminar(client, project, seminar, who):
    client.force_login(who(project))

    assert client.get(seminar.get_absolute_url()).status_code == 200
    assert seminar.title in client.get(reverse("seminars:list")).content.decode()


def test_who_takes_part_in_another_cohort_sees_nothing_of_it(client, seminar):
    activity = ActivityFactory(seminar=seminar)
    said = ContributionFactory(activity=activity)
    client.force_login(bearer_of(ProjectFactory()))

    for address in (seminar.get_absolute_url(), activity.get_absolute_url(), said.get_absolute_url()):
        assert client.get(address).status_code == 403
    assert seminar.title not in client.get(reverse("seminars:list")).content.decode()


@pytest.mark.parametrize(
    "name",
    ["running_order", "registrations", "add_registration", "edit", "minutes", "add_item", "add_activity", "export"],
)
def test_only_the_team_prepares(client, project, seminar, name):
    for person, status in ((bearer_of(project), 403), (facilitator_of(seminar), 200), (adviser_of(project), 200)):
        client.force_login(person)
        assert client.get(page(name, seminar)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["seminar", "activity", "registrations", "running_order", "list"])
def test_pages_cost_the_same_for_any_number(client, project, seminar, count, name, django_assert_max_num_queries):
    activity = filled(seminar, count)
    if name == "list":
        SeminarFactory.create_batch(count - 1, cohort=seminar.cohort)
        address = reverse("seminars:list")
    else:
        address = page(name, seminar, *([activity.pk] if name == "activity" else []))
    client.force_login(adviser_of(project))
    client.get(address)

    with django_assert_max_num_queries(QUERIES[name]):
        assert client.get(address).status_code == 200


QUERIES = {"seminar": 10, "activity": 8, "registrations": 6, "running_order": 6, "list": 6}


def test_one_tap_says_yes_and_another_no(client, project, seminar):
    bearer = bearer_of(project)
    client.force_login(bearer)

    client.post(page("come", seminar))
    registration = seminar.registrations.get()
    assert (registration.user, registration.state, registration.side) == (bearer, "registered", "bearer")
    assert registration.project == project

    client.post(page("stay_away", seminar))
    registration.refresh_from_db()
    assert registration.state == Registration.State.DECLINED


def test_one_does_not_come_by_following_a_link(client, project, seminar):
    client.force_login(bearer_of(project))

    assert client.get(page("come", seminar)).status_code == 405
    assert not seminar.registrations.exists()


def test_too_late_to_register_is_said_on_the_page(client, project):
    over = SeminarFactory(cohort=project.cohort, over=True)
    client.force_login(bearer_of(project))

    assert client.post(page("come", over)).status_code == 403
    assert "terminé" in client.get(over.get_absolute_url()).content.decode()


def test_needs_are_kept_and_read_only_by_the_team(client, project, seminar):
    client.force_login(bearer_of(project))
    client.post(page("registration", seminar), {"access_needs": "une boucle magnétique", "meals": "", "travel": ""})

    assert seminar.registrations.get().access_needs == "une boucle magnétique"
    client.force_login(member_of(project))
    assert "boucle" not in client.get(seminar.get_absolute_url()).content.decode()
    client.force_login(adviser_of(project))
    assert "boucle" in client.get(page("registrations", seminar)).content.decode()


def test_needs_too_long_come_back_whole(client, project, seminar):
    client.force_login(bearer_of(project))
    long = "é" * 501

    answer = client.post(page("registration", seminar), {"access_needs": long})

    assert long in answer.content.decode()
    assert not seminar.registrations.exists()


def test_the_team_types_several_in_a_row_for_the_same_table(client, project, seminar):
    activity = ActivityFactory(seminar=seminar)
    client.force_login(facilitator_of(seminar))
    typed = {"text": "On a une clé.", "column": "sait", "side": "bearer", "project": project.pk, "table": 2}

    answer = client.post(page("write", seminar, activity.pk), typed)

    said = activity.contributions.get()
    assert (said.text, said.project, said.table, said.author) == ("On a une clé.", project, 2, None)
    form = client.get(answer["Location"].split("#")[0]).context["form"]
    assert (form["side"].value(), form["table"].value()) == ("bearer", "2")


def test_a_participant_speaks_for_herself_whatever_she_sends(client, project, seminar):
    activity = ActivityFactory(seminar=seminar)
    member = member_of(project)
    RegistrationFactory(seminar=seminar, user=member)
    client.force_login(member)

    client.post(
        page("write", seminar, activity.pk), {"text": "Moi aussi.", "column": "sait", "side": "state_service"}
    )

    said = activity.contributions.get()
    assert (said.side, said.author, said.project) == ("bearer", member, project)


def test_a_new_seminar_keeps_its_hours_in_the_zone_typed(client, project):
    client.force_login(adviser_of(project))
    typed = {
        "cohort": project.cohort.pk,
        "title": "À mi-chemin",
        "purpose": "Se voir",
        "starts": "2027-06-18T09:45",
        "ends": "2027-06-18T15:55",
        "time_zone": "Indian/Reunion",
        "format": "on_site",
        "place": "Salle des fêtes",
        "token": "7d1f0c0e-7a5f-4b0c-9a64-0a8f9b1b8f11",
    }

    client.post(reverse("seminars:create"), typed)
    client.post(reverse("seminars:create"), typed)

    seminar = project.cohort.seminars.get()
    assert seminar.starts.isoformat() == "2027-06-18T05:45:00+00:00"
    assert "09:45" in client.get(seminar.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "2027-06-18T09:00"},
        {"time_zone": "Mars/Olympus"},
        {"link": "javascript:alert(1)"},
        {"starts": "demain"},
        {"place": "  "},
    ],
)
def test_a_seminar_badly_typed_is_given_back_whole(client, project, wrong):
    client.force_login(adviser_of(project))
    typed = {
        "cohort": project.cohort.pk,
        "title": "À mi-chemin, dans une pièce",
        "purpose": "Se voir",
        "starts": "2027-06-18T09:45",
        "ends": "2027-06-18T15:55",
        "time_zone": "Europe/Paris",
        "format": "on_site",
        "place": "Salle des fêtes",
    }

    answer = client.post(reverse("seminars:create"), typed | wrong)

    assert answer.context["form"].errors.keys() == wrong.keys()
    assert "À mi-chemin, dans une pièce" in answer.content.decode()
    assert not project.cohort.seminars.exists()


def test_one_announces_only_in_a_cohort_one_manages(client, project):
    other = ProjectFactory().cohort
    client.force_login(adviser_of(project))

    answer = client.post(reverse("seminars:create"), {"cohort": other.pk, "title": "Ailleurs"})

    assert answer.context["form"].errors["cohort"]


def test_an_observer_does_not_announce(client, project):
    client.force_login(someone(RoleCode.OBSERVER, project))

    assert client.get(reverse("seminars:create")).status_code == 403


def test_minutes_are_for_the_team_until_approved(client, project, seminar):
    client.force_login(adviser_of(project))
    client.post(page("minutes", seminar), {"text": "Il a plu.", "decisions": "Un appel par mois.", "version": 0})
    minutes = Minutes.objects.get()
    client.force_login(bearer_of(project))
    assert "Il a plu." not in client.get(seminar.get_absolute_url()).content.decode()

    client.force_login(adviser_of(project))
    client.post(page("minutes", seminar), {"text": "Il a plu.", "version": minutes.version, "approved": "on"})

    client.force_login(bearer_of(project))
    assert "Il a plu." in client.get(seminar.get_absolute_url()).content.decode()


def test_the_second_to_write_the_first_minutes_gets_both_texts(client, project, seminar):
    client.force_login(adviser_of(project))
    client.post(page("minutes", seminar), {"text": "Il a plu.", "version": 0})

    answer = client.post(page("minutes", seminar), {"text": "Il a fait beau.", "version": 0})

    shown = answer.content.decode()
    assert "Il a plu." in shown
    assert "Il a fait beau." in shown
    assert Minutes.objects.get().text == "Il a plu."


def test_moving_a_line_of_the_agenda_moves_the_clock(client, seminar):
    first, second = AgendaItemFactory(seminar=seminar, minutes=10), AgendaItemFactory(seminar=seminar, minutes=30)
    client.force_login(facilitator_of(seminar))

    client.post(page("move_item", seminar, second.pk), {"way": "earlier"})

    agenda = client.get(page("running_order", seminar)).context["agenda"]
    assert [item.pk for item in agenda] == [second.pk, first.pk]
    assert (agenda[1].begins - seminar.starts).seconds == 30 * 60


def test_a_line_without_duration_is_refused(client, seminar):
    client.force_login(facilitator_of(seminar))

    answer = client.post(page("add_item", seminar), {"title": "Pause", "minutes": "0"})

    assert answer.context["form"].errors["minutes"]


def test_attendance_is_noted_from_a_sheet(client, project, seminar):
    came, absent = RegistrationFactory(seminar=seminar), RegistrationFactory(seminar=seminar)
    later = RegistrationFactory(seminar=seminar)
    client.force_login(adviser_of(project))

    client.post(page("attendance", seminar), {"listed": f"{came.pk} {absent.pk}", "present": [came.pk]})

    for registration, attended in ((came, True), (absent, False), (later, None)):
        registration.refresh_from_db()
        assert registration.attended is attended


def test_attendance_before_the_day_is_refused_and_kept_typed(client, project):
    seminar = SeminarFactory(cohort=project.cohort)
    registration = RegistrationFactory(seminar=seminar)
    client.force_login(adviser_of(project))

    answer = client.post(page("attendance", seminar), {"listed": f"{registration.pk}", "present": [registration.pk]})

    assert answer.context["form"].non_field_errors()
    registration.refresh_from_db()
    assert registration.attended is None
