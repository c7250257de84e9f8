from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.foundation.models import JournalEntry
from levain.programmes.models import Phase
from levain.projects import services
from levain.projects.models import Step
from tests.people.factories import UserFactory
from tests.projects import factories as f

TODAY = timezone.localdate()


def journey(project):
    return reverse("projects:journey", args=[project.slug])


def moved(client, step, to):
    return client.post(reverse("projects:move_step", args=[step.project.slug, step.pk]), {"to": to}, follow=True)


def test_a_step_joins_the_journey(project):
    step = services.add_step(project, by=f.adviser_of(project), title="Permis", due=date(2026, 3, 1))

    assert (str(step), list(project.steps.all())) == ("Permis", [step])


def test_the_line_of_time_holds_the_phases_the_steps_and_today(client, project):
    Phase.objects.create(
        cohort=project.cohort,
        name_before="Accompagnement à venir",
        name_during="Accompagnement en cours",
        name_after="Une année accompagnée",
        starts=TODAY - timedelta(days=10),
        ends=TODAY + timedelta(days=10),
    )
    late = f.StepFactory(project=project, due=TODAY - timedelta(days=3))
    next_one = f.StepFactory(project=project, due=TODAY + timedelta(days=3))
    client.force_login(f.bearer_of(project))

    page = client.get(journey(project))

    assert [said.title for said in page.context["past"]] == ["Accompagnement en cours", late.title]
    assert [said.step for said in page.context["to_come"]] == [next_one]
    shown = page.content.decode()
    assert "3 jours de retard" in shown
    assert shown.index(late.title) < shown.index('aria-current="date"') < shown.index(next_one.title)


def test_a_step_is_done_then_not_after_all_then_gone(client, project):
    step = f.StepFactory(project=project)
    client.force_login(f.bearer_of(project))

    moved(client, step, "done")
    assert Step.objects.get().done == TODAY
    assert "déjà" in moved(client, step, "done").content.decode()
    moved(client, step, "undone")
    assert Step.objects.get().done is None
    moved(client, step, "removed")
    assert not Step.objects.exists()

    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["step.done", "step.undone", "step.removed"]


def test_a_step_goes_nowhere_else(client, project):
    step = f.StepFactory(project=project)
    client.force_login(f.bearer_of(project))

    assert "Dites ce que devient" in moved(client, step, "lost").content.decode()


def test_a_form_sent_twice_adds_one_step(client, project):
    client.force_login(f.bearer_of(project))
    typed = {"title": "Ouvrir le jardin", "due": TODAY.isoformat(), "token": str(uuid4())}

    for _time in range(2):
        client.post(reverse("projects:add_step", args=[project.slug]), typed)

    assert Step.objects.count() == 1
    assert JournalEntry.objects.filter(verb="step.added").count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("title", "x" * 201), ("title", "a\x00b"), ("due", "hier")]
)
def test_a_bad_step_is_given_back_as_it_was_typed(client, project, field, value):
    client.force_login(f.bearer_of(project))
    typed = {"title": "Ouvrir", "due": TODAY.isoformat(), field: value}

    page = client.post(reverse("projects:add_step", args=[project.slug]), typed)

    assert field in page.context["form"].errors
    assert page.context["form"][field].value() == value
    assert not Step.objects.exists()


def test_two_people_who_change_a_step_compare(client, project):
    step = f.StepFactory(project=project, title="Ouvrir", due=TODAY)
    client.force_login(f.bearer_of(project))
    services.edit_step(step, by=f.member_of(project), version=1, title="Ouvrir en mai", due=TODAY)
    address = reverse("projects:edit_step", args=[project.slug, step.pk])

    page = client.post(address, {"title": "Ouvrir en juin", "due": TODAY.isoformat(), "version": 1})

    assert "Ouvrir en mai" in page.content.decode()
    assert Step.objects.get().title == "Ouvrir en mai"


@pytest.mark.parametrize("maker", [f.state_agent_of, f.lead_of])
def test_those_who_only_read_change_nothing(client, project, maker):
    step = f.StepFactory(project=project)
    client.force_login(maker(project))

    assert client.get(journey(project)).status_code == 200
    assert moved(client, step, "done").status_code == 403
    assert client.get(reverse("projects:add_step", args=[project.slug])).status_code == 403


def test_a_stranger_sees_no_journey(client, project):
    client.force_login(UserFactory())

    assert client.get(journey(project)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_journey_costs_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    for number in range(count):
        f.StepFactory(project=project, due=TODAY + timedelta(days=number))
    client.force_login(f.bearer_of(project))

    with django_assert_max_num_queries(9):
        client.get(journey(project))
