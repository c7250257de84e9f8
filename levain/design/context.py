"""What every page shows around its content; nothing is computed unless the page asks for it."""

from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from . import menu, scripts

THEMES = ("system", "light", "dark")


class Brand(NamedTuple):
    """The name of the service, the words of its mark, and where its source code is."""

    service: str
    logo: str
    source: str


def brand() -> Brand:
    logo = settings.LOGO or ("République\nFrançaise" if settings.THEME == "etat" else "")
    return Brand(settings.SERVICE_NAME, logo, settings.SOURCE_URL)


@cache
def fragment(name: str, language: str, state: bool, accessibility: str, brand: Brand) -> SafeString:
    """A part of the shell that is the same for everybody who reads this language: rendered once."""
    said = {"state": state, "accessibility": accessibility, **brand._asdict()}
    return SafeString(render_to_string(f"design/{name}.html", said).strip())


class Shell:
    def __init__(self, request, *, alone=False):
        """`alone` is for pages that must show when nothing else works: nobody and no list is looked for."""
        self.request = request
        self.alone = alone

    @property
    def state(self) -> bool:
        """Whether this house may wear the State's marks."""
        return settings.THEME == "etat"

    @cached_property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @cached_property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme")
        return chosen if chosen in THEMES else "system"

    @cached_property
    def person(self):
        """Error pages may come before anybody was recognised."""
        user = None if self.alone else getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[dict]:
        return [] if self.alone or not hasattr(self.request, "user") else menu.entries(self.request)

    @property
    def scripts(self) -> list[str]:
        return scripts.wanted(self.request) if self.person else []

    @property
    def day(self) -> date | None:
        """The day on which a demonstration stands still."""
        return settings.DEMONSTRATION_DAY

    @property
    def home(self) -> bool:
        return self.request.path == "/"

    @property
    def accessibility(self) -> str:
        return accessibility()

    @property
    def head(self) -> SafeString:
        return self.fragment("head")

    @property
    def brand(self) -> SafeString:
        return self.fragment("brand")

    @property
    def footer(self) -> SafeString:
        return self.fragment("footer")

    def fragment(self, name) -> SafeString:
        return fragment(name, self.language, self.state, accessibility(), brand())


def accessibility() -> str:
    """The conformity said at the foot of every page: one setting, linked to the declaration."""
    said = {
        "non": gettext("Accessibility: not compliant"),
        "partiellement": gettext("Accessibility: partially compliant"),
        "totalement": gettext("Accessibility: fully compliant"),
    }
    return said[settings.ACCESSIBILITY]


def shell(request):
    return {"shell": Shell(request)}
