"""What a public page says of itself to those who pass it on: its address for good, a sentence, a picture."""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from levain.capitalisation.models import Report


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

    @classmethod
    def of_report(cls, route: str, report: Report, described: str) -> "Social":
        """A page that goes with a report, and shows its picture; before the first edition, nothing is passed on."""
        if not report.editions.exists():
            return cls("", "", "")
        whole = cls.of("capitalisation:report", [report.slug], described)
        return replace(whole, address=settings.SITE_URL + reverse(route, args=[report.slug]))

    @property
    def context(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "described": self.described,
            "card": self.card,
            "card_alt": _("Title of the page, in large letters, with the name of the programme"),
        }
