"""Minutes: drafted from what the house knows, edited, approved, sent, as a page and as files; the team's review."""

from datetime import date

import pytest
from django.urls import reverse

from levain.foundation.models import Notice
from levain.people.models import RoleCode
from levain.seminars import record, services
from levain.seminars.models import Activity, AfterAction, Minutes, MinutesSent
from tests.people.factories import UserFactory, someone
from tests.projects.factories import adviser_of, bearer_of
from tests.seminars.factories import (
    ActivityFactory,
    AgendaItemFactory,
    ContributionFactory,
    RegistrationFactory,
    SeminarFactory,
    facilitator_of,
)

Kind = Activity.Kind


@pytest.fixture
def seminar(project):
    return SeminarFactory(cohort=project.cohort, over=True)


@pytest.fixture
def team(project):
    return adviser_of(project)


def go(client, user, name, seminar, **posted):
    client.force_login(user)
    address = reverse(f"seminars:{name}", args=[seminar.slug])
    return client.post(address, posted) if posted else client.get(address)


def board(seminar, *texts, **about):
    activity = ActivityFactory(seminar=seminar, **about)
    AgendaItemFactory(seminar=seminar, title="Les tables", activity=activity)
    return [ContributionFactory(activity=activity, text=text, votes=votes) for votes, text in enumerate(texts)]


def test_the_draft_says_who_came_the_agenda_and_what_had_most_voices(seminar, project):
    RegistrationFactory(seminar=seminar, attended=True)
    RegistrationFactory(seminar=seminar, attended=True, side="state_service")
    RegistrationFactory(seminar=seminar, attended=False)
    board(seminar, "Personne", "Un papier simple", "Une clé")
    minutes = services.draft_minutes(seminar)
    assert "2 personnes sont venues. Projets 1, services de l’État 1." in minutes.text
    assert "Les tables" in minutes.text
    assert "« Une clé » (projets, 2 voix)" in minutes.text.replace("\u00a0", " ")
    assert "Personne »" not in minutes.text


def test_what_was_pinned_is_proposed_as_decided(seminar, team):
    said, _other = board(seminar, "Un appel par mois", "Une idée")
    services.pin(said.activity, [said.pk], by=team)
    assert services.draft_minutes(seminar).decisions == "Un appel par mois"


def test_a_draft_never_writes_over_what_somebody_began(seminar):
    services.write_minutes(seminar, text="Il a plu.", version=0)
    assert services.draft_minutes(seminar).text == "Il a plu."
    assert Minutes.objects.count() == 1


def test_a_long_day_still_fits_in_its_draft(seminar):
    activity = ActivityFactory(seminar=seminar)
    for number in range(40):
        AgendaItemFactory(seminar=seminar, title=f"Moment {number}", who="x" * 200, activity=activity)
    ContributionFactory.create_batch(3, activity=activity, text="y" * 1900, votes=1)
    assert len(services.draft_minutes(seminar).text) <= 20000


def test_answers_under_the_floor_and_names_of_an_anonymous_activity_stay_out(seminar, project):
    closing = ActivityFactory(seminar=seminar, kind=Kind.CLOSING_QUESTIONNAIRE, named=False)
    ContributionFactory(activity=closing, named=False, text="Trop long, dit la seule élue", side="local_authority")
    minutes = services.draft_minutes(seminar)
    told = " ".join(str(block) for block in record.build(minutes).blocks)
    assert "Trop long" not in minutes.text
    assert "Trop long" not in told


def test_minutes_are_approved_then_sent_once_to_those_who_were_registered(client, seminar, project, team):
    there, away = bearer_of(project), UserFactory()
    RegistrationFactory(seminar=seminar, user=there, attended=True)
    RegistrationFactory(seminar=seminar, user=away, attended=False)
    minutes = services.draft_minutes(seminar, by=team)
    assert go(client, there, "record", seminar).status_code == 403
    go(client, team, "send_minutes", seminar, go="1")
    assert not MinutesSent.objects.exists()
    go(client, team, "approve_minutes", seminar, version=minutes.version)
    for _twice in range(2):
        go(client, team, "send_minutes", seminar, go="1")
    assert MinutesSent.objects.get().people == 1
    assert [notice.recipient for notice in Notice.objects.filter(entry__verb="minutes.sent")] == [there]
    assert go(client, there, "record", seminar).status_code == 200


