import pytest
from django.utils import timezone

from levain.foundation import clock
from levain.foundation.clock import REAL
from levain.portal import moments


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def built(folder):
    (folder / "levain.sqlite3").touch()


def test_each_moment_has_its_own_folder_unless_one_is_named(tmp_path):
    assert str(moments.settle(None, None)[0]) == "var/demo"
    assert str(moments.settle(None, "end")[0]) == "var/demo"
    assert str(moments.settle(None, "middle")[0]) == "var/demo-middle"
    assert moments.settle(tmp_path / "mine", "start") == (tmp_path / "mine", "start")


def test_the_mark_says_the_day_and_is_found_again(tmp_path):
    moments.settle(tmp_path, "middle")
    built(tmp_path)

    assert (tmp_path / "demonstration").read_text() == "2021-06-24"
    assert moments.settle(tmp_path, None) == (tmp_path, "middle")
    assert moments.settle(tmp_path, "middle") == (tmp_path, "middle")


@pytest.mark.parametrize(("there", "asked"), [("start", "end"), ("end", "start"), (None, "middle")])
def test_a_house_built_at_a_moment_is_not_opened_at_another(tmp_path, there, asked):
    moments.settle(tmp_path, there)
    built(tmp_path)
    mark = (tmp_path / "demonstration").read_text()

    with pytest.raises(moments.OtherMoment, match="--data"):
        moments.settle(tmp_path, asked)

    assert (tmp_path / "demonstration").read_text() == mark


def test_a_build_that_never_began_may_be_asked_at_another_moment(tmp_path):
    moments.settle(tmp_path, "start")

    assert moments.settle(tmp_path, "end") == (tmp_path, "end")


def test_the_hours_pass_and_the_day_stays():
    day = moments.STANDS_ON["start"]
    with clock.told_by(clock.standing_on(day)):
        now, today = timezone.now(), timezone.localdate()

    assert today == day
    assert now.tzinfo is not None
    assert timezone.now().year > 2020


def test_a_real_moment_is_still_one_for_the_pages():
    with clock.told_by(clock.standing_on(moments.STANDS_ON["start"])):
        shown = timezone.template_localtime(REAL(2020, 7, 1, 10, tzinfo=timezone.get_fixed_timezone(0)))

    assert shown.hour == 12
