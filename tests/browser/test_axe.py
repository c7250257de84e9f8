"""axe-core finds nothing to say of any page of the walk: in light on a phone, in dark on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import each_reached
from tests.browser.visitor import DESKTOP, PHONE, WIDER_THAN_THE_SCREEN

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = {"width": 320, "height": 640}


@pytest.mark.xdist_group("axe on a phone")
def test_every_page_is_without_fault_in_light_on_a_phone_and_fits_320_pixels(visitor):
    faults = []
    for person, place, path in each_reached(visitor, screen=PHONE, scheme="light"):
        person.opens(path)
        faults += found_on(person, place)
        person.page.set_viewport_size(SMALLEST)
        over = person.page.evaluate(WIDER_THAN_THE_SCREEN)
        faults += [f"{place.name}: {over} px wider than 320"] if over > 0 else []
        person.page.set_viewport_size(PHONE)
    assert not faults, "\n".join(faults)


@pytest.mark.xdist_group("axe on a desk")
def test_every_page_is_without_fault_in_dark_on_a_desk(visitor):
    faults = []
    for person, place, path in each_reached(visitor, screen=DESKTOP, scheme="dark"):
        person.opens(path)
        faults += found_on(person, place)
    assert not faults, "\n".join(faults)


def found_on(person, place) -> list[str]:
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    violations = Axe().run(person.page, options=options).response["violations"]
    return [
        f"{place.name} ({person.page.url}): {one['id']}, {node['target']}: {node['html'][:160]}"
        for one in violations
        for node in one["nodes"][:3]
    ]
