"""What a public page says of itself to those who pass it on: its address for good, a sentence, a picture."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Social:
    """Built from names of routes only: nothing a request says can change where it points."""

    address: str
    described: str
    card: str

    @classmethod
    def of(cls, route: str, arguments: list[Any], described: str) -> "Social":
        path = reverse(route, args=arguments)
        card = f"{path}carte.png" if arguments else reverse("capitalisation:learned_card")
        return cls(settings.SITE_URL + path, " ".join(described.split()), settings.SITE_URL + card)

    @property
    def context(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "described": self.described,
            "card": self.card,
            "card_alt": _("Title of the page, in large letters, with the name of the programme"),
        }
