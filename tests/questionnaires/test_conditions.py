"""The language of conditions: what it says, what it refuses, and that it is never run."""

import pytest

from levain.questionnaires import conditions
from levain.questionnaires.conditions import Unreadable, asked, holds, parse

ANSWERS = {"q1": "association", "q2": 12, "q3": ["eau", "energie"], "q4": True, "q5": "2020-05-01", "q6": "NaN"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", True),
        ("${q1} = 'association'", True),
        ("${q1} != 'association'", False),
        ("${q2} >= 12", True),
        ("${q2} < 12 or ${q1} = 'association'", True),
        ("${q2} < 12 or ${q1} = 'x' and true()", False),
        ("selected(${q3}, 'eau') and not(selected(${q3}, 'habitat'))", True),
        ("count-selected(${q3}) = 2", True),
        ("selected(${q1}, 'association')", True),
        ("${q4} = 'yes'", True),
        ("${q5} > '2020-04-30'", True),
        ("${q2} > -1", True),
        ("${nobody} = ''", True),
        ("${nobody} > 3", False),
        ("${nobody} <= 3", False),
        ("${q6} > 1", True),
        ("(${q1} = 'a' or ${q1} = \"association\") and ${q2} = 12.0", True),
    ],
)
def test_a_condition_says_when_a_question_is_asked(source, expected):
    assert holds(parse(source), ANSWERS.get) is expected


def test_a_constraint_looks_at_the_answer_itself_and_a_filter_at_the_columns_of_a_choice():
    assert holds(parse(". <= ${q2}"), ANSWERS.get, itself=3)
    assert not holds(parse(". <= ${q2}"), ANSWERS.get, itself=30)
    assert holds(parse("region = ${q1}"), ANSWERS.get, columns={"region": "association"})


@pytest.mark.parametrize(
    "source",
    [
        "${q1} =",
        "= 3",
        "${q1} ${q2}",
        "__import__('os')",
        "exec('x')",
        "selected(${q1})",
        "not()",
        "(${q1} = 'a'",
        "${q1} = 'a",
        "${q 1} = 'a'",
        "${q1} & ${q2}",
        "((((((((((((((((((((((((1=1))))))))))))))))))))))))",
        "1=1 or " * 100 + "1=1",
        "${q1} = '\x00",
        "1 = 1)",
    ],
)
def test_what_is_not_understood_is_refused_with_words(source):
    with pytest.raises(Unreadable) as refused:
        parse(source)
    assert str(refused.value)


def test_a_condition_names_the_questions_it_looks_at():
    assert asked(parse("${q1} = 'a' and (count-selected(${q3}) > 1 or not(${q2}))")) == {"q1", "q2", "q3"}
    assert asked(None) == set()


def test_numbers_that_overflow_are_words():
    assert holds(parse("${a} = '1e999999'"), {"a": "1e999999"}.get)
    assert conditions.holds(parse("${a} < 3"), {"a": "-Infinity"}.get) is True
