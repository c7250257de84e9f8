"""M-LOGIC: no chain comes back, no link goes up, leaps and boxes without indicator are reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.logic_model import KINDS, check

NODES = {"R1": "ressource", "A1": "activite", "S1": "realisation", "E1": "resultat", "I1": "impact"}
CHAIN = [("R1", "A1"), ("A1", "S1"), ("S1", "E1"), ("E1", "I1")]

links_between = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


def test_a_chain_from_means_to_impact_is_sound():
    found = check(NODES, CHAIN, {"I01": "E1", "I02": None, "I03": "I1"})
    assert found.sound
    assert (found.leaps, found.alone) == ((), ())
    assert found.orphans == ("R1", "A1", "S1")
    assert found.unplaced == ("I02",)


def test_a_link_that_skips_a_kind_is_a_leap():
    found = check(NODES, [*CHAIN, ("A1", "E1"), ("R1", "I1")], {})
    assert found.leaps == (("A1", "E1"), ("R1", "I1"))
    assert found.sound


def test_a_link_to_the_same_kind_is_no_leap():
    found = check(NODES | {"E2": "resultat"}, [*CHAIN, ("E1", "E2")], {})
    assert (found.leaps, found.backwards) == ((), ())


def test_a_link_that_goes_up_is_not_sound():
    found = check(NODES, [("I1", "A1")], {})
    assert found.backwards == (("I1", "A1"),)
    assert not found.sound
    assert found.alone == ("R1", "S1", "E1")


def test_what_leads_back_to_itself_is_named():
    nodes = {"E1": "resultat", "E2": "resultat", "E3": "resultat", "I1": "impact"}
    found = check(nodes, [("E1", "E2"), ("E2", "E3"), ("E3", "E1"), ("E3", "I1")], {})
    assert found.cycle == ("E1", "E2", "E3")
    assert not found.acyclic


def test_an_empty_model_has_nothing_to_report():
    found = check({}, [], {})
    assert found.sound
    assert found.orphans == ()


@pytest.mark.parametrize(("nodes", "links"), [({"A": "activite"}, [("A", "B")]), ({"A": "magic"}, [])])
def test_what_is_not_in_the_model_is_refused(nodes, links):
    with pytest.raises(ValueError, match="unknown"):
        check(nodes, links, {})


@given(links_between)
def test_links_that_all_go_the_same_way_never_come_back(found):
    nodes = {str(place): "resultat" for place in range(8)}
    upward = [(str(min(pair)), str(max(pair))) for pair in found if pair[0] != pair[1]]
    assert check(nodes, upward, {}).acyclic


@given(links_between, st.randoms())
def test_the_order_of_the_links_does_not_matter(found, random):
    nodes = {str(place): KINDS[place % 5] for place in range(8)}
    links = list({(str(a), str(b)) for a, b in found if a != b})
    first, again = check(nodes, links, {}), check(nodes, random.sample(links, len(links)), {})
    assert first.cycle == again.cycle
    assert set(first.leaps) == set(again.leaps)


@given(links_between)
def test_links_part_into_leaps_backwards_and_the_rest(found):
    nodes = {str(place): KINDS[place % 5] for place in range(8)}
    links = list({(str(a), str(b)) for a, b in found if a != b})
    told = check(nodes, links, {})
    rest = [link for link in links if 0 <= KINDS.index(nodes[link[1]]) - KINDS.index(nodes[link[0]]) <= 1]
    assert set(rest) | set(told.leaps) | set(told.backwards) == set(links)
