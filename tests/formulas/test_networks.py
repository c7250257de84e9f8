"""M-SNA against Padgett's Florentine marriages, its edge cases, and what must hold of any network."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.networks import (
    ROLES,
    betweenness,
    betweenness_centralisation,
    brokerage,
    change,
    degree_centralisation,
    density,
    e_i_index,
    from_json,
    network,
    reciprocity,
)

MARRIAGES = """
Acciaiuoli Medici, Castellani Peruzzi, Castellani Strozzi, Castellani Barbadori, Medici Barbadori, Medici Ridolfi,
Medici Tornabuoni, Medici Albizzi, Medici Salviati, Salviati Pazzi, Peruzzi Strozzi, Peruzzi Bischeri,
Strozzi Ridolfi, Strozzi Bischeri, Ridolfi Tornabuoni, Tornabuoni Guadagni, Albizzi Ginori, Albizzi Guadagni,
Bischeri Guadagni, Guadagni Lamberteschi"""
TIES = [tuple(pair.split()) for pair in MARRIAGES.split(",")]
FAMILIES = sorted({family for tie in TIES for family in tie})


def florence(*more):
    return network([*FAMILIES, *more], TIES, directed=False)


@st.composite
def networks(draw, lowest=4):
    nodes = list(range(draw(st.integers(lowest, 8))))
    silent = draw(st.sets(st.sampled_from(nodes), max_size=len(nodes) - 1)) if nodes else set()
    possible = [arc for arc in permutations(nodes, 2) if arc[0] not in silent]
    ties = draw(st.sets(st.sampled_from(possible))) if possible else set()
    return network(nodes, ties, silent=silent)


def test_the_marriages_of_florence_give_the_published_figures():
    net = florence("Pucci")

    assert (len(net.nodes), len(TIES)) == (16, 20)
    assert density(net) == pytest.approx(0.1667, abs=5e-5)
    assert degree_centralisation(net) == pytest.approx(0.2667, abs=5e-5)
    assert betweenness_centralisation(net) == pytest.approx(0.3835, abs=5e-5)
    assert reciprocity(net) == 1


def test_without_pucci_the_medici_stand_between_more_than_half_of_the_others():
    assert betweenness(florence())["Medici"] == pytest.approx(0.522, abs=5e-4)


def test_who_did_not_answer_leaves_the_rows_of_the_density_and_the_reciprocity():
    net = network("abcd", [("a", "b"), ("b", "a"), ("a", "d"), ("b", "d")], silent="d")

    assert density(net) == pytest.approx(4 / (3 * 3))
    assert reciprocity(net) == 1
    assert reciprocity(network("abcd", [("a", "d")], silent="d")) is None


def test_under_four_members_nothing_is_computed():
    net = network("abc", [("a", "b")])

    assert [density(net), reciprocity(net), degree_centralisation(net), betweenness_centralisation(net)] == [None] * 4
    assert from_json({"nodes": [*"abc"], "ties": [["a", "b"]]})["why_not"]


@pytest.mark.parametrize("ties", [[("a", "a")], [("a", "stranger")], [("d", "a")]])
def test_a_tie_with_oneself_with_a_stranger_or_said_by_who_did_not_answer_is_refused(ties):
    with pytest.raises(ValueError):
        network("abcd", ties, silent="d")


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("111", "coordinator"),
        ("121", "itinerant"),
        ("122", "gatekeeper"),
        ("112", "representative"),
        ("123", "liaison"),
    ],
)
def test_each_of_the_five_roles_between_two_who_have_no_tie(groups, role):
    net = network("avbx", [("a", "v"), ("v", "b")])
    found = brokerage(net, dict(zip("avbx", f"{groups}9", strict=True)))

    assert found["v"] == {role: 1}
    assert (found["a"], found["b"]) == ({}, {})


def test_no_one_stands_between_two_who_have_a_tie():
    net = network("avbx", [("a", "v"), ("v", "b"), ("a", "b"), ("v", "a")])

    assert not brokerage(net, dict.fromkeys("avbx", 1))["v"]


def test_the_e_i_index_says_whether_a_group_turns_inward():
    net = network("abcd", [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a")])
    groups = {"a": 1, "b": 1, "c": 2, "d": 2}

    assert e_i_index(net, groups) == 0
    assert e_i_index(net, groups, 1) == pytest.approx(-1 / 3)
    assert e_i_index(net, groups, 2) == 1
    assert e_i_index(network("abcd", []), groups) is None


def test_two_waves_compare_the_rows_that_both_have():
    before = network("abcd", [("a", "b"), ("b", "a"), ("a", "c")])
    after = network("abcde", [("a", "b"), ("b", "c"), ("a", "e"), ("e", "a")], silent="c")
    moved = change(before, after)

    assert (moved.kept, moved.created, moved.lost, moved.rows) == (1, 1, 2, 3)
    assert moved.jaccard == 1 / 4
    assert change(network("ab", []), network("ab", [])).jaccard is None


def test_the_command_line_reads_groups_and_an_earlier_wave():
    told = from_json(
        {
            "nodes": [*"abcd"],
            "ties": [["a", "b"], ["b", "c"]],
            "groups": {"a": "project", "b": "state", "c": "project", "d": "state"},
            "before": {"nodes": [*"abcd"], "ties": [["a", "b"]]},
        }
    )

    assert told["brokerage"]["b"] == {"itinerant": 1}
    assert told["change"]["jaccard"] == 0.5
    assert told["e_i"] == {"all": 1, "groups": {"project": 1, "state": 1}}
    with pytest.raises(ValueError):
        from_json({"nodes": [*"abcd"], "ties": [], "groups": {"a": 1}})


@given(networks())
def test_every_figure_stays_within_its_bounds(net):
    for found in (density(net), reciprocity(net), degree_centralisation(net), betweenness_centralisation(net)):
        assert found is None or -1e-9 <= found <= 1 + 1e-9
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in betweenness(net).values())


@given(networks(), st.randoms())
def test_the_order_of_the_roster_changes_nothing(net, chance):
    shuffled = list(net.nodes)
    chance.shuffle(shuffled)
    other = network(shuffled, net.arcs, silent=net.silent)

    assert density(other) == density(net)
    assert betweenness(other) == pytest.approx(betweenness(net))


@given(networks(lowest=2), st.data())
def test_an_open_path_has_one_broker_and_one_role(net, data):
    groups = {node: data.draw(st.integers(1, 3)) for node in net.nodes}
    into_and_out = [(a, v, b) for a, v, b in permutations(net.nodes, 3) if {(a, v), (v, b)} <= net.arcs]
    opened = [path for path in into_and_out if (path[0], path[2]) not in net.arcs]
    found = brokerage(net, groups)

    assert sum(roles.total() for roles in found.values()) == len(opened)
    assert all(set(roles) <= set(ROLES) for roles in found.values())


@given(networks(lowest=2))
def test_a_wave_compared_with_itself_keeps_every_tie(net):
    moved = change(net, net)

    assert (moved.created, moved.lost) == (0, 0)
    assert moved.kept == len(net.arcs)


@given(networks(), networks())
def test_what_one_way_creates_the_other_way_loses(one, other):
    there, back = change(one, other), change(other, one)

    assert (there.created, there.lost, there.jaccard) == (back.lost, back.created, back.jaccard)
