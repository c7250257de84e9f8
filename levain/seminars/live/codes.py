"""The code of a room as people meet it: the address to type, the square to film."""

from functools import lru_cache

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def address(code: str) -> str:
    """The whole address, from the configured name of the site."""
    return settings.SITE_URL + reverse("seminars:room", args=[code])


def short_address() -> str:
    """Where the code is typed, as it is read from a screen."""
    return settings.SITE_URL.split("://", 1)[-1] + reverse("seminars:enter")


def drawn(whole: str) -> SafeString:
    return _drawn(whole, _("QR code that opens the room"))


@lru_cache(maxsize=64)
def _drawn(whole: str, title: str) -> SafeString:
    svg = segno.make(whole, error="m", micro=False).svg_inline(
        omitsize=True, border=2, svgclass="lv-qr", lineclass=None, dark="#000", light="#fff"
    )
    # The title is ours and safe; segno writes only paths.
    return SafeString(svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1))  # noqa: S308
