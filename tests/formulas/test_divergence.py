"""M-GAP against its published example, its edge cases, and what must hold for any answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from levain.formulas.divergence import cliffs_delta, distance, gap, magnitude, priorities, tau_b

# The example of the documentation of the R package effsize.
TREATMENT = (10, 10, 20, 20, 20, 30, 30, 30, 40, 50)
CONTROL = (10, 20, 30, 40, 40, 50)

answer = st.integers(1, 5)
answers = st.lists(answer, min_size=5, max_size=30)


def spread(*counts):
    """Answers from 1 up, by how many gave each."""
    return [step for step, count in enumerate(counts, 1) for _each in range(count)]


def test_the_published_delta_is_found_again():
    found = gap(TREATMENT, CONTROL, 10, 50)
    assert found.delta == pytest.approx(-0.25)
    assert (found.magnitude, found.n_a, found.n_b) == ("small", 10, 6)


def test_the_distance_worked_by_hand():
    found = gap(spread(0, 0, 1, 2, 2), spread(2, 2, 1, 0, 0))
    assert found.distance == pytest.approx(0.60)
    assert found.delta == pytest.approx(24 / 25)


@pytest.mark.parametrize(
    ("delta", "word"),
    [(0, "negligible"), (0.146, "negligible"), (0.147, "small"), (-0.33, "medium"), (0.474, "large"), (-1, "large")],
)
def test_the_words_for_a_delta(delta, word):
    assert magnitude(delta) == word


@pytest.mark.parametrize(("a", "b"), [([], []), ([3] * 4, [3] * 9), ([3] * 5 + [None], [2] * 4 + [None])])
def test_under_five_answers_a_side_nothing_is_computed(a, b):
    found = gap(a, b)
    assert (found.delta, found.distance, found.magnitude) == (None, None, "")
    assert found.why_not


def test_what_is_missing_is_counted_and_changes_nothing():
    found = gap([5, 5, 4, None, 4, 3, None], [1, 2, 3, 4, 5])
    assert (found.n_a, found.missing_a, found.missing_b) == (5, 2, 0)
    assert found.delta == gap([5, 5, 4, 4, 3], [1, 2, 3, 4, 5]).delta


@pytest.mark.parametrize("wrong", [0, 6])
def test_a_rating_off_the_scale_is_refused(wrong):
    with pytest.raises(ValueError, match="from 1 to 5"):
        gap([wrong] * 5, [3] * 5)


def test_a_scale_of_one_step_is_refused():
    with pytest.raises(ValueError, match="two steps"):
        distance([1], [1], 1, 1)


def test_priorities_need_five_objectives_rated_by_both():
    assert priorities([5, 4, 3, 2, 1], [1, 2, 3, 4, 5]).tau == -1
    few = priorities([5, 4, 3, 2, None], [1, 2, 3, 4, 5])
    assert (few.tau, few.n) == (None, 4)


def test_a_group_that_ranks_all_alike_has_no_tau():
    found = priorities([3] * 5, [1, 2, 3, 4, 5])
    assert found.tau is None
    assert "alike" in found.why_not


@given(answers, answers)
def test_delta_turns_round_with_the_groups_and_distance_does_not(a, b):
    there, back = gap(a, b), gap(b, a)
    assert there.delta == pytest.approx(-back.delta)
    assert there.distance == pytest.approx(back.distance)
    assert -1 <= there.delta <= 1
    assert 0 <= there.distance <= 1


@given(answers, answers, st.randoms())
def test_the_order_of_the_answers_does_not_matter(a, b, random):
    assert gap(random.sample(a, len(a)), b) == gap(a, b)


@given(answers, answers, st.integers(1, 9), st.integers(-20, 20))
def test_delta_only_reads_the_order_of_the_answers(a, b, factor, shift):
    stretched = cliffs_delta([factor * x + shift for x in a], [factor * x + shift for x in b])
    assert stretched == pytest.approx(cliffs_delta(a, b))


@given(answers, answers)
def test_distance_is_at_least_the_difference_of_the_means(a, b):
    assert distance(a, b, 1, 5) >= abs(sum(a) / len(a) - sum(b) / len(b)) / 4 - 1e-9


@given(answers)
def test_two_groups_that_answer_alike_are_not_apart(a):
    assert gap(a, a).delta == gap(a, a).distance == 0


@given(st.lists(st.tuples(answer, answer), min_size=2, max_size=20))
def test_tau_is_the_one_of_scipy_ties_included(pairs):
    first, second = zip(*pairs, strict=True)
    found = tau_b(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(float(kendalltau(first, second).statistic))
