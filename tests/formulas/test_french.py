import pytest

from levain.formulas.french import tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'énergie des habitants", ["energ", "habit"]),
        ("L’énergie", ["energ"]),
        ("ENERGIE", ["energ"]),
        ("e\u0301nergie", ["energ"]),
        ("qu'est-ce qu'on a le droit", ["droit"]),
        ("un rendez-vous en 2021", ["rend", "2021"]),
        ("Œuvrer", ["oeuvr"]),
        ("tiers-lieu", ["tier", "lieu"]),
        ("jardins partagés", ["jardin", "partag"]),
        ("  ", []),
        ("et de la", []),
        ("10 h 30", ["10", "30"]),
        ("CO2", ["co2"]),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_words_undo_elisions_whatever_the_apostrophe():
    assert words("Jusqu'à l’école d'en-haut") == ["à", "école", "en", "haut"]


def test_a_very_long_word_is_cut():
    assert len(tokens("x" * 1000)[0]) == 40
