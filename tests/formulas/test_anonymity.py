"""M-ANON: nothing under the floor, and nobody found by subtracting one view from another."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas import anonymity
from levain.formulas.anonymity import floor, names_somebody, shown

groups = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([20, 14, 6], [True, True, True]),
        # One group hidden: the next smallest goes with it, or the total would give it back.
        ([20, 14, 4], [True, False, False]),
        # Two hidden groups that count three together would still be three people.
        ([20, 14, 2, 1], [True, False, False, False]),
        ([20, 14, 3, 4], [True, True, False, False]),
        ([20, 4], [False, False]),
        ([4], [False]),
        ([20, 0], [True, True]),
        ([0, 0], [False, False]),
    ],
)
def test_groups_of_a_total_of_participants(counts, expected):
    assert shown(counts, 5) == expected


def test_the_floor_rises_for_inhabitants_and_for_the_public_and_never_sinks_under_three():
    assert (floor(), floor(inhabitants=True), floor(public=True)) == (5, 11, 11)
    assert (floor(told=1), floor(told=8), floor(told=8, public=True), floor(told=20, public=True)) == (3, 8, 11, 20)


@given(groups, st.integers(3, 15))
def test_no_union_of_groups_that_the_views_give_is_under_the_floor(counts, least):
    """Whatever is added and subtracted among the views, what is found is empty or large enough."""
    seen = shown(counts, least)
    views = [count for count, one in zip(counts, seen, strict=True) if one]
    if sum(counts) < least:
        assert not views
        return
    hidden = sum(counts) - sum(views)
    assert hidden == 0 or hidden >= least
    assert all(count == 0 or count >= least for count in views)
    for some in chain.from_iterable(combinations(views, size) for size in range(len(views) + 1)):
        rest = sum(counts) - sum(some)
        assert rest == 0 or rest >= least
    assert seen.count(False) != 1 or len(counts) == 1


@given(groups, st.integers(3, 15))
def test_groups_are_shown_alike_in_any_order(counts, least):
    ordered = sorted(counts)
    seen = {tuple(sorted(zip(counts, shown(counts, least), strict=True)))}
    assert seen == {tuple(sorted(zip(ordered, shown(ordered, least), strict=True)))}


def test_a_count_is_never_negative():
    with pytest.raises(ValueError, match="0 or more"):
        shown([-1, 5], 5)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Merci à Nadia pour l'atelier.", True),
        ("Écrivez-moi : moi@exemple.fr", True),
        ("Appelez le 06 12 34 56 78.", True),
        ("Rendez-vous le 12 mai à 14 h", False),
        ("Le jardin est beau", False),
        ("les Roses du jardin", False),
    ],
)
def test_an_open_answer_that_names_somebody_is_not_shown(text, hidden):
    assert names_somebody(text, {"Nadia", "Le", "rose"}) is hidden


def test_from_the_command_line():
    found = anonymity.from_json({"counts": [20, 14, 4]})
    assert (found["values"], found["n"], found["floor"]) == ([20, None, None], 38, 5)
