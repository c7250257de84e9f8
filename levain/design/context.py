"""What every page shows around its content; nothing is computed unless the page asks for it."""

from functools import cached_property

from django.conf import settings
from django.utils.translation import get_language

from . import menu

THEMES = ("light", "dark", "system")


class Shell:
    def __init__(self, request):
        self.request = request

    @property
    def state(self) -> bool:
        """Whether this house may wear the State's marks."""
        return settings.THEME == "etat"

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def theme(self) -> str:
        chosen = self.request.COOKIES.get("theme", "system")
        return chosen if chosen in THEMES else "system"

    @property
    def person(self):
        """Error pages may come before anybody was recognised."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def nav(self) -> list[dict]:
        return menu.entries(self.request) if hasattr(self.request, "user") else []

    @property
    def home(self) -> bool:
        return self.request.path == "/"

    @property
    def accessibility(self) -> str:
        return getattr(settings, "ACCESSIBILITY", "non")


def shell(request):
    return {"shell": Shell(request)}
