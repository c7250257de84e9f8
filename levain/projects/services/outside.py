"""Letters to people without an account, and the signed links in them: the only key to what they left here."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from levain.foundation import letters

TO_CONFIRM = timedelta(days=7)


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"levain.projects.neighbours.{purpose}")


def address(name: str, purpose: str, pk: int) -> str:
    """The whole address of a page that a signed link opens, for one purpose only."""
    return settings.SITE_URL + reverse(name, args=[_signer(purpose).sign(str(pk))])


def held(token: str, purpose: str, within: timedelta | None) -> int | None:
    """What a link is about, if it was made for this purpose and has not expired."""
    try:
        return int(_signer(purpose).unsign(token, max_age=within))
    except (signing.BadSignature, ValueError):
        return None


def write(
    to: str,
    language: str,
    subject: Callable[[], str],
    template: str,
    headers: Mapping[str, str] | None = None,
    **said: object,
) -> None:
    """Put a letter in the queue, in the reader's language; what people typed is never a link nor a header."""
    with translation.override(language):
        # What is said in words is said in her language too.
        said = {name: words() if callable(words) else words for name, words in said.items()}
        text, html = (render_to_string(f"projects/mail/{template}.{kind}", said) for kind in ("txt", "html"))
        letters.queue(to, subject(), text, html, dict(headers) if headers else None)
