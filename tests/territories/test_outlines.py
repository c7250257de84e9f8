import pytest

from levain.territories.outlines import HEIGHT, WIDTH, outlines, point


def test_every_department_is_drawn_within_a_small_page():
    drawn = outlines()

    assert len(drawn) == 101
    assert [outline.code for outline in drawn][:2] == ["01", "02"]
    assert all(outline.path.startswith("M") and outline.path.endswith("z") for outline in drawn)
    assert sum(len(outline.path) for outline in drawn) < 45_000


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [
        (-0.14, 46.22),
        (2.22, 48.87),
        (9.45, 42.7),
        (55.45, -20.88),
        (-61.5, 16.2),
        (-61.0, 14.6),
        (-52.3, 4.9),
        (45.2, -12.8),
    ],
)
def test_a_place_falls_on_the_drawing(longitude, latitude):
    x, y = point(longitude, latitude)

    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_north_is_up_and_east_on_the_right():
    (x_brest, _), (x_nice, y_nice), (_, y_lille) = point(-4.49, 48.39), point(7.26, 43.7), point(3.06, 50.63)

    assert x_brest < x_nice
    assert y_lille < y_nice


def test_a_place_beyond_the_drawing_has_no_point():
    assert point(-149.6, -17.5) is None
