import pytest
from django.urls import reverse

from levain.seminars import services
from levain.seminars.models import Contribution, Group, Place
from levain.seminars.sorting import board_of, ideas_of
from tests.projects.factories import ProjectFactory, bearer_of
from tests.seminars.factories import ActivityFactory, ContributionFactory, SeminarFactory, facilitator_of


@pytest.fixture
def board():
    seminar = SeminarFactory(cohort=ProjectFactory().cohort, today=True)
    return ActivityFactory(seminar=seminar, setup={"inbox": True})


@pytest.fixture
def by(board):
    return facilitator_of(board.seminar)


def ideas(board, *texts, column="sait", **more):
    return [ContributionFactory(activity=board, text=text, column=column, **more) for text in texts]


def texts(found):
    return [idea.said.text for idea in found]


def test_ideas_wait_in_the_inbox_until_they_are_sorted(board, by):
    key, garden = ideas(board, "La clé", "Le jardin")

    services.sort(board, [key.pk], by=by, column="bloque")

    read = board_of(board)
    assert (texts(read.inbox), texts(read.columns[1].ideas)) == (["Le jardin"], ["La clé"])
    services.back_to_inbox(board, [key.pk], by=by)
    assert len(board_of(board).inbox) == 2


def test_without_an_inbox_ideas_are_on_the_board_at_once(board):
    board.setup = {}
    ideas(board, "La clé")

    assert texts(board_of(board).columns[0].ideas) == ["La clé"]


def test_a_group_gathers_ideas_in_one_column(board, by):
    key, lock = [*ideas(board, "La clé"), *ideas(board, "La serrure", column="bloque")]

    group = services.gather(board, [key.pk, lock.pk], title="  Ouvrir   la porte ", by=by)
    services.gather(board, [ideas(board, "Le cadenas")[0].pk], title="", into=group, by=by)

    column = board_of(board).columns[0]
    assert (group.title, texts(column.clusters[0].ideas)) == (
        "Ouvrir la porte",
        ["La clé", "La serrure", "Le cadenas"],
    )


def test_an_idea_moved_to_another_column_leaves_its_group(board, by):
    key, lock = ideas(board, "La clé", "La serrure")
    services.gather(board, [key.pk, lock.pk], title="Ouvrir", by=by)

    services.sort(board, [key.pk], by=by, column="bloque")

    assert texts(board_of(board).columns[1].ideas) == ["La clé"]


def test_a_group_left_empty_goes(board, by):
    (key,) = ideas(board, "La clé")
    services.gather(board, [key.pk], title="Ouvrir", by=by)

    services.take_out(board, [key.pk], by=by)

    assert not Group.objects.exists()


def test_merged_ideas_are_one_with_the_votes_of_all_and_part_again(board, by):
    key, same = ideas(board, "La clé", votes=2)[0], ideas(board, "Il faut une clé", votes=5)[0]

    kept = services.merge(board, [key.pk, same.pk], by=by)

    (idea,) = board_of(board).columns[0].ideas
    assert (kept, idea.said.text, idea.votes, idea.times) == (same, "Il faut une clé", 7, 2)
    services.part(board, [same.pk], by=by)
    assert len(board_of(board).columns[0].ideas) == 2
    assert Contribution.objects.get(pk=key.pk).text == "La clé"


def test_merging_twice_brings_all_the_words_under_the_last_one(board, by):
    first, second, third = ideas(board, "Un", "Deux", "Trois")
    services.merge(board, [first.pk, second.pk], by=by)

    services.merge(board, [first.pk, third.pk], by=by, kept=third.pk)

    (idea,) = board_of(board).columns[0].ideas
    assert (idea.said.text, idea.times) == ("Trois", 3)


def test_what_was_merged_into_a_hidden_idea_stands_again(board, by):
    key, same = ideas(board, "La clé", "Il faut une clé")
    services.merge(board, [key.pk, same.pk], by=by)

    services.hide_contribution(key, by=by)

    assert texts(board_of(board).columns[0].ideas) == ["Il faut une clé"]


