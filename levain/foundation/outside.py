"""The only door to other machines: no redirect followed, no private address, little time, little weight."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

SECONDS = 5
LONGEST = 20  # for one answer, even when it comes drop by drop
HEAVIEST = 1_000_000
PORTS = {"https": 443, "http": 80}
OURS = {"User-Agent": "Levain", "Accept-Encoding": "identity", "Connection": "close"}


class Unreachable(Exception):
    """The other side could not be asked, or what it answered is not fit to read."""


@dataclass(frozen=True)
class Answer:
    """What the other side said; `moved_to` is where it would send us, and where we do not go."""

    status: int
    body: bytes
    moved_to: str = ""


def place(url: str) -> str:
    """The host and port of an address, as the list of trusted places writes them."""
    try:
        parts = urlsplit(url)
        return f"{(parts.hostname or '').lower()}:{parts.port or PORTS.get(parts.scheme, 0)}"
    except ValueError:
        return ""


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    trusted: str = "",
    heaviest: int = HEAVIEST,
) -> Answer:
    """Ask one address. `trusted` is the place that the settings name: it alone may be private or speak plain HTTP.

    Raises Unreachable, whose sentence may be shown, for any failure. Source of the limits: quality contract, UP7.
    """
    parts = _parts(url)
    known = bool(trusted) and place(url) == trusted
    if parts.scheme not in PORTS or (trusted and not known):
        raise Unreachable(_("This address is not one that Levain asks."))
    connection = _connection(parts, _numbers(parts, any_place=known))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, target, body, headers={"Host": parts.netloc, **OURS, **dict(headers or {})})
        response = connection.getresponse()
        read = b"" if method == "HEAD" else _read(response, heaviest)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(_("The other service does not answer.")) from error
    finally:
        connection.close()
    return Answer(response.status, read, response.getheader("Location", "") if 300 <= response.status < 400 else "")


def _read(response: http.client.HTTPResponse, heaviest: int) -> bytes:
    body, until = b"", monotonic() + LONGEST
    while part := response.read1(65_536):
        body += part
        if len(body) > heaviest:
            raise Unreachable(_("The answer is too heavy: it was not read."))
        if monotonic() > until:
            raise Unreachable(_("The other service answers too slowly."))
    return body


def _parts(url: str):
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018
    except ValueError as error:
        raise Unreachable(_("This address cannot be read.")) from error
    if not parts.hostname or parts.username or any(ord(sign) <= 32 or ord(sign) > 126 for sign in url):
        raise Unreachable(_("This address cannot be read."))
    return parts


def _numbers(parts, *, any_place: bool) -> str:
    """The number we shall call, looked up once so that nobody changes it between the check and the call."""
    port = parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(_("The other service does not answer.")) from error
    numbers = [str(row[4][0]) for row in found]
    if not any_place and not all(ipaddress.ip_address(number.split("%")[0]).is_global for number in numbers):
        raise Unreachable(_("This address is not one that Levain asks."))
    return numbers[0]


class _Pinned(http.client.HTTPSConnection):
    """A connection to a number already checked, under the name that its certificate must bear."""

    def __init__(self, host: str, number: str, port: int):
        self.secrets = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.secrets)
        self.number = number

    def connect(self):
        bare = socket.create_connection((self.number, self.port), SECONDS)
        self.sock = self.secrets.wrap_socket(bare, server_hostname=self.host)


def _connection(parts, number: str) -> http.client.HTTPConnection:
    port = parts.port or PORTS[parts.scheme]
    if parts.scheme == "https":
        return _Pinned(parts.hostname, number, port)
    return http.client.HTTPConnection(number, port, timeout=SECONDS)
