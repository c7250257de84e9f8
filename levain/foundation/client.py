"""Whose request it is, for limits: what a client says of itself is believed only when our own proxy repeats it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104  (an address to count by, not to listen on)


def client_address(request: HttpRequest) -> str:
    """The address of the client: the nearest one that is not a proxy named by LEVAIN_TRUSTED_PROXY."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while _trusted(address) and forwarded:
        address = forwarded.pop().strip()
    return address if _valid(address) else UNKNOWN


def _valid(address: str) -> bool:
    try:
        ipaddress.ip_address(address)
    except ValueError:
        return False
    return True


def _trusted(address: str) -> bool:
    """Whether this is one of the proxies of the setting: addresses or networks, separated by commas."""
    proxies = [proxy.strip() for proxy in settings.TRUSTED_PROXY.split(",") if proxy.strip()]
    if not proxies:
        return False
    if not _valid(address):
        # A proxy that speaks through a local socket has no address.
        return not address
    known = ipaddress.ip_address(address)
    return any(known in ipaddress.ip_network(proxy, strict=False) for proxy in proxies)
