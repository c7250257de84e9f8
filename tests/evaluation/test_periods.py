"""Figures of a period: rows inside it, the last value in it, surveys whole; nothing hidden is read by difference."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation import figures
from levain.evaluation.models import BarometerAnswer, BarometerWave, EmergenceAsk, Followed, Measure, PersonalView
from levain.evaluation.periods import EVER, NoSuchDays, Period, period_asked
from levain.evaluation.services.accelerator import STATEMENTS
from levain.people.models import RoleCode
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.evaluation.surveys_factories import counted, questionnaire, survey
from tests.people.factories import UserFactory, someone
from tests.projects.factories import LogbookEntryFactory, ProjectFactory, adviser_of
from tests.seminars.factories import ContributionFactory, SeminarFactory, closing_activity
from tests.support.factories import NeedFactory, ProposalFactory

pytestmark = pytest.mark.django_db
SPRING = Period(date(2021, 3, 1), date(2021, 5, 31))
SUMMER = Period(date(2021, 6, 1), date(2021, 8, 31))


@pytest.fixture
def project():
    return ProjectFactory()


def told(cohort, source, period=EVER):
    read = figures.source(source).read(cohort, figures.projects_of(cohort), period)
    return {one.code: one for one in read}


def event(project, day, people):
    return LogbookEntryFactory(project=project, kind="event", audience="project", people=people, happened_on=day)


def test_both_its_days_are_inside():
    assert SPRING.holds(date(2021, 3, 1))
    assert SPRING.holds(date(2021, 5, 31))
    assert not SPRING.holds(date(2021, 6, 1))
    assert not SPRING.holds(None)
    assert EVER.holds(None)
    assert not EVER


def test_an_address_names_its_days_and_nothing_else():
    assert period_asked({"du": "2021-03-01", "au": "2021-05-31"}) == SPRING
    assert period_asked({}) == EVER
    assert SPRING.asked == "?du=2021-03-01&au=2021-05-31"
    for wrong in ({"du": "hier"}, {"du": "2021-13-45"}, {"du": "2021-06-01", "au": "2021-05-31"}):
        with pytest.raises(NoSuchDays):
            period_asked(wrong)


def test_events_are_counted_of_the_days_asked_and_the_parts_add_up(project):
    for day, people in ((date(2021, 3, 1), 20), (date(2021, 5, 31), 4), (date(2021, 6, 1), 7)):
        event(project, day, people)
    code = f"{project.slug}-presences"

    spring, summer = (told(project.cohort, "participation", one)[code] for one in (SPRING, SUMMER))
    assert (spring.value, spring.n, len(spring.rows)) == (24, 2, 2)
    assert (summer.value, summer.n, len(summer.rows)) == (7, 1, 1)
    assert told(project.cohort, "participation")[code].value == 31


def test_a_need_counts_in_the_period_it_was_stated_in_as_it_stood_at_its_end(project):
    stated = date(2021, 5, 10)
    soon, late = (NeedFactory(project=project, stated_on=stated) for _place in range(2))
    ProposalFactory(need=soon, proposed_on=stated + timedelta(days=3))
    ProposalFactory(need=late, proposed_on=date(2021, 7, 1))
    late.met, late.outcome_on, late.state = "yes", date(2021, 7, 2), "closed"
    late.save()
    NeedFactory(project=project, stated_on=date(2021, 6, 2))

    spring, ever = (told(project.cohort, "accelerateur", one) for one in (SPRING, EVER))
    first = spring["besoins-premiere-reponse"]
    assert (first.value, first.n, first.invited) == (3, 1, 2)
    assert (spring["besoins-combles"].value, spring["besoins-combles"].n) == (0, 0)
    assert spring["besoins-combles"].parameters["open"] == 2
    assert (ever["besoins-combles"].value, ever["besoins-combles"].n) == (1, 1)
    assert ever["besoins-premiere-reponse"].invited == 3


def test_a_level_counts_in_the_period_it_was_given_in_and_a_change_asks_for_both(project):
    objective = ObjectiveFactory(project=project, agreed_on=date(2021, 3, 2))
    RatingFactory(objective=objective, level=-1, rated_on=date(2021, 3, 10))
    RatingFactory(objective=objective, moment="end", level=1, rated_on=date(2021, 6, 10))

    start, end, change = (f"{project.slug}-inhabitants-{one}" for one in ("start", "end", "change-end"))
    assert set(told(project.cohort, "objectifs", SPRING)) == {start}
    assert set(told(project.cohort, "objectifs", SUMMER)) == {end}
    assert set(told(project.cohort, "objectifs", Period(SPRING.since, SUMMER.until))) == {start, end, change}
    assert not told(project.cohort, "objectifs", Period(until=date(2021, 3, 1)))


def measured(project, *values, since=None):
    author = adviser_of(project)
    followed = Followed.objects.create(project=project, label="Jardins", source="Carnet", author=author)
    for day, value in values:
        said = {"value": value, "state": "approved", "source": "Carnet", "since": since, "proof": "Photo"}
        by = {"proposed_by": author, "decided_by": someone(RoleCode.PROGRAMME_LEAD, project.cohort.programme)}
        Measure.objects.create(followed=followed, taken_on=day, decided_on=day, **said, **by)
    return f"suivi-{followed.pk}"


def test_an_indicator_has_the_last_value_taken_in_the_period(project):
    code = measured(project, (date(2021, 3, 5), 3), (date(2021, 5, 5), 5), (date(2021, 7, 5), 9))

    spring = told(project.cohort, "indicateurs", SPRING)[code]
    assert (spring.value, spring.n, [row.title for row in spring.rows]) == (5, 2, ["5 mars 2021", "5 mai 2021"])
    assert told(project.cohort, "indicateurs")[code].value == 9
    empty = told(project.cohort, "indicateurs", Period(until=date(2021, 1, 1)))[code]
    assert (empty.value, empty.n) == (None, 0)
    assert "période" in empty.why_not


def test_a_value_that_adds_up_days_from_before_says_so(project):
    code = measured(project, (date(2021, 5, 5), 5), since=date(2020, 9, 1))

    assert "1er septembre 2020" in told(project.cohort, "indicateurs", SPRING)[code].beyond
    assert not told(project.cohort, "indicateurs")[code].beyond


def test_what_has_no_day_says_why_it_is_of_the_whole_session(project):
    assert figures.source("modele").whole
    assert figures.source("representation").whole


@pytest.mark.parametrize("day", [date(2021, 5, 30), date(2021, 5, 31), date(2021, 6, 1)])
def test_a_survey_is_whole_in_the_one_period_it_closes_in(project, day):
    """Twelve sheets, whatever the day of each: none is told apart by asking for a day more or a day less."""
    made = counted(survey(project=project, closes_on=day), *[{"q1": 4}] * 12)
    ever = told(project.cohort, "enquetes")
    found = [told(project.cohort, "enquetes", one) for one in (SPRING, SUMMER)]

    assert [bool(one) for one in found] == ([True, False] if day.month == 5 else [False, True])
    held = next(one for one in found if one)
    assert {code: (one.value, one.n) for code, one in held.items()} == {
        code: (one.value, one.n) for code, one in ever.items()
    }
    assert held[made.rate_code].n == 12


def test_two_surveys_are_compared_when_both_are_inside(project):
    of = questionnaire()
    counted(survey(project=project, of=of, closes_on=date(2021, 4, 1)), *[{"q1": 2}] * 12)
    after = counted(survey(project=project, of=of, moment="final", closes_on=date(2021, 7, 1)), *[{"q1": 5}] * 12)
    code = f"s{after.pk}-q1-ecart"

    assert code not in told(project.cohort, "enquetes", SUMMER)
    assert told(project.cohort, "enquetes", Period(SPRING.since, SUMMER.until))[code].value == 1


def test_no_two_periods_side_by_side_tell_an_answer_apart(project):
    """Everything promised, every day of the year: a figure is the same each time it is given."""
    cohort, team = project.cohort, adviser_of(project)
    counted(survey(project=project, closes_on=date(2021, 4, 10)), *[{"q1": 4}] * 11)
    wave = BarometerWave.objects.create(
        cohort=cohort, moment="start", opens=date(2021, 5, 1), closes=date(2021, 5, 20), opened_by=team
    )
    answers = [dict.fromkeys(STATEMENTS, 4)] * 11
    BarometerAnswer.objects.bulk_create(BarometerAnswer(wave=wave, levels=levels) for levels in answers)
    for place in range(6):
        EmergenceAsk.objects.create(
            cohort=cohort,
            voice="not_retained",
            when="after",
            reference=f"{place}",
            asked_by=team,
            asked_on=date(2021, 3, 1 + place),
            answered_on=date(2021, 3, 10 + place),
            now="goes_on",
        )
    objective = ObjectiveFactory(project=project, agreed_on=date(2021, 1, 5))
    for place in range(12):
        PersonalView.objects.create(
            objective=objective,
            moment="start",
            voice="inhabitants" if place % 2 else "authority",
            person=UserFactory(),
            importance=1 + place % 5,
            attainment=3,
            given_on=date(2021, 2, 1 + place),
        )
    ends = timezone.make_aware(datetime(2021, 6, 3, 17))
    activity = closing_activity(SeminarFactory(cohort=cohort, starts=ends - timedelta(hours=7), ends=ends))
    for place in range(9):
        ContributionFactory(activity=activity, side="bearer", text="", value={"s02": 1 + place % 5})

    promised, given, days = {}, set(), [date(2021, 2, 1) + timedelta(days=4 * place) for place in range(33)]
    for source in figures.sources():
        whole = {code: one for code, one in told(cohort, source.code).items() if one.promise}
        promised |= whole
        for day in days if whole else ():
            for period in (Period(until=day), Period(since=day + timedelta(days=1))):
                seen = told(cohort, source.code, period)
                same = {code: (seen[code].value, seen[code].n) for code in whole if code in seen}
                given |= same.keys()
                assert same == {code: (whole[code].value, whole[code].n) for code in same}
    assert given == promised.keys()
    assert {one.method for one in promised.values()} >= {"M-RESP", "M-WILSON", "M-GAP", "M-CSAT"}


def test_opening_a_figure_of_a_period_shows_its_rows_alone(client, project):
    inside = event(project, date(2021, 4, 1), 8)
    outside = event(project, date(2021, 7, 1), 9)
    client.force_login(adviser_of(project))
    one = told(project.cohort, "participation", SPRING)[f"{project.slug}-presences"]
    address = figures.source("participation").opening(one, cohort=project.cohort, period=SPRING)
    page = client.get(address).content.decode()

    assert address.endswith("?du=2021-03-01&au=2021-05-31")
    assert "du 1er mars 2021 au 31 mai 2021" in page
    assert inside.get_absolute_url() in page
    assert outside.get_absolute_url() not in page
    assert page.count("/carnet/") == len(one.rows) == 1
    assert outside.get_absolute_url() in client.get(address.partition("?")[0]).content.decode()


@pytest.mark.parametrize("asked", ["du=hier", "du=2021-06-01&au=2021-05-31", "au=2021-02-30", "du=%00"])
def test_days_that_are_none_open_nothing(client, project, asked):
    event(project, date(2021, 4, 1), 8)
    client.force_login(adviser_of(project))
    page = reverse("evaluation:figure", args=[project.cohort.slug, "participation", f"{project.slug}-presences"])

    assert client.get(f"{page}?{asked}").status_code == 404
