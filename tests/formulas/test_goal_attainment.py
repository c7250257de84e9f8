"""M-GAS against its published example, its edge cases, and what must hold for any levels and weights."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.goal_attainment import change, t_score, terms

# Sample guide of the Minnesota Program Evaluation Project: a crisis centre.
WEIGHTS = (20, 30, 25, 30, 10)
INTAKE = (-2, -2, -2, 0, -1)
FOLLOW_UP = (0, 1, 1, 1, 1)

level = st.integers(-2, 2)
weight = st.integers(1, 9)
rated = st.lists(st.tuples(level, weight), min_size=1, max_size=8)


def test_the_published_example_is_found_again():
    assert t_score(INTAKE, WEIGHTS) == pytest.approx(29.4, abs=0.05)
    assert t_score(FOLLOW_UP, WEIGHTS) == pytest.approx(62.2, abs=0.05)
    moved = change(INTAKE, FOLLOW_UP, WEIGHTS)
    assert moved.difference == pytest.approx(32.88, abs=0.005)
    assert round(moved.after.score, 1) - round(moved.before.score, 1) == pytest.approx(32.8)
    assert moved.k == 5


def test_each_term_of_the_example_can_be_shown():
    shown = terms(INTAKE, WEIGHTS)

    assert [term.product for term in shown.of_objectives] == [-40, -60, -50, 0, -10]
    assert (shown.weighted_sum, shown.sum_of_squares, shown.square_of_sum) == (-160, 2925, 13225)
    assert shown.denominator == pytest.approx(sqrt(6015)) == pytest.approx(77.5564, abs=0.00005)
    assert shown.n == 5


@pytest.mark.parametrize("levels", [[], [None], [None, None]])
def test_nothing_rated_has_no_score_rather_than_fifty(levels):
    assert t_score(levels, [1] * len(levels)) is None


def test_weights_that_are_all_zero_give_no_score():
    assert t_score([1, 2], [0, 0]) is None


def test_an_objective_of_weight_zero_drops_out():
    assert t_score([1, -2], [3, 0]) == t_score([1], [3])
    assert terms([1, -2], [3, 0]).n == 1


def test_everything_as_expected_reads_fifty():
    assert t_score([0, 0, 0], [1, 4, 9]) == 50


@pytest.mark.parametrize("rho", [-0.1, 1, 1.5])
def test_a_correlation_outside_its_range_is_refused(rho):
    with pytest.raises(ValueError, match="rho"):
        t_score([1], [1], rho=rho)


@pytest.mark.parametrize("wrong", [-3, 3, 0.5])
def test_a_level_off_the_scale_is_refused(wrong):
    with pytest.raises(ValueError, match="level"):
        t_score([wrong], [1])


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf")])
def test_a_weight_that_is_not_a_positive_number_is_refused(wrong):
    with pytest.raises(ValueError, match="weight"):
        t_score([1], [wrong])


def test_levels_without_their_weights_are_refused():
    with pytest.raises(ValueError):
        t_score([1, 2], [1])


def test_change_leaves_out_of_both_moments_what_one_of_them_lacks():
    moved = change([-2, -1, -2], [1, None, 0], [6, 9, 4])

    assert moved.k == 2
    assert moved.difference == pytest.approx(t_score([1, 0], [6, 4]) - t_score([-2, -2], [6, 4]))


def test_no_common_objective_means_no_change():
    moved = change([-2, None], [None, 1], [1, 1])

    assert (moved.k, moved.difference, moved.before, moved.after) == (0, None, None, None)


@given(rated, st.randoms())
def test_the_order_of_the_objectives_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert isclose(t_score(*zip(*pairs, strict=True)), t_score(*zip(*shuffled, strict=True)))


@given(rated, st.floats(0.01, 1000))
def test_only_the_proportions_of_the_weights_matter(pairs, factor):
    levels, weights = zip(*pairs, strict=True)
    assert isclose(t_score(levels, weights), t_score(levels, [factor * w for w in weights]), rel_tol=1e-9)


@given(rated, weight)
def test_a_missing_level_changes_nothing(pairs, extra):
    levels, weights = zip(*pairs, strict=True)
    assert t_score([*levels, None], [*weights, extra]) == t_score(levels, weights)


@given(level, weight, st.floats(0, 0.99))
def test_a_single_objective_moves_ten_points_a_level(x, w, rho):
    assert isclose(t_score([x], [w], rho), 50 + 10 * x)


@given(rated)
def test_better_levels_never_lower_the_score(pairs):
    levels, weights = zip(*pairs, strict=True)
    raised = [min(x + 1, 2) for x in levels]
    assert t_score(raised, weights) >= t_score(levels, weights)