def test_pinned_ideas_come_first_then_the_most_supported(board, by):
    _low, _high, pinned = ideas(board, "Peu")[0], ideas(board, "Beaucoup", votes=9)[0], ideas(board, "Ici")[0]
    services.sort(board, [each.pk for each in board.contributions.all()], by=by)

    services.pin(board, [pinned.pk], by=by)

    assert texts(board_of(board).columns[0].ideas) == ["Ici", "Beaucoup", "Peu"]
    assert ideas_of(board) == ["Ici", "Beaucoup", "Peu"]


def test_ideas_of_another_activity_are_left_alone(board, by):
    stranger = ContributionFactory()

    with pytest.raises(services.NothingChosen):
        services.merge(board, [stranger.pk], by=by)
    with pytest.raises(services.NothingChosen):
        services.sort(board, [stranger.pk], by=by)

    assert not Place.objects.exists()


def test_a_column_that_is_not_there_is_refused(board, by):
    (key,) = ideas(board, "La clé")

    with pytest.raises(services.Unfit):
        services.sort(board, [key.pk], by=by, column="ailleurs")


def send(client, board, what, *said, **typed):
    address = reverse("seminars:sort", args=[board.seminar.slug, board.pk])
    return client.post(address, {"what": what, "ideas": [each.pk for each in said]} | typed, follow=True)


def test_the_page_sorts_groups_merges_pins_and_hides(client, board, by):
    key, same, garden = ideas(board, "La clé", "Une clé", "Le jardin")
    client.force_login(by)

    send(client, board, "sort", key, garden, column="bloque")
    send(client, board, "merge", key, same)
    send(client, board, "gather", key, title="Entrer", column="")
    send(client, board, "pin", garden)
    read = board_of(board)

    assert texts(read.columns[1].clusters[0].ideas) == ["La clé"]
    assert read.columns[1].ideas[0].pinned
    send(client, board, "hide", garden)
    assert not board_of(board).columns[1].ideas


@pytest.mark.parametrize("what", ["sort", "gather", "merge", "part", "pin", "unpin", "take_out", "back", "hide"])
def test_a_gesture_without_any_idea_says_so(client, board, by, what):
    client.force_login(by)

    answer = send(client, board, what, column="sait", title="Titre")

    assert answer.context["form"].non_field_errors()


def test_a_gesture_that_does_not_exist_changes_nothing(client, board, by):
    (key,) = ideas(board, "La clé")
    client.force_login(by)

    assert send(client, board, "erase", key).status_code == 200
    assert not Place.objects.exists()


def test_hostile_words_stay_words(client, board, by):
    (key,) = ideas(board, "<script>alert(1)</script>")
    client.force_login(by)

    shown = send(client, board, "gather", key, title="<img src=x>").content.decode()

    assert "<script>alert" not in shown
    assert "<img src=x>" not in shown


def test_the_plenary_reads_one_table_at_a_time(client, board, by):
    ideas(board, "De la une", table=1)
    ideas(board, "De la deux", table=2)
    client.force_login(by)
    address = reverse("seminars:sort", args=[board.seminar.slug, board.pk])

    answer = client.get(address + "?table=2")

    assert texts(answer.context["board"].inbox) == ["De la deux"]
    assert [n for n, _name, _count in answer.context["tables"]] == [1, 2]
    assert client.get(address + "?table=²").status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_for_any_number_of_ideas(client, board, by, count, django_assert_max_num_queries):
    services.gather(board, [each.pk for each in ideas(board, *["Idée"] * count)], title="Ensemble", by=by)
    client.force_login(by)
    address = reverse("seminars:sort", args=[board.seminar.slug, board.pk])
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_only_the_team_sorts_and_only_ideas_are_sorted(client, board, by):
    client.force_login(bearer_of(board.seminar.cohort.projects.get()))
    assert client.get(reverse("seminars:sort", args=[board.seminar.slug, board.pk])).status_code == 403

    poll = ActivityFactory(seminar=board.seminar, kind="poll", options=["oui", "non"], columns=[])
    client.force_login(by)
    assert client.get(reverse("seminars:sort", args=[board.seminar.slug, poll.pk])).status_code == 403
