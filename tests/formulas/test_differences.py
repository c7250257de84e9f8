import pytest

from levain.formulas.differences import differences


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b", "a b", [("kept", "a b")]),
        ("a b c", "a x c", [("kept", "a "), ("removed", "b"), ("added", "x"), ("kept", " c")]),
        ("", "a", [("added", "a")]),
        ("a", "", [("removed", "a")]),
        ("", "", []),
    ],
)
def test_what_changed_word_by_word(before, after, pieces):
    assert list(differences(before, after)) == pieces


def test_without_what_was_removed_it_is_the_new_text():
    before, after = "Nous  avons\nplanté douze arbustes.", "Hier, nous avons planté\nonze arbustes et une haie."

    assert "".join(piece.text for piece in differences(before, after) if piece.kind != "removed") == after
    assert "".join(piece.text for piece in differences(before, after) if piece.kind != "added") == before
