"""Rebuild a hidden cell by any difference of views; lead back from the database to a person who gave no name."""

import csv
import io
import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from levain.evaluation.models import BarometerAnswer, BarometerWave, UsageAnswer, UsageRound
from levain.evaluation.services import accelerator, unnamed, usages
from levain.foundation.models import JournalEntry
from levain.portal.evaluating import figures_of
from tests.evaluation.surveys_factories import QUESTIONS, counted, questionnaire, survey
from tests.projects.factories import ProjectFactory, adviser_of, bearer_of, department_of, lead_of

pytestmark = pytest.mark.django_db
SIZES = {"jeune": 14, "adulte": 12, "ancien": 4}


@pytest.fixture
def project():
    usages.load_factors()
    return ProjectFactory()


def barometer(project):
    today = timezone.localdate()
    return accelerator.open_wave(
        project.cohort, by=adviser_of(project), moment="start", opens=today, closes=today, invited=40
    )


def usages_of(project):
    today = timezone.localdate()
    return usages.hand_out(project, by=bearer_of(project), moment="start", opens=today, closes=today)


def closed_yesterday():
    yesterday = timezone.localdate() - timedelta(days=1)
    for model in (BarometerWave, UsageRound):
        model.objects.update(opens=yesterday, closes=yesterday)


def read(client, name, *args, **asked):
    return client.get(reverse(f"evaluation:{name}", args=args), asked).content.decode()


def words(html):
    """What a page says, without its marks and their tokens."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html[html.index("<main") :]))


def everything_shown(client, project, made):
    """Each view of a survey that somebody may open: page, single answers, tables, figures, territory, JSON."""
    cohort, place = project.cohort.slug, department_of(project).code
    return {
        "page": read(client, "survey_results", made.pk),
        "answers": read(client, "survey_answers", made.pk, "q1"),
        "table": read(client, "survey_csv", made.pk),
        "public": read(client, "public_results", made.key),
        "public table": read(client, "public_csv", made.key),
        "cohort": read(client, "figures_of", cohort, "enquetes"),
        "territory": read(client, "figures_of", cohort, "enquetes", territoire=place),
        "project": read(client, "project_figures_of", project.slug, "enquetes"),
        "figures table": read(client, "figures_csv", cohort, "enquetes"),
        "command": json.dumps(figures_of(cohort)),
    }


def counts_of_q1(table):
    return [int(row["n"]) for row in csv.DictReader(io.StringIO(table)) if row["question"] == "q1"]


def test_no_pair_of_views_differs_by_fewer_people_than_the_floor(client, project):
    """A group of four hides with another; whatever view is subtracted from whatever other leaves eleven or nobody."""
    sheets = [{"q1": 1 + place % 5, "q2": age} for age, n in SIZES.items() for place in range(n)]
    made = counted(survey(project=project), *sheets, breakdown="q2")
    type(made).objects.filter(pk=made.pk).update(published_on=timezone.localdate())
    client.force_login(lead_of(project))
    views = everything_shown(client, project, made)

    told = json.loads(views["command"])
    seen = {one["n"] for one in told if one["subject"] == project.name and "q1" in one["code"]}
    for table in ("table", "public table"):
        seen |= set(counts_of_q1(views[table]))
    seen |= {int(n) for n in re.findall(r"r(\d+)\"[^>]*>", views["answers"])[-1:]}
    groups = [int(n) for n in re.findall(r">(\d+) réponses<", views["page"])]
    seen |= set(groups)

    assert 30 in seen
    assert 14 in seen
    assert not {12, 4, 16, 18, 26} & seen
    assert all(abs(one - other) == 0 or abs(one - other) >= 11 for one in seen for other in seen)


def test_a_small_group_is_nowhere_in_any_view(client, project):
    """The only ones who do not agree are the four elders: their level is said of nobody."""
    sheets = [{"q1": 1 if age == "ancien" else 5, "q2": age} for age, n in SIZES.items() for _one in range(n)]
    made = counted(survey(project=project), *sheets, breakdown="q2")
    client.force_login(adviser_of(project))

    page = read(client, "survey_results", made.pk)
    apart = page[page.index('id="groupes"') :]
    assert "Ancien" not in apart
    assert "Adulte" not in apart
    assert "Jeune" in apart


def test_a_group_that_says_a_sensitive_thing_with_one_voice_is_not_the_rest_of_the_others(client, project):
    """The whole is shown, and each group but one: what is left would be that one's answer."""
    asked = [{**one, "personal_data": one["code"] == "q1"} for one in QUESTIONS]
    of = questionnaire("sensible", questions=asked)
    sheets = [{"q1": 1, "q2": "jeune"}] * 15
    sheets += [{"q1": 1 + place % 5, "q2": age} for age in ("adulte", "ancien") for place in range(15)]
    made = counted(survey(project=project, of=of), *sheets, breakdown="q2")
    client.force_login(adviser_of(project))

    page = read(client, "survey_results", made.pk)

    apart = page[page.index('id="groupes"') :]
    told = [age for age in ("Jeune", "Adulte", "Ancien") if age in apart]
    assert told in (["Adulte"], ["Ancien"])
    assert "Jeune" not in apart


