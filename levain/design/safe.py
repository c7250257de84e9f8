"""Addresses typed by people: only those that cannot run code leave for a page."""

SCHEMES = {"http", "https", "mailto", "tel"}


def safe_url(value) -> str:
    """Return the address, or nothing unless it stays in the house or uses a known scheme."""
    text = str(value or "").strip()
    if any(ord(char) <= 32 or ord(char) == 127 for char in text):
        return ""
    if text.startswith(("/", "#", "?")):
        return "" if text[1:2] in ("/", "\\") else text
    scheme, colon, rest = text.partition(":")
    return text if colon and rest and scheme.lower() in SCHEMES else ""
