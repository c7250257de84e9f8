"""What every written document says of itself, in its own language."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _


def words(language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "draft": _("Draft"),
            "draft_notice": _("This document is not published: it may still change."),
            "fictional": _("Made-up content"),
            "fictional_notice": _(
                "This document was made up to show how the service works. "
                "It describes no real person, and no decision of any administration."
            ),
            "masked": _("This passage was withdrawn at the request of the person who said it."),
            "page": _("p."),
            "pages_to_fill": _("The word processor fills in the page numbers: select all, then press F9."),
            "colon": "\u00a0:" if language == "fr" else ":",
        }
