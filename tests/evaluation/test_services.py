"""Writing, settling, rating and confirming: what is done once, twice, late, by the wrong person."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from levain.evaluation import services
from levain.evaluation.models import Level, Objective, Rating
from levain.foundation.models import JournalEntry, Notice
from levain.foundation.versions import ChangedSince
from tests.evaluation.factories import LEVELS, ObjectiveFactory, RatingFactory
from tests.people.factories import UserFactory
from tests.projects.factories import (
    ProjectFactory,
    adviser_of,
    bearer_of,
    member_of,
    official_of,
    state_agent_of,
)


def settle(target, by, **changes):
    told = {
        "agreed": "Des jardins tenus par leurs voisins.",
        "levels": LEVELS,
        "importance": 3,
        "difficulty": 2,
        "inhabitants": "Manger et se parler.",
        "authority": "Moins d'entretien.",
    }
    return services.settle_objective(target, by=by, **(told | changes))


def rated(objective, by, level=-1, moment="start", voice="inhabitants", **said):
    return services.rate(objective, moment=moment, voice=voice, level=level, reason="Vu sur place.", by=by, **said)


def test_two_sides_write_theirs_then_settle_five_levels():
    project = ProjectFactory()
    begun = services.draft_objective(project, wordings={"inhabitants": "Se parler."}, by=bearer_of(project))
    services.draft_objective(begun, wordings={"authority": "Moins d'entretien."}, by=official_of(project))
    objective = settle(begun, adviser_of(project), inhabitants="", authority="", on=date(2020, 12, 15))

    objective.refresh_from_db()
    assert objective.written_by_inhabitants == "Se parler."
    assert objective.written_by_authority == "Moins d'entretien."
    assert objective.agreed_on == date(2020, 12, 15)
    assert objective.product == 6
    assert {level.value: level.text for level in objective.levels.all()} == LEVELS
    assert set(JournalEntry.objects.about(objective).values_list("verb", flat=True)) == {
        "objective.drafted",
        "objective.settled",
    }


def test_settling_tells_the_sides_and_the_adviser_but_not_who_did_it():
    project = ProjectFactory()
    bearer, official, adviser = bearer_of(project), official_of(project), adviser_of(project)
    settle(project, adviser)

    assert set(Notice.objects.values_list("recipient", flat=True)) == {bearer.pk, official.pk}


@pytest.mark.parametrize(
    "levels",
    [
        {},
        {-2: "a", -1: "b", 0: "c", 1: "d"},
        {-2: "a", -1: "b", 0: "c", 1: "d", 2: "  "},
        {-2: "a", -1: "b", 0: "c", 1: "d", 2: "d"},
        LEVELS | {3: "au-delà"},
    ],
)
def test_an_objective_is_settled_with_five_different_levels_or_not_at_all(levels):
    project = ProjectFactory()
    with pytest.raises(services.LevelsIncomplete):
        settle(project, adviser_of(project), levels=levels)
    assert not Objective.objects.exists()


@pytest.mark.parametrize("missing", ["agreed", "inhabitants", "authority"])
def test_an_objective_is_settled_in_two_voices_and_agreed_words(missing):
    project = ProjectFactory()
    with pytest.raises(services.WordsMissing):
        settle(project, adviser_of(project), **{missing: "  "})


@pytest.mark.parametrize(("importance", "difficulty"), [(3, None), (None, 1), (4, 1), (-1, 1)])
def test_importance_and_difficulty_go_together_from_0_to_3(importance, difficulty):
    project = ProjectFactory()
    with pytest.raises(services.WeightIncomplete):
        settle(project, adviser_of(project), importance=importance, difficulty=difficulty)


def test_a_double_post_settles_one_objective():
    project = ProjectFactory()
    adviser, token = adviser_of(project), "0c5e3e4e-58a9-4f4f-8a5f-0a0a0a0a0a0a"
    first = settle(project, adviser, token=token)
    assert settle(project, adviser, token=token) == first
    assert Objective.objects.count() == 1
    assert Level.objects.count() == 5


def test_a_draft_keeps_what_is_written_so_far():
    project = ProjectFactory()
    drafted = services.draft_objective(
        project, by=bearer_of(project), wordings={"inhabitants": "Se parler."}, levels={0: "Trois jardins."}
    )
    assert drafted.agreed_on is None
    assert [level.value for level in drafted.levels.all()] == [0]


def test_the_second_of_two_people_who_edit_gets_what_the_first_wrote():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    settle(objective, bearer_of(project), agreed="Version du collectif.", version=1)
    with pytest.raises(ChangedSince) as late:
        settle(objective, official_of(project), agreed="Version de la mairie.", version=1)
    assert late.value.current.agreed == "Version du collectif."


def test_the_levels_of_a_rated_objective_no_longer_change():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    bearer = bearer_of(project)
    rated(objective, bearer)
    with pytest.raises(services.AlreadyRated):
        settle(objective, bearer, levels=LEVELS | {0: "Deux jardins suffiront."})
    assert objective.levels.get(value=0).text == LEVELS[0]


def test_each_side_rates_and_the_journal_says_so_without_the_words():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    rating = rated(objective, bearer_of(project), on=date(2020, 12, 20))

    assert (rating.level, rating.first_level, rating.rated_on) == (-1, -1, date(2020, 12, 20))
    assert rating.confirmed
    entry = JournalEntry.objects.about(rating).get()
    assert entry.verb == "rating.given"
    assert entry.changes == {"moment": "start", "voice": "inhabitants", "level": [None, -1]}


def test_nobody_rates_for_a_side_that_is_not_hers():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    for someone in (official_of(project), UserFactory(), bearer_of(ProjectFactory())):
        with pytest.raises(services.NotTheirWords):
            rated(objective, someone)
    assert not Rating.objects.exists()


def test_the_state_agent_of_the_territory_rates_for_the_state():
    project = ProjectFactory()
    rating = rated(ObjectiveFactory(project=project), state_agent_of(project), voice="state")
    assert rating.confirmed


def test_a_level_typed_by_the_adviser_waits_for_its_side_to_confirm_it():
    project = ProjectFactory()
    bearer, adviser = bearer_of(project), adviser_of(project)
    rating = rated(ObjectiveFactory(project=project), adviser)

    assert (rating.rated_by, rating.typed_by, rating.counted) == (None, adviser, False)
    assert Notice.objects.get().recipient == bearer
    with pytest.raises(services.NotTheirWords):
        services.confirm(rating, by=official_of(project))
    services.confirm(rating, by=bearer)
    assert (rating.rated_by, rating.typed_by, rating.counted) == (bearer, adviser, True)
    with pytest.raises(services.NothingToConfirm):
        services.confirm(rating, by=bearer)


def test_a_member_who_was_slower_sees_what_the_bearer_recorded():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    rated(objective, bearer_of(project), level=-2, version=0)
    with pytest.raises(ChangedSince) as late:
        rated(objective, member_of(project), level=0, version=0)
    assert late.value.current.level == -2


def test_a_level_changed_after_the_conversation_keeps_what_was_first_said():
    project = ProjectFactory()
    objective, bearer = ObjectiveFactory(project=project), bearer_of(project)
    first = rated(objective, bearer, level=-2)
    changed = rated(objective, bearer, level=-1, version=first.version)

    assert (changed.level, changed.first_level, changed.version) == (-1, -2, 2)
    assert changed.history.count() == 2
    assert Rating.objects.count() == 1


def test_a_double_click_records_one_level():
    project = ProjectFactory()
    objective, bearer = ObjectiveFactory(project=project), bearer_of(project)
    first = rated(objective, bearer, version=0)
    again = rated(objective, bearer, version=0)

    assert (again, again.version, again.history.count()) == (first, 1, 1)
    assert JournalEntry.objects.about(first).count() == 1


def test_what_the_adviser_types_over_a_confirmed_level_waits_again():
    project = ProjectFactory()
    objective = ObjectiveFactory(project=project)
    rated(objective, bearer_of(project), level=-2)
    assert not rated(objective, adviser_of(project), level=0).confirmed


def test_a_side_does_not_go_back_to_a_moment_it_let_pass():
    project = ProjectFactory()
    objective, bearer = ObjectiveFactory(project=project), bearer_of(project)
    rated(objective, bearer, moment="middle")
    with pytest.raises(services.TooLate):
        rated(objective, bearer, moment="start")


def test_an_objective_is_not_rated_before_it_is_settled_nor_after_it_is_withdrawn():
    project = ProjectFactory()
    bearer = bearer_of(project)
    with pytest.raises(services.NotSettled):
        rated(ObjectiveFactory(project=project, draft=True), bearer)
    objective = ObjectiveFactory(project=project)
    services.withdraw_objective(objective, because="Le terrain est vendu.", by=bearer)
    with pytest.raises(services.NotSettled):
        rated(objective, bearer)
    with pytest.raises(services.NotSettled):
        services.withdraw_objective(objective, because="Encore.", by=bearer)


def test_the_base_refuses_a_second_rating_and_a_level_off_the_scale():
    rating = RatingFactory()
    for wrong in ({"level": 0}, {"level": 3, "voice": "state"}, {"voice": "state", "rated_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RatingFactory(objective=rating.objective, **wrong)
