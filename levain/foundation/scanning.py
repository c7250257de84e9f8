"""An optional virus check of what people give: a clamd server, at LEVAIN_SCAN_URL."""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 20


class ScannerDown(Exception):
    """Nobody answered, or not in the words of clamd: what was to be checked waits."""


def wanted() -> bool:
    return bool(settings.SCAN_URL)


def suspect(content: bytes) -> bool:
    """Whether the scanner finds something; raises ScannerDown."""
    try:
        with _opened() as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                link.sendall(struct.pack("!I", len(piece)) + piece)
            link.sendall(struct.pack("!I", 0))
            answer = _answer(link)
    except OSError as problem:
        raise ScannerDown(str(problem)) from problem
    if answer.endswith("OK"):
        return False
    if answer.endswith("FOUND"):
        return True
    raise ScannerDown(answer[:200])


def _opened() -> socket.socket:
    """`clamd://HOST:PORT`, or `clamd:///PATH` for a socket of the machine."""
    address = urlsplit(settings.SCAN_URL)
    if address.hostname:
        return socket.create_connection((address.hostname, address.port or 3310), timeout=PATIENCE)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(PATIENCE)
        link.connect(address.path)
    except BaseException:
        link.close()
        raise
    return link


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 1000:
        piece = link.recv(1000)
        if not piece:
            break
        said += piece
    return said.strip(b"\0\n ").decode("utf-8", "replace")
