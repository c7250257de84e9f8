"""What people type in one line (a name, an address, a subject), made safe to keep and to put in a letter."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _


def one_line(text: str) -> str:
    """The same words in one normal form (NFC), trimmed; refuses control characters and hidden direction marks."""
    text = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(sign) == "Cc" or sign in HIDDEN for sign in text):
        raise ValidationError(_("This text holds signs that cannot be shown. Type it again rather than pasting it."))
    return re.sub(r"\s+", " ", text)


# Marks that turn the reading direction round.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# In one line, those that end it without being seen too.
HIDDEN = TURNING | frozenset("\u2028\u2029\ufeff")


# Signs that dress a letter or join others: a person sees no character more.
UNSEEN = frozenset({"Mn", "Me", "Cf"})


def visible_length(text: str) -> int:
    """The number of characters a person sees: accents and joiners count with the letter they dress."""
    return sum(unicodedata.category(sign) not in UNSEEN for sign in text)


def cannot_be_shown(sign: str) -> bool:
    """In a text of several lines: control characters, and marks that turn the reading direction round."""
    return (unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in TURNING


def address(text: str) -> str:
    """A mail address as we keep it: lower case, no space around."""
    text = one_line(text).lower()
    validate_email(text)
    return text


def in_a_letter(text: str) -> str:
    """A name or a title inside a letter: one short line, which no mail reader turns into a link."""
    text = _spaced(text)
    return _no_link(text[:119] + "…" if len(text) > 120 else text)


def a_passage(text: str, longest: int) -> str:
    """What somebody wrote, inside a letter: one paragraph, cut between two words."""
    text = _spaced(text)
    if len(text) > longest:
        whole = text[:longest].rpartition(" ")[0] or text[:longest]
        text = whole.rstrip(" ,;:.–-") + "…"
    return _no_link(text)


# From the beginning of a word: a long one is read once, not once for each of its letters.
MAIL = re.compile(r"(?<!\S)\S+\s?(?:@|\(at\)|\[at\])\s?\S+\.\w{2,}", re.I)
LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.I)
PHONE = re.compile(r"(?<!\w)(?:\+|00)?\d(?:[\s.\-()/]{0,2}\d){8,13}(?!\w)")


def links_in(text: str) -> int:
    return len(LINK.findall(text))


def without_contacts(text: str, *, but_links: bool = False) -> str:
    """The same words, with no mail address, telephone number or link left in them."""
    for kind in (MAIL, PHONE) if but_links else (LINK, MAIL, PHONE):
        text = kind.sub("[…]", text)
    return text


def _spaced(text: str) -> str:
    text = "".join(" " if unicodedata.category(sign) == "Cc" or sign in HIDDEN else sign for sign in text)
    return re.sub(r"\s+", " ", text).strip()


def _no_link(text: str) -> str:
    """The same words, with nothing that a mail reader would turn into a link."""
    return re.sub(r"(?<=\w)([.@])(?=\w)", "\\1\u2060", text).replace("://", ":\u2060/\u2060/")
