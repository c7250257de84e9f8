"""M-IPA against the fourteen attributes of Martilla and James, its edge cases, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.importance_performance import ACT, KEEP, LOW, MIDPOINT, REDIRECT, grid, summary

IMPORTANCE = (3.83, 3.63, 3.60, 3.56, 3.41, 3.41, 3.38, 3.37, 3.29, 3.27, 2.52, 2.43, 2.37, 2.05)
PERFORMANCE = (2.63, 2.73, 3.15, 3.00, 3.05, 3.29, 3.03, 3.11, 2.00, 3.02, 2.25, 2.49, 2.35, 3.33)

mark = st.integers(1, 5)
pairs = st.lists(st.tuples(mark, mark), min_size=4, max_size=14)


def of(quarter, quarters):
    return {place for place, found in enumerate(quarters, 1) if found == quarter}


def test_the_published_quarters_are_found_again():
    found = grid(IMPORTANCE, PERFORMANCE)
    assert found.importance_axis == pytest.approx(3.151, abs=0.0005)
    assert found.performance_axis == pytest.approx(2.816, abs=0.0005)
    assert of(ACT, found.quarters) == {1, 2, 9}
    assert of(KEEP, found.quarters) == {3, 4, 5, 6, 7, 8, 10}
    assert of(LOW, found.quarters) == {11, 12, 13}
    assert of(REDIRECT, found.quarters) == {14}


def test_fewer_than_four_objectives_are_read_in_a_table():
    found = grid([5, 4, 3], [1, 2, 3])
    assert found.quarters == (None, None, None)
    assert (found.n, found.importance_axis) == (3, None)
    assert found.why_not


def test_an_objective_without_a_value_has_no_quarter_and_does_not_move_the_axes():
    found = grid([5, 4, 2, 1, None], [1, 5, 2, 4, 5])
    assert found.quarters == (ACT, KEEP, LOW, REDIRECT, None)
    assert (found.n, found.performance_axis) == (4, 3)


def test_a_value_on_an_axis_counts_as_above_it():
    found = grid([3, 3, 1, 5], [3, 1, 5, 3], axes=MIDPOINT)
    assert found.quarters == (KEEP, ACT, REDIRECT, KEEP)


def test_equal_importances_leave_only_performance():
    found = grid([4, 4, 4, 4], [1, 2, 4, 5])
    assert found.importance_axis is None
    assert found.quarters == ("not_reached", "not_reached", "reached", "reached")


def test_axes_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="midpoint"):
        grid([1, 2, 3, 4], [1, 2, 3, 4], axes="median")


@pytest.mark.parametrize(
    ("ratings", "told"), [([], None), ([None], None), ([5, 1, 1], 1), ([1, 2, None, 5, 5], 3.5), ([1] * 9 + [5], 1.4)]
)
def test_a_group_is_summed_up_by_its_median_under_ten_answers(ratings, told):
    assert summary(ratings) == (pytest.approx(told) if told else None)


@given(pairs, st.randoms())
def test_each_objective_keeps_its_quarter_whatever_the_order(found, random):
    order = random.sample(range(len(found)), len(found))
    before = grid(*zip(*found, strict=True)).quarters
    after = grid(*zip(*(found[place] for place in order), strict=True)).quarters
    assert after == tuple(before[place] for place in order)


@given(pairs, st.sampled_from([2, 4, 8]))
def test_the_unit_of_the_scale_does_not_matter(found, factor):
    importance, performance = zip(*found, strict=True)
    wider = grid([factor * x for x in importance], [factor * x for x in performance])
    assert wider.quarters == grid(importance, performance).quarters


@given(pairs)
def test_every_whole_objective_has_a_quarter(found):
    assert None not in grid(*zip(*found, strict=True)).quarters
