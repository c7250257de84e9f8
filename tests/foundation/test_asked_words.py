"""What is typed in a search: words that must all be there, phrases between quotes, accents and plurals aside."""

import pytest

from levain.formulas import french
from levain.foundation import asked_words


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("securite", "sécurité"),
        ("mobilites", "mobilité"),
        ("communauté", "communautés"),
        ("premiere", "premières"),
        ("repare", "réparée"),
        ("lieu", "lieux"),
        ("lieux", "lieu"),
        ("travaux", "travail"),
        ("travail", "travaux"),
        ("ÉCOLES", "école"),
    ],
)
def test_a_word_means_what_it_is_with_its_accents_and_its_plural(typed, written):
    [word] = asked_words.read(typed).words

    assert french.spelled(written) in word


def test_small_words_count_in_a_phrase_only():
    asked = asked_words.read("la clé de « pas de soutien »")

    assert asked.words == (french.meant("clé"),)
    assert asked.ways() == [["00pas 00de soutien"]]
    assert [word[0] for word in asked.demanded()] == ["cle", "soutien"]


def test_small_words_alone_are_looked_for():
    assert asked_words.read("pas nous").demanded() == [("00pas",), ("00nous",)]


@pytest.mark.parametrize("typed", ["", "???", '""', "«  »", "'"])
def test_signs_ask_for_nothing(typed):
    assert not asked_words.read(typed)


def test_an_open_quote_is_no_quote():
    assert asked_words.read('"clé boîte').phrases == ()


def test_a_very_long_question_is_bounded():
    asked = asked_words.read('"' + "éte " * 500 + '" ' + "mot " * 500)

    assert len(asked.demanded()) <= 2 * asked_words.MOST
    assert all(len(ways) <= asked_words.WAYS for ways in asked.ways())
