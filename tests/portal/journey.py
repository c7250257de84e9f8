"""A person at work: she follows the links she sees and fills the forms she is given; page loads are counted."""

from urllib.parse import urljoin

import html5lib

FIRST = "/espace/"


class NotOnThePage(AssertionError):
    """The person looks for a link or a form that the page does not offer."""


class Journey:
    def __init__(self, client, person):
        client.force_login(person)
        self.client = client
        self.loads = 0
        self._read(client.get(FIRST))

    def _read(self, answer):
        assert answer.status_code == 200, f"{answer.request['PATH_INFO']} answers {answer.status_code}"
        self.path = answer.request["PATH_INFO"]
        self.text = answer.content.decode()
        self.page = html5lib.parse(self.text, treebuilder="etree", namespaceHTMLElements=False)

    def _load(self, answer):
        self.loads += 1
        self._read(answer)

    def follow(self, address):
        """Click on the link that leads there."""
        links = [urljoin(self.path, link.get("href", "")) for link in self.page.iter("a")]
        found = next((link for link in links if link == address or link.split("?")[0] == address), None)
        if found is None:
            raise NotOnThePage(f"No link to {address} on {self.path}")
        self._load(self.client.get(found, follow=True))

    def send(self, *wanted, to="", **typed):
        """Fill and send the form that asks for these fields (or goes `to` an address), with what it already holds."""
        for form in self.page.iter("form"):
            address = urljoin(self.path, form.get("action") or "").split("#")[0] or self.path
            names = {
                field.get("name") for kind in ("input", "textarea", "select", "button") for field in form.iter(kind)
            }
            if form.get("method") == "post" and {*wanted, *typed} <= names and (not to or address == to):
                self._load(self.client.post(address, {**held_by(form), **typed}, follow=True))
                return
        raise NotOnThePage(f"No form with {sorted([*wanted, *typed])} on {self.path}")


def held_by(form) -> dict:
    """What the browser would send of a form left as it is."""
    held = {}
    for field in form.iter("input"):
        kind, name = field.get("type", "text"), field.get("name")
        if not name or kind in ("file", "submit"):
            continue
        if kind in ("checkbox", "radio") and field.get("checked") is None:
            continue
        held.setdefault(name, []).append(field.get("value", "on" if kind == "checkbox" else ""))
    for area in form.iter("textarea"):
        held[area.get("name")] = [area.text or ""]
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        held[select.get("name")] = [option.get("value", "") for option in chosen]
    return held
