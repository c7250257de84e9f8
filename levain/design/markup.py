"""Markup with its holes escaped: Django's `format_html`, several times faster on short strings."""

from html import escape

from django.utils.safestring import SafeString


def text(value) -> str:
    return value.__html__() if hasattr(value, "__html__") else escape(str(value))


def html(pattern: str, *holes) -> SafeString:
    return SafeString(pattern.format(*[text(hole) for hole in holes]))


def each(pattern: str, values) -> SafeString:
    """The pattern once for each value."""
    return SafeString("".join([pattern.format(text(value)) for value in values]))
