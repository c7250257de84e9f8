"""M-MATUR: levels reached one after the other, the lowest named, no mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.maturity import Sentence, profile, reached

YES, NO, UNPROVED = Sentence(True, 1), Sentence(False, 2), Sentence(True, 0)
DIMENSIONS = ("besoin", "mobilisation", "gouvernance", "moyens", "effets", "changement_echelle")
# The first project of the demonstration, at the end.
MELLE = dict(zip(DIMENSIONS, (4, 4, 4, 3, 3, 4), strict=True))

sentence = st.builds(Sentence, st.booleans(), st.integers(0, 3))
grids = st.fixed_dictionaries({level: st.lists(sentence, min_size=1, max_size=3) for level in range(1, 6)})


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ({}, 0),
        ({1: [UNPROVED], 2: [YES]}, 0),
        ({1: [YES], 2: [YES, NO], 3: [YES]}, 1),
        ({1: [YES], 2: [YES, YES], 3: [YES, UNPROVED]}, 2),
        ({level: [YES] for level in range(1, 6)}, 5),
        ({1: [YES], 3: [YES]}, 1),
    ],
)
def test_a_level_is_reached_with_all_below_it_each_with_its_proof(levels, level):
    assert reached(levels) == level


def test_the_first_project_of_the_demonstration():
    found = profile(MELLE)
    assert found.lowest == ("moyens", "effets")
    assert found.territorial
    assert (found.lacking, found.n) == ((), 6)


def test_a_territorial_project_needs_three_everywhere_and_four_where_it_counts():
    assert profile(MELLE | {"gouvernance": 3}).lacking == ("gouvernance",)
    assert profile(MELLE | {"moyens": 2}).lacking == ("moyens",)
    assert not profile(MELLE | {"moyens": None}).territorial


def test_nothing_rated_names_nothing():
    found = profile(dict.fromkeys(DIMENSIONS))
    assert (found.lowest, found.territorial, found.n) == ((), False, 0)


def test_a_dimension_at_the_top_has_nothing_left_to_work_on():
    assert profile(dict.fromkeys(DIMENSIONS, 5)).lowest == ()


@pytest.mark.parametrize("wrong", [-1, 6])
def test_a_level_off_the_grid_is_refused(wrong):
    with pytest.raises(ValueError, match="0 to 5"):
        profile({"besoin": wrong})


@given(grids)
def test_a_level_holds_with_all_those_below(levels):
    level = reached(levels)
    assert all(sentence.holds for below in range(1, level + 1) for sentence in levels[below])
    assert level == 5 or not all(sentence.holds for sentence in levels[level + 1])


@given(grids, st.integers(1, 5))
def test_one_more_proof_never_lowers_a_level(levels, where):
    better = levels | {where: [Sentence(True, one.proofs + 1) for one in levels[where]]}
    assert reached(better) >= reached(levels)


@given(grids, st.randoms())
def test_the_order_of_the_sentences_does_not_matter(levels, random):
    assert reached({level: random.sample(told, len(told)) for level, told in levels.items()}) == reached(levels)


@given(st.dictionaries(st.sampled_from(DIMENSIONS), st.one_of(st.none(), st.integers(0, 5)), min_size=1))
def test_the_lowest_are_all_those_at_the_bottom_and_nothing_above(levels):
    found = profile(levels)
    told = [level for level in levels.values() if level is not None]
    assert all(levels[name] == min(told) for name in found.lowest)
    assert found.n == len(told)
