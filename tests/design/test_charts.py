"""Charts drawn on the server: readable without colour, without eyes, without a script."""

import re

from django.template import Context, Template

from levain.design.charts import Bars, Row

CHART = Bars(
    id="sums",
    title="Sums <of> files",
    description="One bar a file.",
    rows=[Row("1. A garden", (1.0, 0.5), "1,50"), Row("2. " + "A very long name " * 5, (0.5, 0.0), "0,50")],
    series=("Weight", "Mean"),
    highest=2,
    marks={1: "after the seat"},
)


def drawn(chart=CHART):
    return Template("{% load design %}{% bars chart=chart %}").render(Context({"chart": chart}))


def test_a_chart_has_a_title_and_a_description_that_are_escaped():
    text = drawn()

    assert 'role="img" aria-labelledby="sums-t sums-d"' in text
    assert '<title id="sums-t">Sums &lt;of&gt; files</title>' in text
    assert "style=" not in text


def test_each_series_has_a_pattern_of_its_own_and_a_legend():
    text = drawn()

    strokes = re.findall(r'<pattern.*?<path d="([^"]*)" class="lv-chart__over"', text)
    assert len(set(strokes)) == 2
    assert text.count("<li>") == 2


def test_bars_are_as_long_as_their_values_and_nothing_is_drawn_for_nought():
    paths = re.findall(
        r'<path d="([^"]*)" fill="url\(#sums-p(\d)\)" class="lv-chart__bar"/>', drawn().split("<figcap")[0]
    )

    assert [(name, path.count("z")) for path, name in paths] == [("0", 2), ("1", 1)]
    assert paths[0][0].startswith("M0.0 26h180.0v16")


def test_long_names_are_cut_and_marks_stand_between_rows():
    text = drawn()

    assert "…</text>" in text
    assert "after the seat" in text


def test_a_value_that_would_run_into_its_name_stands_under_it():
    rows = [
        Row("Le casino à tout le monde", (1.0,), "50 % (de 34 % à 66 %) · n = 34 sur 260"),
        Row("A", (1.0,), "50 %"),
    ]
    text = drawn(Bars(id="long", title="Long", description="Long", rows=rows, highest=1))

    heights = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)"', text)]
    assert heights == [18, 36, 80, 80]
    assert re.search(r'viewBox="0 0 360 110"', text)


def test_an_empty_chart_is_still_a_chart():
    assert "<svg" in drawn(Bars(id="none", title="None", description="None", rows=[], highest=0))
