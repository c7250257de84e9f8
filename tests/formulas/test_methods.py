"""Every method answers from the command line, in JSON, and says what it reads."""

import json

import pytest
from click.testing import CliRunner

from levain.formulas import methods
from levain.portal.command import main

GIVEN = {
    "M-ALPHA": ({"values": [[1, 2, 3, 3], [1, 2, 3, 4]]}, "value"),
    "M-ANON": ({"counts": [20, 14, 4], "inhabitants": True}, "shown"),
    "M-CONS": ({"counts": [3, 2, 0, 4, 1]}, "value"),
    "M-EVID": ({"evidence": [{"source": "a", "kind": "document", "category": "bearer"}]}, "value"),
    "M-GAP": ({"a": [4, 5, 5, 3, 4], "b": [1, 2, 2, 3, 4]}, "delta"),
    "M-GAS": ({"levels": [1, 0], "before": [-1, -1]}, "change"),
    "M-ICC": ({"marks": [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]}, "icc"),
    "M-IPA": ({"importance": [5, 4, 2, 1], "performance": [1, 5, 2, 4]}, "quarters"),
    "M-KAPPA": ({"table": [[20, 5], [10, 15]]}, "value"),
    "M-KENDALL": ({"values": [[1, 2, 3], [1, 3, 2]]}, "w"),
    "M-LOGIC": ({"nodes": {"a": "activite", "b": "impact"}, "links": [["a", "b"]]}, "leaps"),
    "M-MATUR": ({"levels": {"besoin": 2, "moyens": 1}}, "lowest"),
    "M-MILP": ({"values": {"a": 2, "b": 1}, "seats": 1, "rules": [{"label": "b", "members": ["b"]}]}, "chosen"),
    "M-MWV": ({"ballots": [["a", "b"], ["c"]], "seats": 2}, "sets"),
    "M-PART": ({"groups": [{"k": 12, "n": 40, "population": 0.58}]}, "groups"),
    "M-RESP": ({"complete": 12, "invited": 20}, "value"),
    "M-SMAA": ({"values": [[1, 0], [0, 1]], "seats": 1, "draws": 100}, "top"),
    "M-SNA": ({"nodes": [*"abcd"], "ties": [["a", "b"]], "groups": dict.fromkeys("abcd", 1)}, "density"),
    "M-USAGE": (
        {"factors": {"km": {"bus": 0.1224}, "heating": {}, "meals": {}}, "usages": [{"km": {"bus": 100}}]},
        "usages",
    ),
    "M-WILCOX": ({"before": [1, 2, 2], "after": [2, 4, None]}, "value"),
    "M-WILSON": ({"k": 15, "n": 148}, "interval"),
    "M-WSUM": ({"weights": {"x": 1}, "notes": {"a": {"x": [3, None]}}, "seats": 1}, "lines"),
}


def asked(*arguments, given=""):
    return CliRunner().invoke(main, ["method", *arguments], input=given)


@pytest.mark.parametrize("code", methods.METHODS)
def test_each_method_answers_in_json_with_its_id(code):
    data, key = GIVEN[code]
    answer = asked(code, given=json.dumps(data))

    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.output)
    assert told["method"] == code
    assert told[key] is not None
    assert methods.shape(code)
    assert methods.about(code).startswith(code)


def test_without_a_name_the_methods_are_listed():
    assert "M-ALPHA, Krippendorff's alpha" in asked().output


def test_the_shape_is_told_when_asked_and_when_it_is_wrong():
    assert '"values"' in asked("M-ALPHA", "--shape").output
    wrong = asked("M-ALPHA", given='{"marks": []}')
    assert wrong.exit_code != 0
    assert '"values"' in wrong.output


@pytest.mark.parametrize(("code", "given"), [("M-MAGIC", "{}"), ("M-ALPHA", "not json"), ("M-ALPHA", "[1]")])
def test_what_cannot_be_computed_is_said_and_fails(code, given):
    answer = asked(code, given=given)

    assert answer.exit_code != 0
    assert "Traceback" not in answer.output


def test_a_rule_that_is_broken_is_said_in_its_own_words():
    answer = asked("M-WSUM", given='{"weights": {"x": 0.4}, "notes": {}}')

    assert "sum to 1" in answer.output
