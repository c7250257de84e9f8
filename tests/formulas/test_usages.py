"""M-USAGE against its worked example, its edge cases, and what must hold for any answer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.usages import Factors, Usage, footprint, from_json, group, overlap

# One digit more than the printed table, which the published totals were computed with.
PUBLISHED = Factors(
    km={"car": 0.22082 + 0.05071, "flight": 0.18466, "tgv": 0.00293},
    heating={"gas": 17.838},
    meals={"beef": 4.97, "chicken": 1.46, "oily_fish": 1.46, "vegetarian": 0.85},
    shared=frozenset({"car"}),
)
HOME = {"occupants": 1.6, "surface": 90, "persons": 2, "heating": "gas"}
BEFORE = Usage(
    km={"car": 8000, "flight": 3000, "tgv": 1000},
    meals={"beef": 3, "chicken": 4, "oily_fish": 2, "vegetarian": 5},
    **HOME,
)
AFTER = Usage(
    km={"car": 4000, "flight": 0, "tgv": 4000},
    meals={"beef": 1, "chicken": 3, "oily_fish": 2, "vegetarian": 8},
    **HOME,
)
number = st.floats(0, 50_000, allow_nan=False)
usage = st.builds(
    Usage,
    km=st.dictionaries(st.sampled_from(["car", "flight", "tgv"]), number),
    occupants=st.none() | st.floats(1, 6),
    surface=st.none() | st.floats(5, 400),
    persons=st.none() | st.floats(1, 10),
    heating=st.none() | st.just("gas"),
    meals=st.dictionaries(st.sampled_from(["beef", "chicken", "vegetarian"]), st.integers(0, 20)),
)


def close(value):
    return pytest.approx(value, abs=0.06)


def test_the_worked_example_is_found_again():
    before, after = footprint(BEFORE, PUBLISHED), footprint(AFTER, PUBLISHED)

    assert [before.part(part) for part in ("transport", "housing", "meals")] == [
        close(1914.6),
        close(802.7),
        close(1451.8),
    ]
    assert before.total == close(4169.1)
    assert [after.part(part) for part in ("transport", "housing", "meals")] == [
        close(690.6),
        close(802.7),
        close(991.6),
    ]
    assert after.total == close(2484.9)
    assert before.range == (close(4169.1 * 0.8), close(4169.1 * 1.2))
    assert not before.rescaled
    assert before.partial == []


def test_the_factors_of_the_table_find_the_same_order_of_magnitude():
    printed = Factors(
        km={"car": 0.2715, "flight": 0.1847, "tgv": 0.0029},
        heating={"gas": 17.84},
        meals=PUBLISHED.meals,
        shared=PUBLISHED.shared,
    )

    assert footprint(BEFORE, printed).total == pytest.approx(4169.1, abs=0.5)
    assert footprint(AFTER, printed).total == pytest.approx(2484.9, abs=0.5)


def test_meals_that_do_not_make_a_week_are_rescaled_and_it_is_said():
    seven = footprint(Usage(meals={"beef": 1, "vegetarian": 6}), PUBLISHED)
    fourteen = footprint(Usage(meals={"beef": 2, "vegetarian": 12}), PUBLISHED)

    assert seven.rescaled
    assert not fourteen.rescaled
    assert seven.total == pytest.approx(fourteen.total)


def test_an_unknown_heating_has_no_line_and_the_total_is_partial():
    found = footprint(Usage(km={"tgv": 100}, surface=90, persons=2, meals={"beef": 14}), PUBLISHED)

    assert found.partial == ["housing"]
    assert {line.part for line in found.lines} == {"transport", "meals"}


def test_nothing_said_has_no_total():
    found = footprint(Usage(), PUBLISHED)

    assert (found.total, found.range) == (None, None)


@pytest.mark.parametrize(
    "said",
    [
        Usage(surface=90, persons=0.5, heating="gas"),
        Usage(surface=-1, persons=2, heating="gas"),
        Usage(km={"car": -1}),
        Usage(km={"car": 10}, occupants=0.5),
        Usage(km={"carriage": 10}),
        Usage(meals={"beef": -1, "chicken": 3}),
        Usage(km={"car": float("nan")}),
    ],
)
def test_what_makes_no_sense_is_refused(said):
    with pytest.raises(ValueError, match=r"\w"):
        footprint(said, PUBLISHED)


def test_a_group_of_fewer_than_eleven_has_no_median():
    assert group([3000.0] * 10).median is None
    assert group([3000.0] * 10).range is None
    assert group([*range(1, 12)]).median == 6


def test_two_ranges_that_overlap_forbid_saying_that_anything_changed():
    assert overlap(group([3120.0] * 12), group([2940.0] * 12)) is True
    assert overlap(group([4169.1] * 12), group([2484.9] * 12)) is False
    assert overlap(group([6000.0] * 3), group([2000.0] * 12)) is None


def test_the_command_line_shape():
    factors = {"km": {"bus": 0.1224}, "heating": {}, "meals": {}}
    told = from_json({"factors": factors, "usages": [{"km": {"bus": 1000}}]})

    assert told["usages"][0]["value"] == pytest.approx(122.4)
    assert told["usages"][0]["partial"] == ["housing", "meals"]
    assert told["median"] is None


@given(usage)
def test_the_parts_make_the_total_and_nothing_is_below_nought(said):
    found = footprint(said, PUBLISHED)

    assert all(line.value >= 0 for line in found.lines)
    if found.total is not None:
        assert found.total == pytest.approx(sum(found.part(part) for part in ("transport", "housing", "meals")))


@given(usage, st.floats(0.1, 10))
def test_factors_twice_as_high_give_twice_as_much(said, scale):
    scaled = Factors(
        {code: f * scale for code, f in PUBLISHED.km.items()},
        {code: f * scale for code, f in PUBLISHED.heating.items()},
        {code: f * scale for code, f in PUBLISHED.meals.items()},
        PUBLISHED.shared,
    )
    found = footprint(said, PUBLISHED).total

    if found is None:
        assert footprint(said, scaled).total is None
    else:
        assert footprint(said, scaled).total == pytest.approx(found * scale)


@given(st.lists(st.floats(100, 20_000), min_size=11, max_size=30), st.randoms())
def test_a_median_does_not_know_the_order(totals, chance):
    assert group(totals).median == group(chance.sample(totals, len(totals))).median


@given(usage, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_said_changes_no_digit(said, chance):
    """An export, brought back, may give them in another order: the figure is the same, to the last digit."""
    kms, meals = list(said.km.items()), list(said.meals.items())
    chance.shuffle(kms)
    chance.shuffle(meals)
    assert (
        footprint(replace(said, km=dict(kms), meals=dict(meals)), PUBLISHED).total == footprint(said, PUBLISHED).total
    )
