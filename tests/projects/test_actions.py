from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.chain.services import turn
from levain.foundation.models import JournalEntry, Notice
from levain.projects import services
from levain.projects.models import Action, Commitment
from tests.people.factories import UserFactory
from tests.projects import factories as f


@pytest.fixture
def project():
    return f.ProjectFactory()


def actions_page(project):
    return reverse("projects:actions", args=[project.slug])


def finish_page(action):
    return reverse("projects:finish_action", args=[action.project.slug, action.pk])


def test_an_action_is_told_to_the_person_who_takes_it(project):
    bearer, member = f.bearer_of(project), f.member_of(project)

    action = services.add_action(project, by=bearer, title="Appeler la mairie", owner=member)

    assert (action.owner, Notice.objects.get().recipient) == (member, member)


def test_an_action_added_twice_is_one_action(client, project):
    client.force_login(f.bearer_of(project))

    for _time in range(2):
        client.post(reverse("projects:add_action", args=[project.slug]), {"title": "Appeler la mairie"})

    assert Action.objects.count() == 1
    assert JournalEntry.objects.filter(verb="action.added").count() == 1


def test_the_same_thing_may_be_done_again_once_it_is_done(project):
    bearer = f.bearer_of(project)
    services.finish_action(services.add_action(project, by=bearer, title="Arroser"), by=bearer)

    services.add_action(project, by=bearer, title="Arroser")

    assert Action.objects.count() == 2


def test_an_action_finished_twice_is_done_once(client, project):
    action = f.ActionFactory(project=project)
    client.force_login(f.bearer_of(project))
    client.post(finish_page(action))

    page = client.post(finish_page(action), follow=True)

    assert "Cette action était déjà faite." in page.content.decode()
    assert JournalEntry.objects.filter(verb="action.finished").count() == 1
    with pytest.raises(services.AlreadyDone):
        services.finish_action(Action.objects.get(), by=f.bearer_of(project))


def test_an_action_is_finished_by_its_owner_the_team_or_the_adviser(client, project):
    action = f.ActionFactory(project=project)
    client.force_login(f.state_agent_of(project))

    assert client.post(finish_page(action)).status_code == 403
    assert client.get(finish_page(action)).status_code == 405
    action.owner = UserFactory()
    action.save()
    client.force_login(action.owner)
    client.post(finish_page(action))

    action.refresh_from_db()
    assert action.done == timezone.localdate()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("due", "demain"),
        ("due", (timezone.localdate() - timedelta(days=1)).isoformat()),
        ("owner", "999999"),
    ],
)
def test_a_bad_action_is_given_back_as_it_was_typed(client, project, field, value):
    client.force_login(f.bearer_of(project))

    page = client.post(reverse("projects:add_action", args=[project.slug]), {"title": "Appeler", field: value})

    assert field in page.context["form"].errors
    assert page.context["form"][field].value() == value
    assert not Action.objects.exists()


def test_an_action_is_not_given_to_someone_outside_the_team(client, project):
    client.force_login(f.bearer_of(project))

    page = client.post(
        reverse("projects:add_action", args=[project.slug]), {"title": "Appeler", "owner": UserFactory().pk}
    )

    assert "owner" in page.context["form"].errors


def test_the_page_shows_where_an_action_came_from_to_those_who_may_read_it(client, project):
    bearer = f.bearer_of(project)
    note = services.write_entry(project, by=bearer, text="On nous a promis une clé.", audience="collective")
    turn(note, "text", "promis une clé", into="action", by=bearer, project=project, title="Avoir la clé")

    client.force_login(bearer)
    assert "promis une clé" in client.get(actions_page(project)).content.decode()

    client.force_login(f.official_of(project))
    shown = client.get(actions_page(project)).content.decode()
    assert "Avoir la clé" in shown
    assert "promis une clé" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_actions_cost_the_same_for_any_number(client, project, count, django_assert_max_num_queries):
    bearer = f.bearer_of(project)
    for number in range(count):
        note = services.write_entry(project, by=bearer, text=f"Il faut la chose {number}.")
        turn(
            note, "text", "la chose", into="action", by=bearer, project=project, title=f"Chose {number}", owner=bearer
        )
        f.StepFactory(project=project)
        services.make_commitment(project, by=f.official_of(project), text="Prêter la salle", due=date(2026, 1, 1))
        f.ActionFactory(project=project, done=date(2026, 1, 1))
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(actions_page(project))

    assert len(page.context["to_do"]) == count


def test_a_bare_project_says_that_nothing_is_written_yet(client, project):
    client.force_login(f.bearer_of(project))

    page = client.get(actions_page(project)).content.decode()

    assert "Aucune étape n’a encore de date." in page


def test_a_stranger_sees_no_action(client, project):
    client.force_login(UserFactory())

    assert client.get(actions_page(project)).status_code == 403


def test_a_commitment_told_twice_is_told_once(project):
    commitment = services.make_commitment(project, by=f.official_of(project), text="Prêter la salle")

    for _time in range(2):
        services.tell_commitment(commitment, by=f.bearer_of(project), kept=True)

    assert Commitment.objects.get().kept == "kept"
    assert JournalEntry.objects.filter(verb="commitment.told").count() == 1


def test_a_step_joins_the_journey(project):
    step = services.add_step(project, by=f.adviser_of(project), title="Permis", due=date(2026, 3, 1))

    assert (str(step), list(project.steps.all())) == ("Permis", [step])
