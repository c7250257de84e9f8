import pytest

from tests.browser.journey import Walk


@pytest.mark.xdist_group("walk")
def test_the_chain_is_walked_from_a_need_to_a_report_that_says_its_source_has_changed(visitor):
    Walk(visitor, scripts=True).all()
