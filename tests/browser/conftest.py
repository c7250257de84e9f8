"""Real pages in Chromium, on a demonstration built once per run and copied for each module.

`LEVAIN_TRIED_ON=<folder built by levain demo>` spares the building while one journey is being written.
"""

import os
import shutil
from pathlib import Path

import pytest

from tests.browser.house import built_once, served
from tests.browser.visitor import Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium (Debian: apt-get install chromium)"))


@pytest.fixture(autouse=True)
def _every_test_may_use_the_database():
    """No: the house served has its own."""


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    return built_once(Path(os.environ.get("LEVAIN_TRIED_ON") or shared / "demonstration").resolve())


@pytest.fixture(scope="module")
def house(demonstration, tmp_path_factory):
    with served(demonstration, tmp_path_factory.mktemp("house") / "data") as open_house:
        yield open_house


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser, house):
    """Makes somebody at a screen; what she met must have been without fault."""
    made = []

    def arrive(name: str = "", **screen) -> Visitor:
        made.append(Visitor(browser, house.address, **screen))
        return made[-1].enters_as(name) if name else made[-1]

    yield arrive
    for one in made:
        assert not one.wrong, one.wrong
        one.context.close()
