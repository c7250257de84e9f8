"""M-EVID: each level against its condition, and what must hold for any evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levain.formulas.evidence_strength import KINDS, Item, from_json, lowered, strength

CATEGORIES = ("bearer", "inhabitant", "authority", "state", "expert")
items = st.lists(
    st.builds(
        Item,
        source=st.sampled_from("abcd"),
        kind=st.sampled_from(KINDS),
        category=st.sampled_from(CATEGORIES),
        outside=st.booleans(),
        supports=st.booleans(),
    ),
    max_size=6,
)
verdicts = st.lists(st.sampled_from(["unexamined", "ruled_out", "partial", "plausible"]), max_size=3)
NOTE = Item("note", "document", "bearer")
LETTER = Item("letter", "document", "authority")
COUNT = Item("count", "measure", "inhabitant")
VISITOR = Item("visitor", "interview", "expert", outside=True)


@pytest.mark.parametrize(
    ("told", "rivals", "level"),
    [
        ([], [], None),
        ([NOTE], [], 1),
        ([LETTER], [], 1),
        ([NOTE, Item("diary", "observation", "bearer")], [], 1),
        ([NOTE, NOTE], [], 1),
        ([NOTE, LETTER], [], 2),
        ([LETTER, Item("minutes", "document", "authority")], [], 2),
        ([LETTER, COUNT], [], 3),
        ([LETTER, COUNT, VISITOR], [], 3),
        ([LETTER, COUNT, VISITOR], ["unexamined"], 3),
        ([LETTER, COUNT], ["ruled_out"], 3),
        ([LETTER, COUNT, VISITOR], ["ruled_out"], 4),
    ],
)
def test_each_level_asks_for_its_condition(told, rivals, level):
    assert strength(told, rivals).level == level


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ([], ["source"]),
        ([NOTE], ["source"]),
        ([NOTE, Item("diary", "observation", "bearer")], ["other_voice"]),
        ([NOTE, LETTER], ["kind"]),
        ([LETTER, Item("minutes", "measure", "authority")], ["category"]),
        ([LETTER, COUNT], ["rival", "outside"]),
    ],
)
def test_what_the_next_level_lacks_is_told(told, lacks):
    assert strength(told).lacks == lacks


def test_what_contradicts_is_counted_apart_and_changes_no_level():
    against = Item("neighbour", "interview", "inhabitant", supports=False)

    found = strength([LETTER, COUNT, against])

    assert (found.level, found.against) == (3, 1)


def test_a_level_is_lowered_and_never_raised():
    assert lowered(3, 1) == 1
    assert lowered(2, 4) == 2
    assert lowered(3, None) == 3
    assert lowered(None, 1) is None
    with pytest.raises(ValueError, match="1 to 4"):
        lowered(3, 0)


def test_the_command_line_shape():
    row = {"source": "a", "kind": "document", "category": "authority"}
    told = from_json(
        {"evidence": [row, {**row, "source": "b", "kind": "measure", "category": "state"}], "lowered_to": 2}
    )

    assert (told["value"], told["computed"]) == (2, 3)


@given(items, verdicts, st.randoms())
def test_the_order_never_matters(told, rivals, chance):
    shuffled = chance.sample(told, len(told))

    assert strength(told, rivals) == strength(shuffled, rivals)


@given(items, verdicts, items)
def test_more_evidence_never_lowers_the_level(told, rivals, more):
    assert (strength(told + more, rivals).level or 0) >= (strength(told, rivals).level or 0)


@given(items, verdicts)
def test_only_the_top_level_lacks_nothing(told, rivals):
    found = strength(told, rivals)

    assert (found.lacks == []) == (found.level == 4)
