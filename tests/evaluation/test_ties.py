"""The roster of ties: who answers, what counts, what is shown, what is taken back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from levain.evaluation import rules, services
from levain.evaluation.models import RosterMember, RosterSheet, Tie
from levain.evaluation.networks import Ties
from levain.evaluation.sources import ties as source
from levain.foundation.letters import deliver_waiting
from levain.foundation.models import Letter, Notice
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of

Group = RosterMember.Group


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def projects(cohort):
    return ProjectFactory.create_batch(4, cohort=cohort)


@pytest.fixture
def team(cohort):
    return someone(RoleCode.ADVISER, cohort)


def wave_of(cohort, team, *, title="Avant", days=7, on=None):
    closes = (on or timezone.localdate()) + timedelta(days=days)
    return services.open_wave(cohort, title=title, closes_on=closes, by=team, on=on)


def sheet_of(wave, project):
    return wave.sheets.get(member__project=project)


def say(wave, project, *others, kinds=("information",), **more):
    members = [sheet_of(wave, other).member for other in others]
    told = {"agreed": True} | more
    services.answer_sheet(sheet_of(wave, project), {member: kinds for member in members}, **told)


@pytest.fixture
def wave(cohort, projects, team):
    services.fill_roster(cohort, by=team)
    return wave_of(cohort, team)


def test_the_roster_is_filled_once_with_the_projects_and_whoever_speaks_for_one_is_told(cohort, projects, team):
    bearer = bearer_of(projects[0])
    assert services.fill_roster(cohort, by=team) == 4
    assert services.fill_roster(cohort, by=team) == 0
    wave_of(cohort, team)
    assert Notice.objects.filter(recipient=bearer, entry__verb="sheet.asked").count() == 1


def test_who_has_no_account_gets_a_letter_whose_link_opens_one_sheet(client, cohort, projects, team):
    services.fill_roster(cohort, by=team)
    partner = services.add_to_roster(
        cohort, group=Group.PARTNER, name="Un réseau", mailbox="reseau@exemple.fr", by=team
    )
    wave = wave_of(cohort, team)
    sheet = wave.sheets.get(member=partner)
    address = reverse("evaluation:sheet_by_key", args=[sheet.key])
    assert address in Letter.objects.get(to="reseau@exemple.fr").text
    deliver_waiting()
    assert mail.outbox[-1].to == ["reseau@exemple.fr"]
    first = sheet_of(wave, projects[0]).member
    given = {"version": sheet.version, f"m{first.pk}": ["advice"], "name": "Une personne", "agreed": "on"}
    assert client.post(address, given).status_code == 302
    assert [(tie.to, tie.kind) for tie in sheet.ties.all()] == [(first, "advice")]
    sheet.refresh_from_db()
    assert (sheet.name, sheet.answered_by, sheet.state) == ("Une personne", None, "answered")


def test_an_answer_without_agreement_is_not_kept_and_what_was_ticked_stays(client, wave, projects):
    bearer, sheet = bearer_of(projects[0]), sheet_of(wave, projects[0])
    other = sheet_of(wave, projects[1]).member
    client.force_login(bearer)
    response = client.post(sheet.get_absolute_url(), {"version": 1, f"m{other.pk}": ["information"]})
    assert response.status_code == 200
    assert response.context["form"].data.getlist(f"m{other.pk}") == ["information"]
    assert not Tie.objects.exists()
    with pytest.raises(services.NotAgreed):
        say(wave, projects[0], projects[1], agreed=False)


def test_answering_again_replaces_what_was_said_and_a_stale_page_is_compared(wave, projects):
    say(wave, projects[0], projects[1], projects[2])
    say(wave, projects[0], projects[3], kinds=("advice", "advice"))
    assert [(tie.to.project, tie.kind) for tie in Tie.objects.all()] == [(projects[3], "advice")]
    with pytest.raises(ChangedSince):
        say(wave, projects[0], projects[1], version=1)
    assert Tie.objects.count() == 1


def test_a_tie_with_oneself_or_with_a_stranger_to_the_wave_is_left_out(cohort, wave, projects, team):
    late = services.add_to_roster(cohort, group=Group.PARTNER, name="Arrivé après", by=team)
    sheet = sheet_of(wave, projects[0])
    services.answer_sheet(sheet, {sheet.member: ["advice"], late: ["advice"]}, agreed=True)
    assert not sheet.ties.exists()


def test_a_closed_wave_takes_no_answer_but_gives_back_what_was_said(client, cohort, projects, team):
    services.fill_roster(cohort, by=team)
    day = timezone.localdate() - timedelta(days=30)
    wave = wave_of(cohort, team, on=day)
    say(wave, projects[0], projects[1], on=day)
    with pytest.raises(services.WaveClosed):
        say(wave, projects[1], projects[0])
    bearer, sheet = bearer_of(projects[0]), sheet_of(wave, projects[0])
    client.force_login(bearer)
    assert client.post(sheet.get_absolute_url(), {"agreed": "on", "version": 2}).status_code == 403
    assert client.post(sheet.get_absolute_url(), {"decline": "1"}).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.ties.count()) == ("declined", 0)


def test_only_its_people_and_the_team_answer_for_an_organisation(client, wave, projects, team):
    sheet = sheet_of(wave, projects[0])
    other = bearer_of(projects[1])
    assert rules.can_open_sheet(bearer_of(projects[0]), sheet)
    assert rules.can_open_sheet(team, sheet)
    assert not rules.can_open_sheet(other, sheet)
    client.force_login(other)
    assert client.post(sheet.get_absolute_url(), {"agreed": "on", "version": 1}).status_code == 403
    assert client.get(reverse("evaluation:roster", args=[wave.cohort.slug])).status_code == 403


def test_who_did_not_answer_is_left_out_of_the_density_and_drawn_apart(client, wave, projects, team):
    say(wave, projects[0], projects[1], projects[2])
    say(wave, projects[1], projects[0])
    say(wave, projects[2])
    services.decline_sheet(sheet_of(wave, projects[3]), by=team)
    read = Ties(wave.cohort).read(wave)
    assert (read.n, read.invited) == (3, 4)
    assert read.density == pytest.approx(3 / 9)
    assert read.reciprocity == pytest.approx(2 / 3)
    client.force_login(team)
    page = client.get(reverse("evaluation:ties", args=[wave.cohort.slug]))
    assert [point.hollow for point in page.context["chart"].points] == [False, False, False, True]


def test_a_second_wave_says_what_lasted_and_who_left_the_roster_is_not_asked(cohort, wave, projects, team):
    say(wave, projects[0], projects[1], projects[2])
    services.leave_roster(sheet_of(wave, projects[3]).member, by=team)
    tomorrow = timezone.localdate() + timedelta(days=1)
    second = wave_of(cohort, team, title="Après", on=tomorrow)
    say(second, projects[0], projects[1], on=tomorrow)
    assert second.sheets.count() == 3
    moved = Ties(cohort).change(second)
    assert (moved.kept, moved.created, moved.lost, moved.rows) == (1, 0, 1, 1)


def test_each_wave_gives_its_figures_and_their_rows(cohort, wave, projects):
    say(wave, projects[0], projects[1])
    told = {figure.code: figure for figure in source.figures(cohort, projects)}
    density = told["1-density"]
    assert (density.method, density.n, density.invited) == ("M-SNA", 1, 4)
    assert density.value == pytest.approx(1 / 3)
    assert [row.title for row in density.rows] == [projects[0].name]
    assert told["1-density-advice"].value == 0
    assert told["1-reciprocity"].why_not
    assert not density.opens_to(UserFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_waves(
    client, cohort, projects, team, count, django_assert_max_num_queries
):
    services.fill_roster(cohort, by=team)
    for number in range(count):
        say(wave_of(cohort, team, title=f"Vague {number}"), projects[0], projects[1])
    client.force_login(team)
    with django_assert_max_num_queries(12) as counted:
        response = client.get(reverse("evaluation:ties", args=[cohort.slug]))
    assert len(response.context["lines"]) == count
    assert len(counted) <= 9


def test_the_ties_leave_as_a_table_read_by_the_cohort_alone(client, cohort, wave, projects):
    say(wave, projects[0], projects[1])
    client.force_login(adviser_of(projects[0]))
    answer = client.get(reverse("evaluation:ties_export", args=[cohort.slug]))
    assert len(answer.content.decode().splitlines()) == 2
    client.force_login(UserFactory())
    assert client.get(reverse("evaluation:ties_export", args=[cohort.slug])).status_code == 403


def test_the_team_fills_the_roster_adds_a_partner_opens_a_wave_and_sees_who_answered(client, cohort, projects, team):
    client.force_login(team)
    page = reverse("evaluation:roster", args=[cohort.slug])
    client.post(reverse("evaluation:fill_roster", args=[cohort.slug]))
    client.post(
        reverse("evaluation:add_member", args=[cohort.slug]),
        {"membre-group": "partner", "membre-name": "Un réseau", "membre-mailbox": ""},
    )
    late = {"vague-title": "Avant", "vague-closes_on": "2001-01-01"}
    assert client.post(reverse("evaluation:open_wave", args=[cohort.slug]), late).status_code == 200
    good = late | {"vague-closes_on": (timezone.localdate() + timedelta(days=9)).isoformat()}
    assert client.post(reverse("evaluation:open_wave", args=[cohort.slug]), good).status_code == 302
    read = client.get(page)
    assert len(read.context["sheets"]) == 5
    first = read.context["members"][0]
    client.post(reverse("evaluation:leave_roster", args=[first.pk]))
    assert RosterSheet.objects.filter(member=first).exists()
    assert client.get(page).context["members"].count() == 4
