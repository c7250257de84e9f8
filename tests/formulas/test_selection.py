"""M-WSUM, M-SMAA, M-MILP and M-MWV against their published numbers, their edge cases, and what must hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levain.formulas.approval import elect, equal_shares
from levain.formulas.best_set import Rule, best_set
from levain.formulas.smaa import acceptability, confidence, weightings
from levain.formulas.weighted_sum import gap_after, weighted_sum

RIZAN = [(0.75, 0.5, 0.75, 0, 0, 0, 1), (0.75, 1, 0.75, 0, 0, 0, 0.75)]
RIZAN += [(0.75, 0.75, 0.75, 0, 0.5, 0.25, 1), (0.5, 0.5, 0.75, 1, 0.5, 0, 0.75)]
RIZAN_WEIGHTS = (0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1)

TWO = {"elan": 0.6, "lien": 0.4}


def lines_of(notes, weights=TWO, **more):
    return {line.id: line for line in weighted_sum(notes, weights, **more)}


def test_weighted_sum_finds_the_published_values_again():
    best = [max(column) for column in zip(*RIZAN, strict=True)]
    notes = {
        str(number): {str(at): [Fraction(str(one)) / Fraction(str(best[at]))] for at, one in enumerate(row)}
        for number, row in enumerate(RIZAN)
    }
    found = lines_of(notes, {str(at): weight for at, weight in enumerate(RIZAN_WEIGHTS)})

    assert [found[str(number)].score for number in range(4)] == pytest.approx([0.350, 0.375, 0.825, 0.642], abs=5e-4)


def test_each_term_of_a_sum_can_be_added_up_again():
    line = lines_of({"a": {"elan": [3, 4, None], "lien": [5]}})["a"]

    assert line.means == {"elan": Fraction(7, 2), "lien": 5}
    assert line.terms == {"elan": Fraction(21, 10), "lien": 2}
    assert line.score == pytest.approx(4.1)


def test_sums_equal_on_paper_share_a_rank():
    """0.1 + 0.2 is not 0.3 for a machine; it is for a jury."""
    weights = {"x": 0.1, "y": 0.2, "z": 0.7}
    notes = {"a": {"x": [3], "y": [0], "z": [1]}, "b": {"x": [1], "y": [1], "z": [1]}}
    notes["c"] = {"x": [0], "y": [0], "z": [0]}
    found = lines_of(notes, weights)

    assert [found[name].rank for name in "abc"] == [1, 1, 3]
    assert gap_after(list(found.values()), 1) == 0


def test_a_criterion_without_a_note_is_not_guessed():
    found = lines_of({"a": {"elan": [5], "lien": [None]}, "b": {"elan": [1], "lien": [1]}})

    assert (found["a"].total, found["a"].rank, found["a"].missing) == (None, None, ("lien",))
    assert found["b"].rank == 1


def test_a_threshold_is_looked_at_before_the_sum():
    found = lines_of({"a": {"elan": [5], "lien": [1]}, "b": {"elan": [2], "lien": [2]}}, thresholds={"lien": 2})

    assert (found["a"].rank, found["a"].below) == (None, ("lien",))
    assert found["b"].rank == 1


@pytest.mark.parametrize("weights", [{"elan": 0.5}, {"elan": 1.2, "lien": -0.2}])
def test_weights_sum_to_one(weights):
    with pytest.raises(ValueError, match="weights"):
        weighted_sum({}, weights)


juried = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.fixed_dictionaries({name: st.lists(st.none() | st.integers(0, 5), max_size=4) for name in TWO}),
)


@given(juried, st.randoms())
def test_ranks_do_not_depend_on_the_order_of_files_or_jurors(notes, random):
    names = list(notes)
    random.shuffle(names)
    mixed = {name: {key: random.sample(given, len(given)) for key, given in notes[name].items()} for name in names}
    before, after = lines_of(notes), lines_of(mixed)

    assert {name: line.rank for name, line in before.items()} == {name: line.rank for name, line in after.items()}


@given(juried)
def test_a_rank_is_one_more_than_the_number_of_better_files(notes):
    ranked = [line for line in weighted_sum(notes, TWO) if line.rank]

    for line in ranked:
        assert line.rank == 1 + sum(other.total > line.total for other in ranked)
        assert sum(line.terms.values()) == line.total


def test_smaa_one_candidate_best_on_all_criteria_has_the_centre():
    found = acceptability([(1, 1, 1), (0, 0, 0)], np.full((50, 3), 1 / 3), seats=1)

    assert found.central[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert found.central[1] is None
    assert found.top == pytest.approx([1, 0])


def test_smaa_pairwise_index_counts_the_draws():
    drawn = np.array([(0.9, 0.1)] * 9 + [(0.1, 0.9)])
    found = acceptability([(1, 0), (0, 1)], drawn, pairwise=True)

    assert found.pairwise == pytest.approx(np.array([(0, 0.9), (0.1, 0)]))


def test_smaa_on_two_criteria_worked_by_hand():
    found = acceptability([(1, 0), (0, 1), (0.6, 0.6)], weightings(2, draws=40_000))

    worked = np.array([(0.4, 0.1, 0.5), (0.4, 0.1, 0.5), (0.2, 0.8, 0)])
    assert found.of_ranks == pytest.approx(worked, abs=0.01)
    assert found.error == pytest.approx(0.0049)


def test_smaa_splits_ties_equally():
    found = acceptability([(0.5, 0.5)] * 3 + [(0, 0)], weightings(2, draws=100), seats=2)

    assert found.top == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0])
    assert found.of_ranks[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert found.of_ranks.sum(axis=0) == pytest.approx([1, 1, 1, 1])


def test_weightings_are_found_again_from_their_seed():
    assert (weightings(4, draws=5, seed=3) == weightings(4, draws=5, seed=3)).all()
    assert (weightings(4, draws=5, seed=3) != weightings(4, draws=5, seed=4)).any()


def test_weightings_keep_the_published_order_and_equal_weights_go_either_way():
    drawn = weightings(4, draws=2_000, order_of=(0.2, 0.3, 0.3, 0.2))

    assert (drawn[:, [1, 2]].min(axis=1) >= drawn[:, [0, 3]].max(axis=1)).all()
    assert 0.4 < (drawn[:, 1] > drawn[:, 2]).mean() < 0.6
    assert drawn.sum(axis=1) == pytest.approx(1)


def test_weightings_stay_within_the_band():
    published = np.array([0.5, 0.3, 0.15, 0.05])
    drawn = weightings(4, draws=1_000, around=published, band=0.1)

    assert len(drawn) == 1_000
    assert (np.abs(drawn - published) <= 0.1 + 1e-9).all()
    assert (drawn >= 0).all()
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert (weightings(4, draws=3, around=published, band=0) == published).all()


def test_confidence_falls_when_the_notes_are_uncertain():
    values, central = [(0.9, 0.9), (0.8, 0.8)], [np.array([0.5, 0.5]), None]

    sure = confidence(values, [(0, 0), (0, 0)], central)
    unsure = confidence(values, [(0.3, 0.3), (0.3, 0.3)], central)
    assert sure == [1, None]
    assert 0.5 < unsure[0] < 0.9


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=7), st.integers(1, 7))
@settings(max_examples=40, deadline=None)
def test_smaa_shares_add_up_to_the_seats(values, seats):
    found = acceptability([(a / 5, b / 5) for a, b in values], weightings(2, draws=200), seats=seats)

    assert found.top.sum() == pytest.approx(min(seats, len(values)))
    assert found.of_ranks.sum(axis=1) == pytest.approx(1)
    assert found.of_ranks.sum(axis=0) == pytest.approx(1)


KNAPSACK = (92, 57, 49, 68, 60, 43, 67, 84, 87, 72)
COSTS = (23, 31, 29, 44, 53, 38, 63, 85, 89, 82)


def test_the_published_knapsack_is_found_again():
    values = {str(at): value for at, value in enumerate(KNAPSACK, 1)}
    found = best_set(values, 10, costs={str(at): cost for at, cost in enumerate(COSTS, 1)}, capacity=165)

    assert found.chosen == ("1", "2", "3", "4", "6")
    assert found.total == 309


FIVE = {"a": 5.0, "b": 4.0, "c": 3.0, "d": 2.0, "e": 1.0}


def test_each_rule_has_its_price():
    rules = [Rule("one of d, e", frozenset("de"), at_least=1), Rule("one of a, b", frozenset("ab"), at_most=1)]
    found = best_set(FIVE, 2, rules)

    assert (found.chosen, found.total, found.free_set, found.price) == (("a", "d"), 7, ("a", "b"), 2)
    assert found.prices == (1, 0)


def test_sets_worth_as_much_are_named():
    found = best_set({"a": 2, "b": 1, "c": 1, "d": 1}, 2)

    assert {frozenset(found.chosen), *map(frozenset, found.alternatives)} == {
        frozenset("ab"),
        frozenset("ac"),
        frozenset("ad"),
    }


def test_rules_that_cannot_be_kept_together_are_named_and_no_other():
    rules = [
        Rule("two of a", frozenset("a"), at_least=2),
        Rule("at most three of all", frozenset("abcde"), at_most=3),
    ]
    found = best_set(FIVE, 3, rules)
    assert (found.chosen, found.conflict, found.enough_to_drop) == (None, (0,), (0,))

    rules = [
        Rule("innocent", frozenset("c"), at_least=1),
        Rule("both", frozenset("ab"), at_least=2),
        Rule("neither", frozenset("ab"), at_most=1),
    ]
    found = best_set(FIVE, 3, rules)
    assert (found.conflict, found.enough_to_drop, found.price) == ((1, 2), (1, 2), None)


def test_a_value_of_nought_is_never_worth_a_seat():
    assert best_set({"a": 1.0, "b": 0.0, "c": -1.0}, 3).total == 1
    assert best_set({}, 3).chosen == ()


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 4), st.data())
@settings(max_examples=25, deadline=None)
def test_no_set_tried_by_hand_does_better(values, seats, data):
    from itertools import combinations

    named = {str(at): float(value) for at, value in enumerate(values)}
    members = frozenset(data.draw(st.sets(st.sampled_from(list(named)))))
    rule = Rule("some", members, data.draw(st.integers(0, 2)), data.draw(st.none() | st.integers(2, 3)))
    kept = [
        sum(named[name] for name in one)
        for size in range(min(seats, len(named)) + 1)
        for one in combinations(named, size)
        if rule.at_least <= len(members & set(one)) <= (99 if rule.at_most is None else rule.at_most)
    ]
    found = best_set(named, seats, [rule])

    assert found.total == (max(kept) if kept else None)


BALLOTS = ["ab"] * 3 + ["ac"] * 3 + ["ad"] * 2 + ["bcf", "e", "f", "g"]


@pytest.mark.parametrize(
    ("rule", "sets", "score"),
    [
        ("approval", ["abcd", "abcf"], 18),
        ("pav", ["abcf"], Fraction(83, 6)),
        ("chamberlin_courant", ["aefg"], 12),
    ],
)
def test_the_published_election_is_found_again(rule, sets, score):
    found = elect(BALLOTS, 4, rule)

    assert set(found.sets) == set(map(frozenset, sets))
    assert found.score == score


def test_equal_shares_give_a_third_of_the_voters_a_third_of_the_seats():
    bought, completed = equal_shares(["abcd"] * 8 + ["xyz"] * 4, 3)

    assert len(bought) == 3
    assert len(set(bought) & set("xyz")) == 1
    assert completed == []


def test_seats_left_are_completed_by_voices():
    bought, completed = equal_shares(["a", "b", "c", "c"], 3)

    assert bought == ["c"]
    assert completed == ["a", "b"]


def test_too_many_sets_are_refused():
    with pytest.raises(ValueError, match="equal_shares"):
        elect([[str(one)] for one in range(60)], 8)
