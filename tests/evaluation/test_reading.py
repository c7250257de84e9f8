"""What a reader sees of a figure: rounded, with its sign, its share beside its count."""

import pytest
from django.utils import translation

from levain.evaluation import charts, reading
from levain.evaluation.figures import Figure
from levain.formulas.proportions import wilson


@pytest.fixture(autouse=True)
def in_french():
    with translation.override("fr"):
        yield


def figure(**said):
    known = {"code": "x", "method": "M-CSAT", "subject": "here", "label": "x", "value": 1.0, "unit": "", "n": 1}
    return Figure(**known | said)


@pytest.mark.parametrize(("k", "n", "share"), [(2, 12, "17 %"), (5, 12, "42 %"), (25, 40, "63 %"), (12, 12, "100 %")])
def test_a_percentage_is_rounded_and_never_cut(k, n, share):
    assert charts.share_told(k, n).replace("\xa0", " ") == f"{k} sur {n} ({share})"


def test_a_count_among_answers_has_its_share_beside_it_and_not_a_bound_of_nought():
    counted = figure(value=32.0, n=41, interval=wilson(32, 41), counts_among=True, places=0)

    assert reading.shown(counted).replace("\xa0", " ") == "32 (78 %, entre 63 % et 88 %)"
    assert counted.as_json()["share"] == 32 / 41


def test_a_count_among_fewer_than_ten_stands_alone():
    assert reading.shown(figure(value=7.0, n=8, interval=wilson(7, 8), counts_among=True, places=0)) == "7"


@pytest.mark.parametrize(("value", "said"), [(14.83, "+14,8"), (-14.83, "−14,8"), (0.0, "0,0")])
def test_a_difference_carries_its_sign(value, said):
    assert reading.shown(figure(value=value, signed=True)) == said


@pytest.mark.parametrize(
    ("unit", "told"),
    [("nombre, avec récit", ""), ("nombre", ""), ("nombre par projet", "nombre par projet"), ("m²", "m²")],
)
def test_a_plain_number_has_no_unit(unit, told):
    assert reading.unit_told(unit) == told


def test_large_numbers_are_grouped_by_three():
    assert reading.shown(figure(value=3480.4, places=0)).replace("\u202f", " ").replace("\xa0", " ") == "3 480"
