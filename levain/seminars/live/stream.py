"""The stream of a room, answered by the entry point before Django: an open stream costs no thread."""

import re
import time
from collections.abc import Awaitable, Callable
from functools import cache
from random import randint
from typing import Any
from urllib.parse import parse_qs

from django.core import signing

from levain.people.models import User
from levain.seminars import rules
from levain.seminars.live import room
from levain.seminars.live.hub import Hub, Reader, Seat
from levain.seminars.models import Live

PATH = re.compile(r"/s/[^/]+/flux/")
SALT = "live.stream"
ADDRESS_LASTS = 16 * 3600
# One process holds so many; whoever comes after asks now and then instead.
MOST = 6000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store, private"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@cache
def hub() -> Hub:
    """The one of this process."""
    return Hub()


def is_one(scope: dict[str, Any]) -> bool:
    return scope["type"] == "http" and PATH.fullmatch(scope["path"]) is not None


def address(live: Live, audience: str, language: str, user: User | None = None) -> str:
    """What the page gives its script to show: which room, as whom it listens, in which language."""
    return signing.dumps([live.pk, audience, language, user.pk if user else 0], salt=SALT)


async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    if scope["method"] != "GET":
        return await _refuse(send, 405)
    shown = parse_qs(scope.get("query_string", b"").decode("latin1")).get("t", [""])[0]
    try:
        pk, audience, language, user = signing.loads(shown, salt=SALT, max_age=ADDRESS_LASTS)
    except (signing.BadSignature, ValueError):
        return await _refuse(send, 403)
    rooms = hub()
    if len(rooms) >= MOST:
        return await _refuse(send, 503)
    if audience == room.REMOTE and not await rooms.call(may_drive, pk, user):
        return await _refuse(send, 403)
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": hello(), "more_body": True})
    seat, reader = Seat(send), Reader(pk, audience, language)
    try:
        await rooms.join(reader, seat)
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        rooms.leave(reader, seat)
    return None


def hello() -> bytes:
    """Our own hour, for the shared clock; and when to come back if the stream breaks: not all at the same moment."""
    return f"retry: {randint(1000, 4000)}\nevent: hello\ndata: {time.time_ns() // 1_000_000}\n\n".encode()  # noqa: S311


def may_drive(pk: int, user: int) -> bool:
    """Asked at each connection: a role may have ended since the page was opened."""
    live = Live.objects.select_related("seminar__cohort__programme").filter(pk=pk).first()
    person = User.objects.filter(pk=user, is_active=True).first()
    return bool(live and person and rules.can_drive(person, live.seminar))


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
