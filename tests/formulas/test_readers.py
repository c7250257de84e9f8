from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.readers import share


def loads(added):
    return Counter(reader for there in added.values() for reader in there)


def test_each_file_has_its_readers_and_each_reader_as_many_files():
    """Six files, three readers a file, by hand: eighteen readings, six for each of three, or 4-4-4-3-3 for five."""
    assert loads(share(range(6), "abc", each=3)) == {"a": 6, "b": 6, "c": 6}
    assert sorted(loads(share(range(6), "abcde", each=3)).values()) == [3, 3, 4, 4, 4]


def test_a_reader_never_has_a_file_that_is_closed_to_her():
    closed = frozenset({("a", 0), ("a", 1), ("b", 0)})

    added = share(range(3), "abc", each=2, closed=closed)

    assert added[0] == {"c"}
    assert "a" not in added[1]
    assert len(added[1]) == 2


def test_those_who_read_a_file_already_count_and_stay():
    added = share(range(2), "abc", each=2, held={0: {"a", "b"}, 1: {"a"}})

    assert added[0] == set()
    assert added[1] == {"c"}


def test_a_chain_of_moves_evens_what_the_first_choice_did_not():
    """By hand: c reads nothing but 3, yet can free b, who frees a: two files each."""
    closed = frozenset({("c", 0), ("c", 1), ("b", 0), ("c", 2)})

    added = share(range(4), "abc", each=1, closed=closed)

    assert max(loads(added).values()) - min(loads(added).values()) <= 1


@given(
    st.integers(1, 12),
    st.integers(1, 5),
    st.integers(1, 4),
    st.sets(st.tuples(st.integers(0, 4), st.integers(0, 11))),
)
def test_nobody_could_give_a_file_to_somebody_who_has_two_fewer(files, readers, each, closed):
    added = share(range(files), range(readers), each=each, closed=frozenset(closed))

    load = {reader: 0 for reader in range(readers)} | loads(added)
    for file, there in added.items():
        possible = {reader for reader in range(readers) if (reader, file) not in closed}
        assert there <= possible
        assert len(there) == min(each, len(possible))
        for giver in there:
            assert not any(load[taker] <= load[giver] - 2 for taker in possible - there)
