"""What a page costs the network and the machine that shows it."""

import pytest

from tests.browser.ecoindex import ecoindex
from tests.browser.pages import DOCUMENT, LIST, READ, each_reached

# A published report is one document of dozens of pages, with the annexes its references open: its bytes are counted.
COLD_REQUESTS, COLD_KB, WARM_KB = 12, 250, 40
NODES = {READ: 330, LIST: 570}


class Wire:
    """What really went through: Chromium's own count of the bytes received."""

    def __init__(self, page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._received)
        self.requests, self.bytes = 0, 0.0

    def _asked(self, event) -> None:
        self.requests += not event["request"]["url"].startswith("data:")

    def _received(self, event) -> None:
        self.bytes += event["encodedDataLength"]

    def opens(self, page, path: str, *, cold: bool) -> tuple[int, float]:
        if cold:
            self.session.send("Network.clearBrowserCache")
        self.requests, self.bytes = 0, 0.0
        page.goto(path)
        page.evaluate("document.fonts.ready.then(() => true)")
        return self.requests, self.bytes / 1000


@pytest.mark.xdist_group("budgets")
def test_every_page_keeps_within_its_budget(visitor):
    faults, wires = [], {}
    for person, place, path in each_reached(visitor):
        wire = wires[person] = wires.get(person) or Wire(person.page)
        requests, cold = wire.opens(person.page, path, cold=True)
        _again, warm = wire.opens(person.page, path, cold=False)
        nodes = person.page.evaluate("document.querySelectorAll('*').length")
        index = ecoindex(nodes, requests, cold)
        limits = (
            ("requests", requests, COLD_REQUESTS),
            ("kB cold", cold, COLD_KB),
            ("kB warm", warm, WARM_KB),
        )
        if place.kind != DOCUMENT:
            limits += (("nodes", nodes, NODES[place.kind]),)
            limits += (("points under 100 of EcoIndex", 100 - index, 19 if place.light else 29),)
        print(f"{place.name:32} {requests:3} {cold:6.0f} {warm:6.0f} {nodes:5} {index:5.1f}")
        faults += [f"{place.name} ({path}): {said} {n:.0f} > {limit}" for said, n, limit in limits if n > limit]
    assert not faults, "\n".join(faults)
