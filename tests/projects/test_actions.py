from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.chain.services import turn
from levain.foundation.models import JournalEntry, Notice
from levain.projects import services
from levain.projects.models import Action
from tests.people.factories import UserFactory
from tests.projects import factories as f


def actions_page(project):
    return reverse("projects:actions", args=[project.slug])


def move_page(action):
    return reverse("projects:move_action", args=[action.project.slug, action.pk])


def edit_page(action):
    return reverse("projects:edit_action", args=[action.project.slug, action.pk])


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
    client.post(move_page(action), {"to": "done"})

    page = client.post(move_page(action), {"to": "done"}, follow=True)

    assert "Cette action était déjà faite." in page.content.decode()
    assert JournalEntry.objects.filter(verb="action.finished").count() == 1
    with pytest.raises(services.AlreadyDone):
        services.finish_action(Action.objects.get(), by=f.bearer_of(project))


def test_an_action_is_moved_by_its_owner_the_team_or_the_adviser(client, project):
    action = f.ActionFactory(project=project)
    client.force_login(f.state_agent_of(project))

    assert client.post(move_page(action), {"to": "done"}).status_code == 403
    assert client.get(move_page(action)).status_code == 405
    action.owner = UserFactory()
    action.save()
    client.force_login(action.owner)
    client.post(move_page(action), {"to": "done"})

    action.refresh_from_db()
    assert action.done == timezone.localdate()


def test_an_action_goes_along_the_board_and_back(client, project):
    action = f.ActionFactory(project=project)
    client.force_login(f.bearer_of(project))

    for to in ("under_way", "done", "under_way", "to_do"):
        client.post(move_page(action), {"to": to})
        assert Action.objects.get().column == to

    verbs = JournalEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["action.begun", "action.finished", "action.reopened", "action.put_back"]


@pytest.mark.parametrize("to", ["", "nowhere", "DONE"])
def test_an_action_goes_to_no_other_column(client, project, to):
    action = f.ActionFactory(project=project)
    client.force_login(f.bearer_of(project))

    page = client.post(move_page(action), {"to": to}, follow=True)

    assert "Dites où va l’action" in page.content.decode()
    assert Action.objects.get().column == "to_do"


def test_two_people_who_move_an_action_together_move_it_once(project):
    action = f.ActionFactory(project=project)
    mine, hers = Action.objects.get(), Action.objects.get()
    services.move_action(mine, by=f.bearer_of(project), to="under_way")

    with pytest.raises(services.AlreadyThere):
        services.move_action(hers, by=f.member_of(project), to="under_way")
    with pytest.raises(services.AlreadyThere):
        services.move_action(mine, by=f.member_of(project), to="under_way")

    assert JournalEntry.objects.about(action).count() == 1


def test_whoever_reopens_the_action_of_another_tells_her(project):
    owner = f.member_of(project)
    action = f.ActionFactory(project=project, owner=owner, done=timezone.localdate())

    services.move_action(action, by=f.bearer_of(project), to="to_do")

    assert Notice.objects.get().recipient == owner


def test_an_action_changes_hands_and_both_are_told(client, project):
    before, after = f.member_of(project), f.member_of(project)
    action = f.ActionFactory(project=project, owner=before)
    client.force_login(f.bearer_of(project))

    client.post(edit_page(action), {"title": "Peindre", "owner": after.pk, "version": 1})

    action.refresh_from_db()
    assert (action.title, action.owner, action.version) == ("Peindre", after, 2)
    assert {notice.recipient for notice in Notice.objects.all()} == {before, after}


def test_two_people_who_change_an_action_compare(client, project):
    action = f.ActionFactory(project=project, title="Peindre")
    client.force_login(f.bearer_of(project))
    services.edit_action(action, by=f.member_of(project), version=1, title="Peindre en vert", owner=None, due=None)

    page = client.post(edit_page(action), {"title": "Peindre en bleu", "version": 1})

    assert page.context["current"] == [("Que faut-il faire\xa0?", "Peindre en vert")]
    assert Action.objects.get().title == "Peindre en vert"
    client.post(edit_page(action), {"title": "Peindre en bleu", "version": page.context["form"]["version"].value()})
    assert Action.objects.get().title == "Peindre en bleu"


def test_a_late_action_says_so_and_keeps_its_date_when_it_is_changed(client, project):
    action = f.ActionFactory(project=project, due=timezone.localdate() - timedelta(days=3))
    client.force_login(f.bearer_of(project))

    assert "3 jours de retard" in client.get(actions_page(project)).content.decode()
    client.post(edit_page(action), {"title": "Autrement", "due": action.due.isoformat(), "version": 1})

    assert Action.objects.get().title == "Autrement"


def test_the_board_shows_mine_late_or_one_column_whole(client, project):
    bearer = f.bearer_of(project)
    mine = f.ActionFactory(project=project, owner=bearer)
    late = f.ActionFactory(project=project, due=timezone.localdate() - timedelta(days=1))
    client.force_login(bearer)

    def shown(asked):
        page = client.get(actions_page(project), {"voir": asked})
        return [action for column in page.context["columns"] for action in column["actions"]]

    assert shown("mes-actions") == [mine]
    assert shown("en-retard") == [late]
    assert set(shown("a-faire")) == {mine, late}
    assert shown("faites") == []
    assert set(shown("n'importe quoi")) == {mine, late}


def test_a_long_column_leads_to_all_of_it(client, project):
    for _number in range(30):
        f.ActionFactory(project=project)
    client.force_login(f.bearer_of(project))

    board = client.get(actions_page(project))
    whole = client.get(actions_page(project), {"voir": "a-faire"})

    assert "?voir=a-faire" in board.content.decode()
    assert [len(column["actions"]) for column in board.context["columns"]] == [8, 0, 0]
    assert whole.context["page"].paginator.num_pages == 2


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
        f.ActionFactory(project=project, done=date(2026, 1, 1))
    client.force_login(f.adviser_of(project))

    with django_assert_max_num_queries(12):
        page = client.get(actions_page(project))

    assert len(page.context["columns"][0]["actions"]) == count


def test_a_bare_project_says_that_nothing_is_written_yet(client, project):
    client.force_login(f.bearer_of(project))

    page = client.get(actions_page(project)).content.decode()

    assert "Rien ici." in page


def test_a_stranger_sees_no_action(client, project):
    client.force_login(UserFactory())

    assert client.get(actions_page(project)).status_code == 403
