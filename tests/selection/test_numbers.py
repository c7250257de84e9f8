"""The figures of a jury are rounded and said in one way."""

import pytest
from django.template import Context, Template

from levain.selection import record
from levain.selection.numbers import decimal, percent, whole


@pytest.mark.parametrize("value", [2.925, 2.975, 2.5, 3.005])
def test_a_chart_and_a_table_round_alike(value):
    assert decimal(value, 2) == Template("{{ v|floatformat:2 }}").render(Context({"v": value}))


def test_what_is_nearly_all_is_not_said_to_be_all():
    assert [percent(share).replace("\N{NO-BREAK SPACE}", " ") for share in (1, 0.999, 0.001, 0)] == [
        "100 %",
        "> 99 %",
        "< 1 %",
        "0 %",
    ]


def test_thousands_are_apart():
    assert whole(10000) != "10000"
    assert len(whole(10000)) == 6


def test_the_record_of_the_meeting_writes_the_figures_as_the_sheet_does():
    said = {
        "applications": [{"rank": 1, "title": "Le four", "score": 3.4567, "top_seats_share": None}],
        "agreement": {"alpha_ordinal": None},
        "best_set": {"constraints": []},
        "draws": 10000,
        "seed": 1,
    }

    [table] = [block for block in record._figures(said) if block.kind == "table"]

    assert table.rows[0][2][0].text == decimal(3.4567, 2)
