"""How often one address may do a thing that costs us or others something; the counts are shared by all processes."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest

from levain.foundation.client import client_address

HOUR = 3600


def too_often(request: HttpRequest, what: str, *, most: int, within: int = HOUR, of: str = "") -> bool:
    """Count one more, and say whether this address (or what `of` names) has gone over `most` in `within` seconds."""
    key = f"limit:{what}:{_mark(of) if of else client_address(request)}"
    if cache.add(key, 1, within):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:
        # It expired between the two.
        cache.add(key, 1, within)
        return False


def reached(request: HttpRequest, what: str, *, most: int) -> bool:
    """Whether this address is over the limit, without counting."""
    return cache.get(f"limit:{what}:{client_address(request)}", 0) >= most


def _mark(name: str) -> str:
    """A mail address is not kept in clear beside a count."""
    return sha256(name.encode()).hexdigest()[:32]
