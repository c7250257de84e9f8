"""M-ALPHA, M-KENDALL, M-ICC and M-KAPPA against their published numbers, their edge cases, and what must hold."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from levain.formulas.intraclass import icc, interval, mean_squares, spearman_brown
from levain.formulas.kappa import kappa, kappa_of_table
from levain.formulas.kendall_w import kendall_w, mean_ranks
from levain.formulas.krippendorff_alpha import LEVELS, alpha

# R package irr: four raters, twelve units, the units as columns.
_UNITS = [
    *[(1, 1, None, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4)],
    *[(4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (None, 5, 5, 5), (None, None, 1, 1), (None, None, 3, None)],
]
IRR = [list(of_rater) for of_rater in zip(*_UNITS, strict=True)]
DESC_TOOLS = [(1, 6, 3, 2, 5, 4), (1, 5, 6, 2, 4, 3), (2, 3, 6, 5, 4, 1)]
SHROUT_FLEISS = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]

note = st.none() | st.integers(0, 5)
juries = st.integers(2, 6).flatmap(
    lambda units: st.lists(st.lists(note, min_size=units, max_size=units), min_size=2, max_size=5)
)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_finds_the_published_values_again(level, published):
    found = alpha(IRR, level)

    assert found.value == pytest.approx(published, abs=5e-4)
    assert (found.n, found.units, found.raters) == (40, 11, 4)


def test_alpha_of_values_all_alike_is_not_one():
    found = alpha([[3, 3, 3], [3, 3, 3]])

    assert (found.value, found.why_not, found.reading) == (None, "no variation", "")


@pytest.mark.parametrize(
    "values", [[], [[]], [[1, 2, 3]], [[1, None], [None, 2]], [[1, 2], [None, None]], [[1], [2]]]
)
def test_alpha_of_too_few_values_is_not_told(values):
    assert alpha(values).why_not == "too few values"


def test_alpha_of_perfect_agreement_is_one_and_reads_as_reliable():
    assert alpha([[1, 2, 3], [1, 2, 3]]).value == pytest.approx(1)
    assert [alpha(IRR, level).reading for level in ("ordinal", "nominal")] == ["reliable", "tentative"]


def test_alpha_keeps_the_seed_of_its_interval():
    found = alpha(IRR, bootstrap=True, seed=7)

    assert found.seed == 7
    assert found.interval == alpha(IRR, bootstrap=True, seed=7).interval
    low, high = found.interval
    assert low < found.value < high <= 1


def test_alpha_has_no_interval_under_ten_units():
    assert alpha([row[:9] for row in IRR], bootstrap=True).interval is None


def test_alpha_reads_words_as_names_and_refuses_negative_ratios():
    assert alpha([["oui", "non", "oui"], ["oui", "non", "non"]], "nominal").value == pytest.approx(4 / 9)
    with pytest.raises(ValueError, match="ratio"):
        alpha([[-1, 2], [1, 2]], "ratio")
    with pytest.raises(ValueError, match="level"):
        alpha(IRR, "metric")


@given(juries, st.sampled_from(LEVELS), st.randoms())
def test_alpha_knows_neither_the_order_of_raters_nor_that_of_units(values, level, random):
    raters, units = list(values), list(range(len(values[0])))
    random.shuffle(raters)
    random.shuffle(units)
    mixed = [[of_rater[unit] for unit in units] for of_rater in raters]

    assert alpha(mixed, level).value == pytest.approx(alpha(values, level).value)


@given(juries)
def test_alpha_does_not_change_with_a_rater_who_says_nothing_or_a_unit_seen_once(values):
    alone = [[*of_rater, 4 if rater == 0 else None] for rater, of_rater in enumerate(values)]

    assert alpha([*alone, [None] * len(alone[0])]).value == pytest.approx(alpha(values).value)


@given(juries, st.integers(1, 9), st.integers(0, 9))
def test_alpha_of_distances_does_not_change_with_the_scale(values, times, more):
    scaled = [[None if one is None else times * one + more for one in of_rater] for of_rater in values]

    for level in ("nominal", "ordinal", "interval"):
        assert alpha(scaled, level).value == pytest.approx(alpha(values, level).value)


def test_kendall_finds_the_published_values_again():
    found = kendall_w(DESC_TOOLS)

    assert found.w == pytest.approx(0.568254, abs=5e-7)
    assert (found.chi2, found.df, found.p) == (pytest.approx(8.5238, abs=5e-5), 5, pytest.approx(0.1296, abs=5e-5))
    assert not found.p_holds
    assert found.mean_spearman == pytest.approx((3 * 0.568254 - 1) / 2, abs=5e-7)


def test_kendall_leaves_out_items_or_raters_that_lack_a_value():
    values = [[1, 2, 3, 4], [1, 2, None, 4], [2, 1, 3, 4]]

    by_item, by_rater = kendall_w(values), kendall_w(values, drop="raters")
    assert (by_item.left_out, by_item.items, by_item.raters) == ((2,), 3, 3)
    assert (by_rater.left_out, by_rater.items, by_rater.raters) == ((1,), 4, 2)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([], "too few"),
        ([[1, 2, 3]], "too few"),
        ([[1, 2], [1, 2]], "too few"),
        ([[1, 1, 1], [2, 2, 2]], "ties everything"),
    ],
)
def test_kendall_without_an_order_says_why(values, why):
    found = kendall_w(values)

    assert found.w is None
    assert why in found.why_not
    assert (found.chi2, found.p, found.mean_spearman) == (None, None, None)


def test_equal_values_share_the_mean_of_their_ranks():
    assert mean_ranks([5, 3, 5, 1]) == [3.5, 2, 3.5, 1]


@given(st.integers(2, 6).flatmap(lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), min_size=2)))
def test_kendall_stays_within_its_bounds_and_reads_marks_as_it_reads_ranks(values):
    found = kendall_w(values)
    assume(found.w is not None)

    assert 0 <= found.w <= 1
    assert kendall_w([[-2 * one + 7 for one in row] for row in values]).w == pytest.approx(found.w)
    assert kendall_w([values[0], values[0]]).w in (None, pytest.approx(1))


def test_icc_finds_the_six_published_values_again():
    squares = mean_squares(SHROUT_FLEISS)

    assert (squares.bms, squares.jms) == (pytest.approx(11.2417, abs=5e-5), pytest.approx(32.4861, abs=5e-5))
    assert (squares.ems, squares.wms) == (pytest.approx(1.0194, abs=5e-5), pytest.approx(6.2639, abs=5e-5))
    published = {"1,1": 0.166, "2,1": 0.290, "3,1": 0.715, "1,k": 0.443, "2,k": 0.620, "3,k": 0.909}
    assert {form: icc(squares, form) for form in published} == pytest.approx(published, abs=5e-4)
    assert interval(squares, "2,1") == pytest.approx((0.019, 0.761), abs=5e-4)


@pytest.mark.parametrize(
    ("form", "published"),
    [("1,1", (-0.133, 0.723)), ("3,1", (0.342, 0.946)), ("1,k", (-0.884, 0.912)), ("3,k", (0.676, 0.986))],
)
def test_icc_intervals_are_those_that_other_programs_give(form, published):
    assert interval(mean_squares(SHROUT_FLEISS), form) == pytest.approx(published, abs=1e-3)


def test_icc_of_the_mean_follows_spearman_and_brown():
    squares = mean_squares(SHROUT_FLEISS)

    assert spearman_brown(icc(squares, "2,1"), 4) == pytest.approx(icc(squares, "2,k"))
    assert squares.typical_error == pytest.approx((1.0194 / 4) ** 0.5, abs=1e-4)


def test_icc_where_there_is_none():
    assert mean_squares([(1, 2)]) is None
    assert mean_squares([(1,), (2,)]) is None
    assert icc(mean_squares([(1, 2), (2, 1)])) is None
    assert interval(mean_squares([(1, 1), (2, 2)])) is None
    assert icc(mean_squares([(1, 1), (2, 2)])) == 1
    with pytest.raises(ValueError, match="M-ALPHA"):
        mean_squares([(1, None), (2, 3)])
    with pytest.raises(ValueError, match="form"):
        icc(mean_squares(SHROUT_FLEISS), "4,1")


marks = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 5), min_size=k, max_size=k), min_size=2, max_size=8)
)


@given(marks, st.randoms(), st.integers(1, 7))
@settings(max_examples=50)
def test_icc_knows_neither_order_nor_scale(given_marks, random, times):
    found = icc(mean_squares(given_marks))
    rows = [[times * mark + 2 for mark in reversed(row)] for row in given_marks]
    random.shuffle(rows)

    assert icc(mean_squares(rows)) == pytest.approx(found, abs=1e-6)


def test_kappa_finds_the_published_value_again():
    found = kappa_of_table([[20, 5], [10, 15]])

    assert (found.observed, found.expected, found.n) == (0.70, 0.50, 50)
    assert found.value == pytest.approx(0.40)


def test_kappa_where_there_is_none():
    assert kappa(["a", "a"], ["a", "a"]).value is None
    assert kappa([], []).value is None
    assert kappa(["a", None, "b"], ["a", "b", None]).n == 1
    with pytest.raises(ValueError, match="square"):
        kappa_of_table([[1, 2]])


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=20))
def test_kappa_does_not_know_who_is_first(pairs):
    first, second = [one for one, _ in pairs], [two for _, two in pairs]

    assert kappa(first, second).value == pytest.approx(kappa(second, first).value)
