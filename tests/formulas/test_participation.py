"""M-PART and M-WILSON against their worked examples, their edge cases, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.participation import Event, core, gap, grouped, participation, return_rate
from levain.formulas.proportions import wilson


@st.composite
def event(draw):
    people = draw(st.none() | st.integers(0, 500))
    first = None if people is None else draw(st.none() | st.integers(0, people))
    return Event(people, first, draw(st.none() | st.integers(0, 1000)))


events = st.lists(event(), max_size=12)
counted = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_worked_example_is_found_again():
    tenants = gap(12, 40, 0.58)

    assert tenants.k / tenants.n == 0.30
    assert tenants.interval == (pytest.approx(0.181, abs=0.0005), pytest.approx(0.454, abs=0.0005))
    assert tenants.value == pytest.approx(-0.28)
    assert tenants.under_represented


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(15, 148, 0.0624, 0.1605), (4, 5, 0.376, 0.964), (5, 5, 0.566, 1)]
)
def test_the_published_intervals_are_found_again(k, n, low, high):
    assert wilson(k, n) == (pytest.approx(low, abs=0.0005), pytest.approx(high, abs=0.0005))


def test_three_events_worked_by_hand():
    found = participation([Event(12, 5, 20), Event(8, 2, None), Event(15, None, 30)])

    assert (found.presences.value, found.presences.n, found.presences.missing) == (35, 3, 0)
    assert (found.first_timers.k, found.first_timers.n, found.first_timers.events) == (7, 20, 2)
    assert found.first_timers.missing == 1
    assert found.first_timers.value == 0.35
    assert (found.hours.value, found.hours.n, found.hours.missing) == (50, 2, 1)
    assert found.different == (15, 35)


def test_nothing_said_is_not_nought():
    found = participation([Event(), Event(hours=0)])

    assert found.presences.value is None
    assert found.first_timers.value is None
    assert found.different is None
    assert (found.hours.value, found.hours.missing) == (0, 1)


@pytest.mark.parametrize("wrong", [Event(people=-1), Event(people=3, first_timers=4), Event(first_timers=2)])
def test_counts_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError):
        participation([wrong])


def test_nobody_counted_has_no_interval():
    assert wilson(0, 0) is None
    assert not gap(0, 0, 0.5).under_represented
    with pytest.raises(ValueError):
        wilson(3, 2)
    with pytest.raises(ValueError):
        gap(1, 2, 1.5)


def test_return_and_core():
    assert return_rate({"a", "b", "c", "d"}, {"b", "d", "e"}) == 0.5
    assert return_rate(set(), {"a"}) is None
    assert core([["a", "b", "a"], ["a", "b"], ["a", "c"]]) == {"a"}


@given(events)
def test_figures_stay_within_what_was_counted(found):
    result = participation(found)

    assert result.presences.n + result.presences.missing == result.events == len(found)
    assert result.first_timers.value is None or 0 <= result.first_timers.value <= 1
    if result.different:
        assert max(event.people or 0 for event in found) <= result.different[0] <= result.different[1]


@given(events, st.randoms())
def test_the_order_of_events_does_not_matter(found, random):
    mixed = list(found)
    random.shuffle(mixed)

    assert participation(mixed) == participation(found)


@given(events)
def test_an_event_without_numbers_changes_only_what_is_missing(found):
    before, after = participation(found), participation([*found, Event()])

    assert after.presences.value == before.presences.value
    assert after.hours.missing == before.hours.missing + 1
    assert after.different == before.different


@given(counted)
def test_the_interval_holds_the_share_and_turns_over(pair):
    k, n = pair
    low, high = wilson(k, n)

    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == (pytest.approx(1 - high), pytest.approx(1 - low))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 10}, None),
        ({"a": 11}, [(("a",), 11)]),
        ({"a": 8, "b": 6, "c": 0}, [(("a",), 8), (("b",), 6)]),
        ({"a": 20, "b": 3, "c": 2}, [(("a",), 20), (("b", "c"), 5)]),
        # One small answer alone would be found by subtraction: it takes the next smallest with it.
        ({"a": 20, "b": 7, "c": 1}, [(("a",), 20), (("b", "c"), 8)]),
        ({"a": 12, "b": 1}, [(("a", "b"), 13)]),
        ({}, None),
    ],
)
def test_answers_of_too_few_people_are_put_together(counts, shown):
    assert grouped(counts) == shown
