import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.utils import timezone, translation

from levain.design.dates import in_words

HOUSE = Path(__file__).parents[2] / "levain"


@pytest.mark.parametrize(
    ("day", "form", "said"),
    [
        (date(2021, 7, 1), "DATE_FORMAT", "1er juillet 2021"),
        (date(2021, 7, 1), "l j F", "jeudi 1er juillet"),
        (date(2021, 7, 11), "DATE_FORMAT", "11 juillet 2021"),
        (date(2021, 12, 21), "DATE_FORMAT", "21 décembre 2021"),
        (date(2021, 8, 31), "j F Y", "31 août 2021"),
        (None, "DATE_FORMAT", ""),
    ],
)
def test_a_date_reads_as_french_people_write_it(day, form, said):
    with translation.override("fr"):
        assert in_words(day, form) == said


def test_english_keeps_its_own_way():
    with translation.override("en"):
        assert in_words(date(2021, 7, 1), "j F Y") == "1 July 2021"


def test_a_moment_is_told_in_the_reader_s_zone():
    with translation.override("fr"), timezone.override("Europe/Paris"):
        assert in_words(datetime(2021, 6, 30, 22, 30, tzinfo=UTC)) == "1er juillet 2021"


def test_the_filter_of_every_template_writes_it_so():
    page = engines["django"].from_string("{{ day|date:'j F Y' }}|{{ hour|date:'H:i' }}|{{ no|date }}")

    with translation.override("fr"):
        said = page.render({"day": date(2021, 7, 1), "hour": datetime(2021, 7, 1, 9, 5), "no": ""})  # noqa: DTZ001

    assert said == "1er juillet 2021|09:05|"


def test_nothing_writes_a_date_in_another_way():
    """In Python through `in_words`; in templates with the month in full; never 01/07/2021 in a sentence."""
    wrong = []
    for path in (*HOUSE.rglob("*.py"), *HOUSE.rglob("*.html"), *HOUSE.rglob("*.txt")):
        if path.is_relative_to(HOUSE / "design") and path.suffix == ".py":
            continue
        text = path.read_text(encoding="utf8")
        wrong += [
            f"{path}: {found}" for found in re.findall(r"formats import date_format|:%d/%m|strftime\(\"%d", text)
        ]
        wrong += [
            f"{path}: {found}"
            for found in re.findall(r"\|date:\"[^\"]*[MNb][^\"]*\"", text)
            if "_FORMAT" not in found
        ]
    assert not wrong
