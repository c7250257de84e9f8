"""M-WILCOX, M-CONS, M-WILSON and M-RESP against their published numbers, their edge cases, and what must hold."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levain.formulas import consensus, paired, proportions, response
from levain.formulas.proportions import Counted, difference, wilson

# Hollander and Wolfe, in R's help of wilcox.test.
BEFORE = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
AFTER = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
points = st.integers(1, 5)
pairs = st.lists(st.tuples(st.none() | points, st.none() | points), max_size=14)
distributions = st.lists(st.integers(0, 30), min_size=3, max_size=7).filter(any)


def test_paired_change_finds_the_published_values_again():
    found = paired.change(list(zip(BEFORE, AFTER, strict=True)))

    assert (found.t_plus, found.t_minus) == (40, 5)
    assert found.p_greater == pytest.approx(0.01953125)
    assert found.p_two_sided == pytest.approx(0.0390625)
    assert found.r == pytest.approx(0.7778, abs=5e-5)
    assert found.shift == pytest.approx(0.46, abs=5e-3)


def test_five_pairs_give_an_effect_and_no_test():
    found = paired.change([(1, 3), (2, 4), (2, 5), (3, 4), (1, 2)])

    assert (found.r, found.up, found.p_two_sided) == (1, 5, None)


def test_pairs_that_do_not_change_give_no_effect():
    found = paired.change([(3, 3), (2, 2), (None, 4)])

    assert (found.r, found.shift, found.n, found.same, found.missing) == (None, None, 2, 2, 1)
    assert paired.change([]).r is None


@given(pairs)
def test_a_change_read_backwards_is_its_contrary(given_pairs):
    one = paired.change(given_pairs)
    back = paired.change([(after, before) for before, after in given_pairs])

    assert (one.up, one.down, one.n) == (back.down, back.up, back.n)
    assert one.r is None or one.r == pytest.approx(-back.r)
    assert one.p_two_sided is None or one.p_two_sided == pytest.approx(back.p_two_sided)


@given(pairs, st.randoms())
def test_a_change_does_not_depend_on_the_order_of_the_pairs_nor_on_the_scale(given_pairs, chance):
    shuffled = list(given_pairs)
    chance.shuffle(shuffled)
    stretched = [tuple(None if value is None else 3 * value + 7 for value in pair) for pair in given_pairs]

    one = paired.change(given_pairs)
    assert paired.change(shuffled) == one
    assert paired.change(stretched).r == one.r


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-4, 4).filter(bool), min_size=6, max_size=9))
def test_the_exact_p_is_that_of_every_sign_counted_by_hand(moves):
    found = paired.change([(0, one) for one in moves])
    ranks = paired.average_ranks([abs(one) for one in moves])
    sums = [sum(r for r, s in zip(ranks, signs, strict=True) if s) for signs in product([0, 1], repeat=len(ranks))]

    assert found.p_greater == pytest.approx(sum(one >= found.t_plus for one in sums) / len(sums))


def test_many_pairs_are_told_by_the_normal_distribution():
    chance = random.Random(7)
    found = paired.change([(0, chance.gauss(0.5, 1)) for _ in range(200)])

    assert 0 < found.p_two_sided < 0.001


def test_agreement_finds_the_published_values_again():
    counts = (30, 40, 210, 130, 530, 50, 10)

    assert consensus.agreement(counts) == pytest.approx(0.6113333, abs=5e-8)
    assert consensus.polarisation(counts) == pytest.approx(0.1943333, abs=5e-8)
    assert consensus.consensus(counts) == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "found"), [((0, 0, 9, 0, 0), 1), ((5, 0, 0, 0, 5), -1), ((4, 4, 4, 4, 4), 0), ((0, 0, 0), None)]
)
def test_agreement_of_all_alike_of_two_camps_of_no_pattern_and_of_nobody(counts, found):
    assert consensus.agreement(counts) == found


def test_two_points_have_no_agreement():
    assert consensus.agreement((3, 4)) is None
    assert consensus.consensus((3, 4)) is None


@given(distributions)
def test_agreement_keeps_within_its_bounds_and_reads_the_same_backwards(counts):
    found = consensus.agreement(counts)

    assert -1 - 1e-9 <= found <= 1 + 1e-9
    assert consensus.agreement(counts[::-1]) == pytest.approx(found)
    assert consensus.agreement([3 * count for count in counts]) == pytest.approx(found)
    assert -1e-9 <= consensus.consensus(counts) <= 1 + 1e-9


def test_under_five_answers_only_the_dots_are_shown():
    told = consensus.from_json({"counts": [0, 2, 2, 0, 0]})

    assert (told["value"], told["n"], bool(told["why_not"])) == (None, 4, True)


def test_a_known_population_narrows_the_interval_and_a_census_has_none():
    assert wilson(11, 14, population=20) == pytest.approx((0.645, 0.881), abs=5e-4)
    assert wilson(11, 14) == pytest.approx((0.524, 0.924), abs=5e-4)
    assert wilson(11, 14, population=14) is None
    assert wilson(0, 0) is None


def test_the_difference_of_two_shares_finds_the_published_values_again():
    apart, bounds = difference(Counted(56, 70), Counted(48, 80))

    assert apart == pytest.approx(0.20)
    assert bounds == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert difference(Counted(0, 0), Counted(1, 2)) is None


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_a_difference_is_within_its_bounds_and_its_contrary_the_other_way(k1, n1, k2, n2):
    one, other = Counted(min(k1, n1), n1), Counted(min(k2, n2), n2)
    apart, (low, high) = difference(one, other)

    assert -1 <= low <= apart <= high <= 1
    assert difference(other, one)[1] == pytest.approx((-high, -low))


@pytest.mark.parametrize(("population", "needed"), [(200, 132), (1000, 278), (1, 1)])
def test_a_sample_is_that_of_krejcie_and_morgan(population, needed):
    assert response.sample(population) == needed


def test_a_response_rate_needs_somebody_invited():
    assert response.rate(3, 4) == 0.75
    assert response.rate(3, None) is None
    assert response.rate(0, 0) is None
    # More answers than sheets handed out: neighbours passed them on.
    assert response.rate(12, 10) == 1
    assert response.from_json({"complete": 3, "invited": 10})["low"]


def test_the_shapes_of_the_command_line():
    assert paired.from_json({"before": [1, None], "after": [2, 3]})["missing"] == 1
    told = proportions.from_json({"k": 56, "n": 70, "other": {"k": 48, "n": 80}})
    assert told["difference"]["value"] == pytest.approx(0.2)
