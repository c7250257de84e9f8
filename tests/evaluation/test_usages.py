"""The carbon of usages: answers without a name, a median from eleven, before and after with the same factors."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.evaluation import figures
from levain.evaluation.models import UsageAnswer, UsageFactor, UsageRound
from levain.evaluation.services import usages as services
from levain.evaluation.sources import usages as source
from levain.formulas.usages import footprint
from tests.people.factories import UserFactory
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of

pytestmark = pytest.mark.django_db
WHOLE = {
    "km": {"car_petrol": 8000, "flight_medium": 3000, "tgv": 1000},
    "occupants": 1.6,
    "surface": 90,
    "persons": 2,
    "heating": "gas",
    "meals": {"beef": 3, "chicken": 4, "oily_fish": 2, "vegetarian": 5},
}


@pytest.fixture
def project():
    services.load_factors()
    return ProjectFactory()


def asked(project, moment="start"):
    today = timezone.localdate()
    return services.hand_out(
        project, by=bearer_of(project), moment=moment, opens=today, closes=today + timedelta(days=9), handed_out=40
    )


def answered(one, times, said=WHOLE, words=""):
    for place in range(times):
        services.answer(one, token=uuid4(), said=said, words=words and f"{words} {place}")


def over():
    """The day after they closed: what was told may be read."""
    today = timezone.localdate()
    UsageRound.objects.update(opens=today - timedelta(days=9), closes=today - timedelta(days=1))


def open_again():
    today = timezone.localdate()
    UsageRound.objects.update(opens=today, closes=today + timedelta(days=9))


def told(project):
    over()
    return source.told([project])[project.pk]


def test_the_shipped_table_finds_the_worked_example_again(project):
    found = footprint(services.usage_of(WHOLE), services.factors(services.table()))

    assert found.total == pytest.approx(4169.1, abs=0.5)


def test_ten_answers_show_nothing_and_eleven_show_the_middle(project):
    one = asked(project)
    answered(one, 10)
    over()
    [figure] = source.figures(project.cohort, figures.projects_of(project.cohort))
    assert (figure.value, figure.n, figure.rows) == (None, 0, [])

    open_again()
    one.refresh_from_db()
    answered(one, 1)
    over()
    [figure] = source.figures(project.cohort, figures.projects_of(project.cohort))
    assert figure.value == pytest.approx(4169.1, abs=0.5)
    assert (figure.n, figure.invited, len(figure.rows), figure.method) == (11, 40, 11, "M-USAGE")


def test_a_partial_answer_is_counted_apart_and_leaves_the_median(project):
    one = asked(project)
    answered(one, 11)
    answered(one, 2, said={"km": {"tgv": 100}})

    [at] = told(project).moments

    assert (at.group.n, at.group.partial, at.answers) == (11, 2, 13)


def test_changing_a_factor_computes_before_and_after_again(project):
    for moment in ("start", "end"):
        answered(asked(project, moment), 11)
    gas = UsageFactor.objects.get(code="gas")
    services.edit_factor(
        gas, by=adviser_of(project), version=1, value=0, source="Essai", source_date=timezone.localdate(), label="Gaz"
    )

    before, after = told(project).moments

    assert before.group.median == after.group.median == pytest.approx(4169.3 - 802.8, abs=0.5)


def test_the_same_words_pair_two_answers_without_giving_the_words_back(project):
    first, last = asked(project), asked(project, "end")
    answered(first, 12, words="Trois petits chats")
    less = WHOLE | {"km": {"car_petrol": 500}}
    answered(last, 12, said=less, words="trois  PETITS chats")

    assert told(project).pairs == source.Pairs(12, 12, 0, 0)
    kept = UsageAnswer.objects.first()
    assert "chats" not in kept.pair
    assert not {"created_at", "user", "at", "email"} & {field.name for field in UsageAnswer._meta.fields}


def test_fewer_than_eleven_pairs_are_not_told(project):
    first, last = asked(project), asked(project, "end")
    answered(first, 12)
    answered(last, 12)
    answered(first, 10, words="mots")
    answered(last, 10, words="mots")

    assert told(project).pairs is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_figures_cost_the_same_for_any_number_of_projects(project, count, django_assert_num_queries):
    for place in [project, *ProjectFactory.create_batch(count - 1, cohort=project.cohort)]:
        answered(asked(place), 11)
    projects = figures.projects_of(project.cohort)

    with django_assert_num_queries(4):
        assert len(list(source.figures(project.cohort, projects))) == count


def test_an_inhabitant_answers_by_the_link_and_sees_a_range(client, project):
    one = asked(project)
    address = reverse("evaluation:answer_usages", args=[one.key])
    page = client.get(address)
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    told = {"token": token, "km_car_petrol": "8 000", "occupants": "1,6", "heating": "gas", "surface": "90"}
    told |= {"persons": "2", "meal_beef": "3", "meal_vegetarian": "11"}
    for _twice in range(2):
        answer = client.post(address, told)

    assert answer.status_code == 200
    assert UsageAnswer.objects.count() == 1
    assert "ordre de grandeur" in answer.content.decode()
    assert answer.context["found"].range


def test_an_empty_form_and_numbers_out_of_bounds_are_given_back(client, project):
    address = reverse("evaluation:answer_usages", args=[asked(project).key])
    empty = client.post(address, {"token": str(uuid4())})
    wild = client.post(address, {"token": str(uuid4()), "km_tgv": "9999999", "persons": "0"})

    assert empty.status_code == wild.status_code == 200
    assert 'value="9999999"' in wild.content.decode()
    assert UsageAnswer.objects.count() == 0


def test_a_closed_questionnaire_and_a_wrong_link_say_so(client, project):
    one = asked(project)
    UsageRound.objects.update(
        opens=timezone.localdate() - timedelta(days=9), closes=timezone.localdate() - timedelta(days=1)
    )

    assert client.get(reverse("evaluation:answer_usages", args=[one.key])).status_code == 410
    assert client.get(reverse("evaluation:answer_usages", args=["nowhere"])).status_code == 404
    one.refresh_from_db()
    with pytest.raises(services.RoundClosed):
        services.answer(one, token=uuid4(), said=WHOLE)


def test_usages_are_asked_once_at_a_moment(project):
    asked(project)
    with pytest.raises(services.AlreadyAsked):
        asked(project)


def test_the_team_sees_the_range_and_others_see_nothing(client, project):
    answered(asked(project), 11)
    over()
    address = reverse("evaluation:usages", args=[project.slug])
    client.force_login(bearer_of(project))
    html = client.get(address).content.decode()
    assert re.search(r"4[\s\u202f\u00a0]?169", html)
    assert client.get(reverse("evaluation:usage_rows", args=[project.slug, "depart"])).status_code == 200

    client.force_login(UserFactory())
    assert client.get(address).status_code == 403


def test_the_table_is_read_by_everyone_and_changed_by_the_team(client, project):
    assert client.get(reverse("evaluation:usage_factors")).status_code == 200
    gas = UsageFactor.objects.get(code="gas")
    address = reverse("evaluation:edit_usage_factor", args=[gas.pk])
    told = {"version": gas.version, "label": "Gaz", "value": "18,5", "source": "ADEME", "source_date": "2026-09-01"}
    client.force_login(bearer_of(project))
    assert client.post(address, told).status_code == 403
    client.force_login(adviser_of(project))
    assert client.post(address, told).status_code == 302
    assert client.post(address, told).status_code == 200
    gas.refresh_from_db()
    assert float(gas.value) == 18.5


def test_a_poster_carries_the_address_of_the_house_and_its_code(client, project, settings):
    one = asked(project)
    client.force_login(bearer_of(project))

    html = client.get(reverse("evaluation:usage_poster", args=[one.pk]), HTTP_HOST="testserver").content.decode()

    assert settings.SITE_URL + reverse("evaluation:answer_usages", args=[one.key]) in html
    assert "<svg" in html
    assert "anonyme" in html
    client.force_login(UserFactory())
    assert client.get(reverse("evaluation:usage_poster", args=[one.pk])).status_code == 403
