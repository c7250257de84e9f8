"""What can be quoted, who speaks in it, and who may see it."""

import pytest

from levain.foundation import passages, registry
from tests.evaluation.factories import ObjectiveFactory, RatingFactory
from tests.projects.factories import bearer_of, official_of


def test_a_reason_is_quoted_with_the_side_that_spoke():
    rating = RatingFactory(voice="authority", reason="Deux jardins, le troisième attend la fin des pluies.")
    passage = passages.cite(rating, "reason", "le troisième attend", by=rating.rated_by)
    speaker = registry.of(rating).speaker(rating, "reason")
    assert (passage.quote, speaker.side, speaker.user) == (
        "le troisième attend",
        "local_authority",
        rating.rated_by,
    )
    assert passages.address(passage, rating).startswith(rating.get_absolute_url().partition("#")[0] + "&passage=")


@pytest.mark.parametrize(
    ("field", "side"),
    [("written_by_inhabitants", "bearer"), ("written_by_authority", "local_authority"), ("agreed", "")],
)
def test_each_side_speaks_in_its_own_words_of_an_objective(field, side):
    objective = ObjectiveFactory()
    passages.cite(objective, field, getattr(objective, field)[:10], by=bearer_of(objective.project))
    assert registry.of(objective).speaker(objective, field).side == side


def test_the_registry_hides_a_level_from_a_side_that_has_not_spoken():
    rating = RatingFactory(voice="authority")
    assert not registry.may_see(bearer_of(rating.objective.project), rating)
    assert registry.may_see(official_of(rating.objective.project), rating)