def test_a_survey_under_the_floor_is_absent_from_every_view_and_from_every_sum(client, project):
    made = counted(survey(project=project), *[{"q1": 2, "q4": "Un mot à moi"}] * 10)
    counted(survey(project=ProjectFactory(cohort=project.cohort)), *[{"q1": 4}] * 15)
    client.force_login(lead_of(project))

    for name, text in everything_shown(client, project, made).items():
        assert "Un mot à moi" not in text, name
    figure = {one["code"]: one for one in figures_of(project.cohort.slug) if one["project"] == project.slug}
    assert set(figure) == {made.rate_code}
    assert counts_of_q1(read(client, "survey_csv", made.pk)) == []


def test_what_came_since_yesterday_is_not_told_apart(client, project):
    """Barometer and usages: read before and after somebody answers, two views would differ by what she said."""
    wave, asked = barometer(project), usages_of(project)
    for _one in range(12):
        accelerator.answer_wave(wave, token=uuid4(), levels={"bar-1": 4})
        usages.answer(asked, token=uuid4(), said=WHOLE)
    client.force_login(adviser_of(project))

    def values():
        told = (one for one in figures_of(project.cohort.slug) if one["source"] in ("voix", "usages"))
        return [one["value"] for one in told]

    assert set(values()) == {None}
    before = words(read(client, "barometer", project.cohort.slug)), words(read(client, "usages", project.slug))
    accelerator.answer_wave(wave, token=uuid4(), levels={"bar-1": 1})
    after = words(read(client, "barometer", project.cohort.slug)), words(read(client, "usages", project.slug))
    assert [text.replace("12 réponses", "13 réponses") for text in before] == list(after)
    assert client.get(reverse("evaluation:usage_rows", args=[project.slug, "depart"])).context["at"].totals == []

    closed_yesterday()
    assert None not in [one for one in values() if one is not None]
    assert any(value is not None for value in values())


def test_a_questionnaire_whose_results_are_read_does_not_open_again(project):
    asked = usages_of(project)
    closed_yesterday()
    asked.refresh_from_db()
    with pytest.raises(usages.RoundClosed):
        usages.change_round(
            asked, by=bearer_of(project), version=asked.version, closes=timezone.localdate(), handed_out=40
        )
    usages.change_round(asked, by=bearer_of(project), version=asked.version, closes=asked.closes, handed_out=40)


WHOLE = {
    "km": {"tgv": 1000},
    "surface": 90,
    "persons": 2,
    "heating": "gas",
    "meals": {"beef": 3, "vegetarian": 11},
}


def in_the_engine(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [json.loads(value) if isinstance(value, str) else value for (value,) in cursor.fetchall()]


def test_once_closed_the_engine_no_longer_tells_the_order_of_arrival(project):
    wave, asked = barometer(project), usages_of(project)
    for place in range(40):
        accelerator.answer_wave(wave, token=uuid4(), levels={"bar-1": 1 + place % 5, "bar-2": 1 + place // 8})
        usages.answer(asked, token=uuid4(), said={"km": {"tgv": place}})
    arrived = [{"km": {"tgv": place}} for place in range(40)]
    said = [(1 + place % 5, 1 + place // 8) for place in range(40)]
    closed_yesterday()

    unnamed.shuffle_closed(timezone.now())

    told = in_the_engine("evaluation_usageanswer", "said")
    assert told != arrived
    assert sorted(one["km"]["tgv"] for one in told) == list(range(40))
    levels = [(one["bar-1"], one["bar-2"]) for one in in_the_engine("evaluation_barometeranswer", "levels")]
    assert levels != said
    assert sorted(levels) == sorted(said)
    held = set(UsageAnswer.objects.values_list("pk", flat=True))
    entries = JournalEntry.objects.count()
    unnamed.shuffle_closed(timezone.now())
    assert (held, entries) == (set(UsageAnswer.objects.values_list("pk", flat=True)), JournalEntry.objects.count())


@pytest.mark.django_db(transaction=True)
def test_the_tick_writes_them_again_each_in_a_transaction_of_its_own(project):
    barometer(project)
    usages_of(project)
    closed_yesterday()

    unnamed.shuffle_closed(timezone.now())

    verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {"barometer.closed", "usages.closed"} <= verbs


def test_answering_signed_in_leaves_nothing_that_leads_back(client, project):
    """Journal, sessions, limits, letters, histories: no row of the house holds the number of the answer."""
    person = bearer_of(project)
    client.force_login(person)
    wave, asked = barometer(project), usages_of(project)
    entries = JournalEntry.objects.count()
    for name, key, said in (
        ("answer_barometer", wave.key, {"bar-1": "4"}),
        ("answer_usages", asked.key, {"km_tgv": "500", "heating": "gas", "surface": "90", "persons": "2"}),
    ):
        address = reverse(f"evaluation:{name}", args=[key])
        token = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())[1]
        assert client.post(address, {"token": token, **said}, REMOTE_ADDR="203.0.113.7").status_code == 200

    answers = [BarometerAnswer.objects.get(), UsageAnswer.objects.get()]
    assert JournalEntry.objects.count() == entries
    own = {BarometerAnswer, UsageAnswer}
    numbers = {str(one.pk) for one in answers} | {one.pk.hex for one in answers}
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            held = {str(value) for value in row.values()}
            assert model in own or numbers.isdisjoint(held), model
            assert model not in own or {person.email, person.name, "203.0.113.7"}.isdisjoint(held)
    for session in apps.get_model("sessions.Session").objects.all():
        assert not any(number in json.dumps(session.get_decoded()) for number in numbers)
