"""Indicators: proposed, looked at, approved or returned, locked; only what is approved counts and adds up."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.evaluation import figures
from levain.evaluation.models import Followed, Indicator, Measure
from levain.evaluation.rules import indicators as rules
from levain.evaluation.services import adopt_framework
from levain.evaluation.services import bringing_measures as bringing
from levain.evaluation.services import indicators as services
from levain.evaluation.sources import indicators as source
from levain.foundation.models import Notice
from levain.people.models import RoleCode
from tests.people import factories as people
from tests.projects.factories import ProjectFactory

pytestmark = pytest.mark.django_db


def someone(project, code):
    scope = project.cohort if code in (RoleCode.ADVISER, RoleCode.EVALUATOR) else project
    scope = project.cohort.programme if code == RoleCode.PROGRAMME_LEAD else scope
    return people.someone(code, scope)


@pytest.fixture
def team(project):
    codes = (RoleCode.BEARER, RoleCode.ADVISER, RoleCode.PROGRAMME_LEAD, RoleCode.EVALUATOR, RoleCode.STATE_SERVICE)
    return {code: someone(project, code) for code in codes}


def followed_by(project, by, code="I03", **said):
    adopt_framework(project.cohort)
    indicator = Indicator.objects.get(framework__cohort=project.cohort, code=code)
    return services.follow(project, by=by, indicator=indicator, **{"baseline": 24, "target": 150} | said)


def proposed(followed, by, value=131, **said):
    told = {"taken_on": date(2021, 6, 30), "source": "Carnet", "proof": "Feuilles de passage"} | said
    return services.propose(followed, by=by, value=value, **told)


def approved(followed, team, value=131, **said):
    measure = proposed(followed, team[RoleCode.BEARER], value, **said)
    services.review(measure, by=team[RoleCode.ADVISER])
    services.approve(measure, by=team[RoleCode.PROGRAMME_LEAD])
    return measure


def test_a_value_counts_only_once_it_is_approved(project, team):
    followed = followed_by(project, team[RoleCode.ADVISER])
    measure = proposed(followed, team[RoleCode.BEARER])
    assert not Measure.objects.counted().exists()

    services.review(measure, by=team[RoleCode.ADVISER])
    assert not Measure.objects.counted().exists()

    services.approve(measure, by=team[RoleCode.PROGRAMME_LEAD])
    assert list(Measure.objects.counted()) == [measure]
    services.lock(measure, by=team[RoleCode.PROGRAMME_LEAD])
    assert not rules.can_edit_measure(team[RoleCode.ADVISER], measure)
    assert not rules.can_return(team[RoleCode.PROGRAMME_LEAD], measure)


def test_nobody_approves_or_looks_at_a_value_of_her_own(project, team):
    followed = followed_by(project, team[RoleCode.ADVISER])
    own = proposed(followed, team[RoleCode.EVALUATOR])

    assert not rules.can_review(team[RoleCode.EVALUATOR], own)
    services.review(own, by=team[RoleCode.ADVISER])
    assert not rules.can_approve(team[RoleCode.EVALUATOR], own)
    assert rules.can_approve(team[RoleCode.PROGRAMME_LEAD], own)
    assert not rules.can_approve(team[RoleCode.BEARER], own)


def test_a_returned_value_is_mended_and_looked_at_again(project, team):
    followed = followed_by(project, team[RoleCode.ADVISER])
    measure = proposed(followed, team[RoleCode.BEARER])
    services.return_measure(measure, because="Les feuilles disent 121.", by=team[RoleCode.ADVISER])
    assert measure.state == Measure.State.RETURNED

    services.edit_measure(measure, by=team[RoleCode.BEARER], version=measure.version, value=Decimal(121))

    assert (measure.state, measure.value, measure.returned_because) == (Measure.State.PROPOSED, 121, "")


def test_two_people_who_approve_together_approve_once(project, team):
    followed = followed_by(project, team[RoleCode.ADVISER])
    measure = proposed(followed, team[RoleCode.BEARER])
    services.review(measure, by=team[RoleCode.ADVISER])
    services.approve(Measure.objects.get(pk=measure.pk), by=team[RoleCode.PROGRAMME_LEAD])

    with pytest.raises(services.MovedOn):
        services.approve(measure, by=team[RoleCode.EVALUATOR])


@pytest.mark.parametrize("missing", [{"baseline": None}, {"target": None}])
def test_a_value_does_not_count_while_its_indicator_is_not_whole(project, team, missing):
    followed = followed_by(project, team[RoleCode.ADVISER], **missing)
    measure = proposed(followed, team[RoleCode.BEARER])
    services.review(measure, by=team[RoleCode.ADVISER])

    with pytest.raises(services.NotReady):
        services.approve(measure, by=team[RoleCode.PROGRAMME_LEAD])


def test_a_value_does_not_count_without_its_proof(project, team):
    measure = proposed(followed_by(project, team[RoleCode.ADVISER]), team[RoleCode.BEARER], proof="")
    services.review(measure, by=team[RoleCode.ADVISER])

    with pytest.raises(services.NotReady):
        services.approve(measure, by=team[RoleCode.PROGRAMME_LEAD])


def test_an_indicator_of_the_framework_is_followed_once(project, team):
    followed_by(project, team[RoleCode.ADVISER])

    with pytest.raises(services.AlreadyFollowed):
        followed_by(project, team[RoleCode.ADVISER])


def test_a_total_adds_the_last_approved_value_of_each_project_and_opens_them(project, team):
    other = ProjectFactory(cohort=project.cohort)
    bearer = someone(other, RoleCode.BEARER)
    here = followed_by(project, team[RoleCode.ADVISER])
    there = followed_by(other, team[RoleCode.ADVISER])
    approved(here, team, 131)
    last = approved(here, team, 233, taken_on=date(2021, 12, 15))
    beside = approved(there, team | {RoleCode.BEARER: bearer}, 136)
    proposed(there, bearer, 9999, taken_on=date(2021, 12, 16))

    [total] = source.totals(project.cohort, figures.projects_of(project.cohort))

    assert (total.value, total.n, total.method) == (369, 2, "M-PART")
    assert {row.url for row in total.rows} == {last.get_absolute_url(), beside.get_absolute_url()}


def test_shares_and_medians_are_never_added(project, team):
    other = ProjectFactory(cohort=project.cohort)
    for place in (project, other):
        approved(followed_by(place, team[RoleCode.ADVISER], code="I12"), team, 47)

    assert list(source.totals(project.cohort, figures.projects_of(project.cohort))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_figures_cost_the_same_for_any_number_of_projects(project, team, count, django_assert_num_queries):
    for place in [project, *ProjectFactory.create_batch(count - 1, cohort=project.cohort)]:
        approved(followed_by(place, team[RoleCode.ADVISER]), team)
    projects = figures.projects_of(project.cohort)

    with django_assert_num_queries(3):
        assert len(list(source.figures(project.cohort, projects))) == count


ROWS = [
    ["Indicateur", "Date", "Valeur", "Source", "Preuve"],
    ["I03", "30/06/2021", "1 131,5", "Carnet", "Cahier, p. 4"],
    ["i03", "2021-12-15", "233", "Carnet", ""],
]


def test_a_spreadsheet_is_tried_then_written_once(project, team):
    followed_by(project, team[RoleCode.ADVISER])
    tried = bringing.bring(ROWS, [project], by=team[RoleCode.BEARER])
    assert (tried.created, Measure.objects.count()) == (2, 0)
    told = [line.replace("\xa0", " ").replace("\u202f", " ") for line in tried.notes]
    assert told[0] == "Habitants distincts ayant pris part à au moins une action, 30 juin 2021 : 1 131,5 personnes"

    bringing.bring(ROWS, [project], by=team[RoleCode.BEARER], dry_run=False)
    again = bringing.bring(ROWS, [project], by=team[RoleCode.BEARER], dry_run=False)

    assert (again.created, again.unchanged) == (0, 2)
    assert [measure.value for measure in Measure.objects.all()] == [Decimal("1131.5"), 233]


def waiting(person):
    return [one.entry.verb for one in Notice.objects.filter(recipient=person, kind="answer", settled_at=None)]


def test_a_value_waits_for_each_hand_in_turn(project, team):
    """Proposed, it waits for the adviser; looked at, for those who decide; returned, for whoever proposed it."""
    bearer, adviser = team[RoleCode.BEARER], team[RoleCode.ADVISER]
    lead, evaluator = team[RoleCode.PROGRAMME_LEAD], team[RoleCode.EVALUATOR]
    measure = proposed(followed_by(project, adviser), bearer)
    assert [waiting(one) for one in (adviser, lead, evaluator, bearer)] == [["measure.proposed"], [], [], []]
    services.review(measure, by=adviser)
    assert [waiting(one) for one in (adviser, lead, evaluator)] == [[], ["measure.reviewed"], ["measure.reviewed"]]
    services.return_measure(measure, because="Recomptez.", by=lead)
    assert [waiting(one) for one in (bearer, lead, evaluator)] == [["measure.returned"], [], []]

    measure.refresh_from_db()
    services.edit_measure(measure, by=bearer, version=measure.version, value=130)
    assert [waiting(one) for one in (bearer, adviser)] == [[], ["measure.proposed"]]


def test_a_sheet_whose_columns_are_others_says_what_it_lacks_and_what_it_read(project, team):
    followed_by(project, team[RoleCode.ADVISER])
    [said] = bringing.bring([["nom", "quand"], ["I03", "2021-06-30"]], [project], by=team[RoleCode.BEARER]).errors
    assert "date, indicateur, source" in said
    assert "nom, quand" in said


def test_the_import_says_that_it_takes_sheets_and_no_picture(client, project, team):
    client.force_login(team[RoleCode.BEARER])
    html = client.get(reverse("evaluation:bring_measures", args=[project.slug])).content.decode()
    assert "csv, ods, xlsx" in html
    assert "jpg" not in html


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (["I99", "2021-12-15", "3", "Carnet"], "I99"),
        (["I03", "hier", "3", "Carnet"], "hier"),
        (["I03", "2021-12-15", "beaucoup", "Carnet"], "beaucoup"),
        (["I03", "2021-12-15", "NaN", "Carnet"], "NaN"),
        (["I03", "2021-12-15", "", "Carnet"], "Ligne 4"),
        (["I03", "2021-12-15", "3", ""], "source"),
        (["I03", "2021-12-15", "3", "x" * 400], "300"),
    ],
)
def test_one_row_in_error_and_nothing_is_written(project, team, row, word):
    followed_by(project, team[RoleCode.ADVISER])

    report = bringing.bring([*ROWS, row], [project], by=team[RoleCode.BEARER], dry_run=False)

    assert len(report.errors) == 1
    assert Measure.objects.count() == 0


def test_levels_of_a_qualitative_indicator_are_those_described(project, team):
    followed = services.follow(
        project,
        by=team[RoleCode.ADVISER],
        label="Accueil",
        kind=Followed.Kind.LEVEL,
        source="Visite",
        levels={1: "Fermé", 2: "Ouvert le samedi", 3: "Ouvert chaque jour"},
    )

    assert services.counts_for(followed, Decimal(2))
    assert not services.counts_for(followed, Decimal(4))
    assert not services.counts_for(followed, Decimal("1.5"))


def test_the_pages_follow_a_value_from_the_form_to_the_lock(client, project, team):
    followed = followed_by(project, team[RoleCode.ADVISER])
    client.force_login(team[RoleCode.BEARER])
    told = {"value": "131,5", "taken_on": "2021-06-30", "source": "Carnet", "proof": "Cahier"}
    answer = client.post(reverse("evaluation:propose_measure", args=[project.slug, followed.pk]), told)
    measure = Measure.objects.get()
    assert answer.url == measure.get_absolute_url()

    for code, name in (
        (RoleCode.ADVISER, "review_measure"),
        (RoleCode.PROGRAMME_LEAD, "approve_measure"),
        (RoleCode.PROGRAMME_LEAD, "lock_measure"),
    ):
        client.force_login(team[code])
        assert client.post(reverse(f"evaluation:{name}", args=[measure.pk])).status_code == 302
    measure.refresh_from_db()
    assert measure.state == Measure.State.LOCKED
    assert "131,5" in client.get(reverse("evaluation:indicators", args=[project.slug])).content.decode()


def test_a_value_below_its_parts_is_given_back_with_what_was_typed(client, project, team):
    followed = followed_by(project, team[RoleCode.ADVISER], breakdown=["femmes", "hommes"])
    client.force_login(team[RoleCode.BEARER])
    told = {"value": "10", "taken_on": "2021-06-30", "source": "Carnet", "part_0": "8", "part_1": "7"}
    answer = client.post(reverse("evaluation:propose_measure", args=[project.slug, followed.pk]), told)

    assert answer.status_code == 200
    assert Measure.objects.count() == 0
    assert 'value="8"' in answer.content.decode()


def test_a_file_is_tried_on_the_page_and_written_on_the_persons_yes(client, project, team):
    followed_by(project, team[RoleCode.ADVISER])
    client.force_login(team[RoleCode.BEARER])
    address = reverse("evaluation:bring_measures", args=[project.slug])
    text = "indicateur,date,valeur,source,preuve\nI03,2021-06-30,131,Carnet,Cahier\n"
    tried = client.post(address, {"file": SimpleUploadedFile("v.csv", text.encode(), "text/csv")})
    assert Measure.objects.count() == 0

    held = tried.context["held"]
    assert client.post(address, {"held": held + "x"}).status_code == 302
    assert Measure.objects.count() == 0
    assert client.post(address, {"held": held}).status_code == 302
    assert Measure.objects.get().proposed_by == team[RoleCode.BEARER]


def test_what_was_tried_in_one_project_is_not_written_in_another(client, project, team):
    other = ProjectFactory(cohort=project.cohort)
    for place in (project, other):
        followed_by(place, team[RoleCode.ADVISER])
    client.force_login(team[RoleCode.ADVISER])
    text = "indicateur,date,valeur,source\nI03,2021-06-30,131,Carnet\n"
    tried = client.post(
        reverse("evaluation:bring_measures", args=[project.slug]),
        {"file": SimpleUploadedFile("v.csv", text.encode(), "text/csv")},
    )
    client.post(reverse("evaluation:bring_measures", args=[other.slug]), {"held": tried.context["held"]})

    assert Measure.objects.count() == 0


def test_the_cohort_page_shows_each_project_and_the_sum(client, project, team):
    other = ProjectFactory(cohort=project.cohort)
    for place in (project, other):
        approved(followed_by(place, team[RoleCode.ADVISER]), team, 100)
    client.force_login(team[RoleCode.PROGRAMME_LEAD])

    html = client.get(reverse("evaluation:totals", args=[project.cohort.slug])).content.decode()
    detail = client.get(reverse("evaluation:total", args=[project.cohort.slug, "I03"])).content.decode()

    assert "200" in html
    assert project.name in detail
    assert other.name in detail