def test_what_changed_since_it_was_read_is_not_approved(client, seminar, team):
    minutes = services.draft_minutes(seminar)
    services.write_minutes(seminar, text="Autre chose.", version=minutes.version)
    go(client, team, "approve_minutes", seminar, version=minutes.version)
    assert Minutes.objects.get().approved_on is None


def test_a_change_after_the_sending_may_leave_again(seminar, project, team):
    RegistrationFactory(seminar=seminar, user=bearer_of(project))
    minutes = services.write_minutes(seminar, text="Il a plu.", by=team, on=date(2021, 6, 30))
    services.send_minutes(minutes, by=team)
    minutes = services.write_minutes(seminar, text="Il a plu, un peu.", by=team, on=date(2021, 7, 1))
    services.send_minutes(minutes, by=team)
    assert minutes.sendings.count() == 2
    with pytest.raises(services.NotApproved):
        services.send_minutes(services.write_minutes(seminar, text="Il a neigé.", by=team), by=team)


@pytest.mark.parametrize(("name", "starts"), [("minutes_pdf", b"%PDF"), ("minutes_odt", b"PK")])
def test_the_minutes_are_handed_as_files(client, seminar, project, team, name, starts):
    board(seminar, "Un papier simple")
    services.draft_minutes(seminar)
    answer = go(client, team, name, seminar)
    assert answer.content.startswith(starts)
    assert go(client, bearer_of(project), name, seminar).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_activities(
    client, seminar, project, team, count, django_assert_max_num_queries
):
    for number in range(count):
        board(seminar, f"Une idée {number}", f"Une autre {number}")
    services.draft_minutes(seminar)
    client.force_login(team)
    with django_assert_max_num_queries(12) as counted:
        client.get(reverse("seminars:record", args=[seminar.slug]))
    assert len(counted) <= 12


def test_the_review_is_written_by_the_team_read_by_who_evaluates_and_by_nobody_else(client, seminar, project, team):
    told = {"planned": "Se voir.", "happened": "On s'est vus.", "change": "Moins long.", "version": 0}
    assert go(client, team, "edit_after_action", seminar, **told).status_code == 302
    assert AfterAction.objects.get().change == "Moins long."
    again = go(client, team, "edit_after_action", seminar, **told | {"happened": "Autre chose."})
    assert "On s&#x27;est vus." in again.content.decode()
    assert AfterAction.objects.get().happened == "On s'est vus."
    evaluator = someone(RoleCode.EVALUATOR, project.cohort)
    assert go(client, evaluator, "after_action", seminar).status_code == 200
    assert go(client, evaluator, "edit_after_action", seminar).status_code == 403
    assert go(client, bearer_of(project), "after_action", seminar).status_code == 403


@pytest.mark.parametrize("options", [[], ["Un coffre à code"]])
def test_where_the_room_put_things_is_read_on_the_activity_and_in_the_minutes(client, options):
    seminar = SeminarFactory(over=True)
    axes = {"axes": {"x": "facile", "y": "utile", "min": 0, "max": 10}}
    activity = ActivityFactory(
        seminar=seminar, kind=Activity.Kind.MATRIX, title="Vingt idées", columns=[], options=options, setup=axes
    )
    value = {"places": {"0": [9, 6]}} if options else {"x": 9, "y": 6}
    ContributionFactory(activity=activity, text="" if options else "Un coffre à code", value=value)
    client.force_login(facilitator_of(seminar))

    page = client.get(activity.get_absolute_url()).content.decode()
    written = services.write_minutes(seminar, text="Il a plu.", by=UserFactory())
    [table] = [one for one in record.build(written).blocks if getattr(one, "caption", "").startswith("Vingt idées")]

    assert "plus facile, plus utile" in page
    assert [cell[0].text for cell in table.rows[0][:3]] == ["Un coffre à code", "9", "6"]
