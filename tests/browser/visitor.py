"""Somebody at a screen: she opens, clicks, types and sends; every page she meets is watched."""

import re

from playwright.sync_api import Browser, Locator, Page, Request, TimeoutError

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Visitor:
    def __init__(
        self, browser: Browser, address: str, *, screen=DESKTOP, scripts=True, scheme="light", touch=False
    ) -> None:
        self.address = address
        self.context = browser.new_context(
            base_url=address,
            viewport=screen,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message) -> None:
        """The browser itself notes as an error a page that says, in its status too, that a deed is refused."""
        if message.type == "error" and not re.search("status of (409|410)", message.text):
            self.wrong.append(f"{self.page.url}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"{self.page.url} asked {request.url}")

    def looks(self) -> None:
        """No error in the console, no request elsewhere, one title, nothing wider than the screen."""
        assert not self.wrong, self.wrong
        assert self.page.locator("h1").count() == 1, f"{self.page.url}: not one h1"
        over = self.page.evaluate(WIDER_THAN_THE_SCREEN)
        assert over <= 0, f"{self.page.url} is {over} px wider than the screen"

    def opens(self, path: str) -> "Visitor":
        self.page.goto(path)
        self.looks()
        return self

    def enters_as(self, name: str) -> "Visitor":
        """Chooses a fictional person on the sign-in page of a demonstration."""
        self.opens("/connexion/")
        button = self.page.locator("main").get_by_role("button", name=name, include_hidden=True).first
        if not button.is_visible():
            self.page.locator("main details summary").click()
        button.click()
        self.page.wait_for_url("**/espace/**")
        self.looks()
        return self

    def gesture(self, label: str, within: str = "main") -> Locator:
        inside = self.page.locator(within)
        name = re.compile(re.escape(label).replace("\\ ", r"\s+").replace("'", "['’]"), re.IGNORECASE)
        return inside.get_by_role("link", name=name).or_(inside.get_by_role("button", name=name))

    def clicks(self, label: str, within: str = "main") -> "Visitor":
        """A link or a button, by the words heard."""
        try:
            self.gesture(label, within).first.click()
        except TimeoutError as late:
            shown = self.page.locator(f"{within} :is(a, button)").all_inner_texts()
            raise AssertionError(f"{self.page.url}: no way to {label!r}; it offers {shown}") from late
        self.page.wait_for_load_state()
        self.looks()
        return self

    def sends(self, label: str, within: str = "main") -> "Visitor":
        """The button of a form; nothing comes back to be mended."""
        self.clicks(label, within)
        mistakes = self.page.locator(".lv-errors").all_inner_texts()
        assert not mistakes, f"{self.page.url}: {mistakes}"
        return self

    def opens_up(self, title: str) -> "Visitor":
        self.page.locator("main summary", has_text=title).first.click()
        return self

    def answers(self, **given) -> "Visitor":
        """Fills the questions of a form by their names."""
        for name, value in given.items():
            field = self.page.locator(f"main [name='{name}']:not([type=hidden])")
            kind = field.first.evaluate("field => field.tagName + ' ' + field.type")
            if kind.startswith("SELECT"):
                choose(field, value)
            elif kind == "INPUT radio":
                tick(field.and_(self.page.locator(f"[value='{value}']")))
            elif kind == "INPUT checkbox":
                tick(field if value is True else box_said(self.page, name, value))
            else:
                field.fill(str(value))
        return self

    def reads(self, *words: str, within: str = "main") -> "Visitor":
        shown = plain(self.page.locator(within).inner_text())
        for said in words:
            assert plain(said) in shown, f"{self.page.url}: {said!r} is not in {shown[:3000]!r}"
        return self


def choose(field: Locator, value) -> None:
    """An option by its value, or by a part of its words."""
    options = field.locator("option").evaluate_all("all => all.map(one => [one.value, one.textContent])")
    found = [key for key, label in options if str(value) == key or plain(str(value)) in plain(label)]
    assert found, f"{value!r} is not offered among {options}"
    field.select_option(found[0])


def tick(box: Locator) -> None:
    """A box or a round button, by its label: the drawn box belongs to the label."""
    if not box.is_checked():
        box.page.locator(f"label[for='{box.get_attribute('id')}']").click()
    assert box.is_checked()


def box_said(page: Page, name: str, words: str) -> Locator:
    labels = page.locator("main form label").filter(has_text=words)
    marks = labels.evaluate_all("all => all.map(one => one.htmlFor)")
    found = [mark for mark in marks if page.locator(f"[id='{mark}'][name='{name}']").count()]
    assert found, f"{page.url}: no box {words!r} for {name!r}"
    return page.locator(f"[id='{found[0]}']")


def plain(text: str) -> str:
    """Words without what type-setting changes in them: kinds of space, of apostrophe, capitals."""
    return " ".join(text.replace("’", "'").split()).lower()
