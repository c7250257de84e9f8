from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.programmes.models import Engagement
from levain.projects import pending, plans, rules, services
from levain.projects.models import Action, Afterwards, Horizon
from levain.projects.services.horizon import six_months_after
from levain.support.models import Need
from tests.projects import factories as f


@pytest.fixture
def project():
    today = timezone.localdate()
    dates = {"starts": today - timedelta(days=300), "ends": today + timedelta(days=65)}
    return f.ProjectFactory(**{f"cohort__{name}": day for name, day in dates.items()})


def url(name, project):
    return reverse(f"projects:{name}", args=[project.slug])


def test_each_plan_says_what_it_is_who_decides_and_how_to_get_in():
    assert {"plui", "pcaet", "ort", "crte"} <= plans.PLANS.keys()
    assert all(all(plan) for plan in plans.PLANS.values())


def test_the_page_gathers_the_ambition_who_is_missing_and_the_plan(client, project):
    bearer = f.bearer_of(project)
    services.add_stakeholder(project, by=bearer, name="Les lycéens", place="missing")
    services.add_stakeholder(project, by=bearer, name="Les parents", place="in")
    client.force_login(bearer)

    client.post(url("edit_horizon", project), {"ambition": "Une vallée", "plans": ["pcaet"], "version": 0})

    shown = client.get(url("horizon", project)).content.decode()
    assert "Une vallée" in shown
    assert "Les lycéens" in shown
    assert "Les parents" not in shown
    assert "L. 229-26" in shown


@pytest.mark.parametrize(("way", "into", "model"), [("action", "action", Action), ("besoin", "need", Need)])
def test_the_next_step_becomes_an_action_or_a_need(client, project, way, into, model):
    bearer = f.bearer_of(project)
    services.write_horizon(project, by=bearer, next_step="Voir le service de l’eau")
    client.force_login(bearer)
    page = client.get(url("horizon", project)).content.decode()
    address = next(part for part in page.split('"') if part.startswith("/espace/reprendre/") and f"/{way}/" in part)

    form = client.get(address).context["form"]
    assert form["into"].value() == into
    said = {name: form[name].value() for name in ("into", "field", "quote", "title")}
    client.post(address, said | {"project": project.pk})

    assert model.objects.get().project == project


def test_two_people_begin_the_page_at_once_and_the_second_compares(client, project):
    services.write_horizon(project, by=f.member_of(project), ambition="Une vallée")
    client.force_login(f.bearer_of(project))

    page = client.post(url("edit_horizon", project), {"ambition": "Un bourg", "version": 0})

    assert page.context["form"].now
    assert Horizon.objects.get().ambition == "Une vallée"


def test_an_unknown_plan_is_refused(client, project):
    client.force_login(f.bearer_of(project))

    page = client.post(url("edit_horizon", project), {"plans": ["autoroute"], "version": 0})

    assert "plans" in page.context["form"].errors


@pytest.mark.parametrize(("days", "open_"), [(200, False), (220, True)])
def test_what_comes_after_is_prepared_from_the_eighth_month(project, days, open_):
    project.cohort.starts = timezone.localdate() - timedelta(days=days)
    bearer = f.bearer_of(project)

    assert bool(rules.can_read_afterwards(bearer, project)) is open_


def test_months_are_counted_from_the_day_the_cohort_began(project):
    project.cohort.starts = date(2020, 11, 3)

    assert [
        rules.month_of_cohort(project, day) for day in (date(2020, 11, 3), date(2021, 6, 2), date(2021, 6, 3))
    ] == [
        1,
        7,
        8,
    ]


def test_the_call_comes_six_months_after_the_end(client, project):
    client.force_login(f.bearer_of(project))

    client.post(url("edit_afterwards", project), {"agreement": "Une convention", "version": 0})

    assert Afterwards.objects.get().call_on == six_months_after(project.cohort.ends)
    assert six_months_after(date(2021, 8, 31)) == date(2022, 2, 28)


def test_the_call_is_reminded_until_it_is_told_once(client, project):
    bearer, adviser = f.bearer_of(project), f.adviser_of(project)
    after = services.write_afterwards(project, by=bearer, call_on=timezone.localdate())
    assert {each.person for each in pending.calls(timezone.now())} == {bearer, adviser}
    client.force_login(adviser)

    for words in ("Tout tient.", "Autre chose."):
        client.post(url("hold_call", project), {"said": words, "on": timezone.localdate().isoformat()})

    after.refresh_from_db()
    assert after.call_said == "Tout tient."
    assert list(pending.calls(timezone.now())) == []


def test_engagements_are_answered_in_one_version_and_kept_in_the_other(client, project):
    for version in Engagement.Version.values:
        for number in (1, 2):
            Engagement.objects.create(
                version=version, number=number, dimension=1, dimension_title="Démarche", title=f"E{number}"
            )
    client.force_login(f.bearer_of(project))
    page = url("edit_engagements", project)

    client.post(f"{page}?version=2017", {"version": 0, "taken_1": "on", "text_1": "À pied"})
    client.post(f"{page}?version=2020-2024", {"version": project.engagement_sheet.version, "text_2": "En fête"})

    sheet = project.engagement_sheet
    sheet.refresh_from_db()
    assert sheet.framework == "2020-2024"
    told = {(answer.engagement.version, answer.engagement.number): answer.text for answer in sheet.answers.all()}
    assert told == {("2017", 1): "À pied", ("2020-2024", 2): "En fête"}
    late = client.post(f"{page}?version=2020-2024", {"version": 1, "taken_1": "on"})
    assert late.context["form"].non_field_errors()
    assert sheet.answers.count() == 2
