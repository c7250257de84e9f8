import pytest

from tests.browser.journey import Walk


@pytest.mark.xdist_group("walk without scripts")
def test_the_same_chain_is_walked_without_scripts(visitor):
    Walk(visitor, scripts=False).all()
