from importlib import import_module
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from levain.foundation import search
from levain.foundation.models import SearchEntry
from levain.territories.models import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes():
    """Any class will do: entries point to objects by class and id."""
    search.index_many(
        Territory,
        [
            (1, "Un jardin partagé au pied de l'immeuble"),
            (2, "Le compost du jardin, et encore le compost"),
            (3, "Des panneaux solaires sur le toit de l'école"),
        ],
    )


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("jardins", [2, 1]),
        ("JARDINS PARTAGÉS", [1]),
        ("jardin solaire", [3, 2, 1]),
        ("le compost", [2]),
        ("toits d’écoles", [3]),
        ("piscine", []),
        ("", []),
        ("de la", []),
        ("\"'; DROP TABLE x; -- NEAR( * ^", []),
    ],
)
def test_find_gives_all_words_first_then_any(asked, found):
    assert search.find(Territory, asked) == found


@pytest.mark.usefixtures("notes")
def test_find_any_word_ranks_the_fuller_match_first():
    assert search.find(Territory, "compost jardin toit", any_word=True)[0] == 2


@pytest.mark.usefixtures("notes")
def test_find_keeps_to_its_class_and_limit():
    assert search.find(ContentType, "jardin") == []
    assert search.find(Territory, "jardin", limit=1) == [2]


@pytest.mark.usefixtures("notes")
def test_indexing_again_replaces_and_removing_forgets():
    search.index(Territory(pk=2), "Une piscine")
    assert search.find(Territory, "compost") == []
    assert search.find(Territory, "piscines") == [2]

    search.remove(Territory(pk=2))
    assert search.find(Territory, "piscine") == []
    assert search.holding(Territory, ["jardin", "solair"]) == [3, 1]


@pytest.mark.usefixtures("notes")
def test_the_index_follows_a_transaction_that_fails():
    with transaction.atomic():
        search.index(Territory(pk=9), "Une piscine")
        transaction.set_rollback(True)

    assert search.find(Territory, "piscine") == []


def test_a_very_long_question_and_a_very_long_text_are_bounded():
    search.index(Territory(pk=1), "jardin " + " ".join(f"mot{n}" for n in range(40_000)))

    assert search.find(Territory, "jardin " + "autre " * 10_000) == [1]
    assert len(SearchEntry.objects.get().tokens.split()) == search.WORDS_KEPT
    assert search.find(Territory, "x" * 100_000) == []


@pytest.mark.parametrize("text", ["Ελληνικά CO2 10h30", "日本語 e\u0301nergie", "ﬁn 1e5 ½ ²"])
def test_odd_letters_are_found_as_they_were_kept(text):
    search.index(Territory(pk=1), text)

    assert search.find(Territory, text) == [1]


def test_the_cap_keeps_the_newest(monkeypatch):
    monkeypatch.setattr(search, "CAP", 2)
    search.index_many(Territory, [(pk, "jardin") for pk in range(1, 6)])

    assert search.find(Territory, "jardin") == [5, 4]


def test_the_migration_can_go_back():
    step = import_module("levain.foundation.migrations.0002_token_index")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=lambda sql, params: cursor.execute(sql))
        step.take_away(None, editor)
        step.add(None, editor)
    search.index(Territory(pk=1), "jardin")

    assert search.find(Territory, "jardin") == [1]
