"""One hub for each process: it reads what changed in the rooms it has people of, and tells each of them.

A room is read and rendered once for each audience and language, never for each person; screens receive one merged
state at most four times a second. What is sent is always a whole state: whoever comes back needs no replay.
"""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import close_old_connections, connection
from django.utils import translation

from levain.seminars.live import listening, presence, room
from levain.seminars.models import LiveEvent

logger = logging.getLogger(__name__)

CADENCE = 0.25
# Telephones read results at a calmer pace, and only once they are shown: the larger the room, the calmer.
PHONE_CADENCE = 2.0
CALMER_EVERY = 1000
PING_EVERY = 20.0
# Writers of PostgreSQL may commit in another order than their numbers: a few are read again.
OVERLAP = 200 if connection.vendor == "postgresql" else 0
# Heard by the page: a telephone that changed networks notices that nothing comes any more.
PING = b"event: ping\ndata:\n\n"
Kind = LiveEvent.Kind


class Seat:
    """One open stream. Only the last of each kind of message waits for a slow reader."""

    __slots__ = ("busy", "pending", "send")

    def __init__(self, send: Callable[[dict[str, Any]], Awaitable[None]]):
        self.send = send
        self.pending: dict[str, bytes] = {}
        self.busy = False

    def put(self, name: str, message: bytes) -> None:
        self.pending[name] = message
        if not self.busy:
            self.busy = True
            task = asyncio.ensure_future(self.flush())
            _flushing.add(task)
            task.add_done_callback(_flushing.discard)

    async def flush(self) -> None:
        try:
            while self.pending:
                waiting, self.pending = self.pending, {}
                body = b"".join(waiting.values())
                await self.send({"type": "http.response.body", "body": body, "more_body": True})
        except Exception:
            # The reader is gone; its stream ends by itself.
            self.pending.clear()
        finally:
            self.busy = False


_flushing: set[asyncio.Future] = set()


class Reader(NamedTuple):
    """What seats have in common that read the same bytes."""

    live: int
    audience: str
    language: str


class Hub:
    def __init__(self) -> None:
        self.process = uuid4().hex
        self.seats: dict[Reader, set[Seat]] = {}
        self.latest: dict[Reader, dict[str, bytes]] = {}
        self.opening: dict[Reader, asyncio.Future] = {}
        self.phones_told: dict[int, float] = {}
        self.late: set[int] = set()
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self.running: asyncio.Future | None = None
        self.bell = asyncio.Event()
        self.last = 0
        self.seen: set[int] = set()
        self.counts = presence.Counts(self.process)

    def __len__(self) -> int:
        return sum(map(len, self.seats.values()))

    async def join(self, reader: Reader, seat: Seat) -> None:
        """From now on this seat is told of what changes; it is given at once what the room is."""
        if self.running is None or self.running.done():
            self.running = asyncio.ensure_future(self.run())
        self.seats.setdefault(reader, set()).add(seat)
        if "stage" not in self.latest.get(reader, {}):
            # Two thousand people who come together have the room read once.
            if reader not in self.opening:
                self.opening[reader] = asyncio.ensure_future(self.open(reader))
            await self.opening[reader]
        for name, message in self.latest.get(reader, {}).items():
            seat.put(name, message)

    async def open(self, reader: Reader) -> None:
        try:
            composed = await self.call(self.compose, reader.live, [reader], True)
            # What was told meanwhile is newer.
            self.latest[reader] = composed[reader] | self.latest.get(reader, {})
        finally:
            del self.opening[reader]

    def leave(self, reader: Reader, seat: Seat) -> None:
        seats = self.seats.get(reader, set())
        seats.discard(seat)
        if not seats:
            self.seats.pop(reader, None)
            self.latest.pop(reader, None)

    async def call(self, deed: Callable[..., Any], *given: Any) -> Any:
        """In the thread that holds the hub's own connection."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, connected, deed, *given)

    async def run(self) -> None:
        """Until the last seat is left; a database that fails for a while is asked again."""
        listener = asyncio.ensure_future(listening.listen(self.bell))
        pinged = began = time.monotonic()
        self.last = 0
        while self.seats or self.counts.pending:
            await self.rest(began, listening.hears(listener))
            began = time.monotonic()
            try:
                await self.turn(began)
            except Exception:
                logger.exception("The rooms could not be read; trying again")
                await asyncio.sleep(1)
            if began - pinged > PING_EVERY:
                pinged = began
                for seats in self.seats.values():
                    for seat in seats:
                        seat.put("ping", PING)
        listener.cancel()

    async def rest(self, began: float, hears: bool) -> None:
        """Never more often than the cadence; with a bell, no need to look while nothing rings."""
        await asyncio.sleep(max(0.0, CADENCE - (time.monotonic() - began)))
        if hears and not self.late:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.bell.wait(), timeout=1.0)
        self.bell.clear()

    async def turn(self, now: float) -> None:
        changed = await self.call(self.news, self.phones(), now)
        for pk in self.late:
            changed.setdefault(pk, set())
        for pk, kinds in changed.items():
            moved = Kind.STATE in kinds
            readers = [reader for reader in self.seats if reader.live == pk]
            if not moved and not self.is_time_for_phones(pk, kinds, now):
                readers = [reader for reader in readers if reader.audience != room.PHONE]
            if readers:
                for reader, composed in (await self.call(self.compose, pk, readers, moved)).items():
                    self.send(reader, composed)

    def phones(self) -> dict[int, int]:
        counts: dict[int, int] = {}
        for reader, seats in self.seats.items():
            if reader.audience == room.PHONE:
                counts[reader.live] = counts.get(reader.live, 0) + len(seats)
        return counts

    def news(self, phones: dict[int, int], now: float) -> dict[int, set[str]]:
        """What changed in the rooms since we looked. At first, everything may have."""
        self.counts.say(phones, now)
        rows = list(
            LiveEvent.objects.filter(pk__gt=self.last - OVERLAP).order_by("pk").values_list("pk", "live_id", "kind")
            if self.last
            else LiveEvent.objects.order_by("-pk").values_list("pk", "live_id", "kind")[:1]
        )
        found: dict[int, set[str]] = {} if self.last else {pk: {Kind.STATE.value} for pk in phones}
        for pk, live, kind in rows:
            if pk not in self.seen:
                found.setdefault(live, set()).add(kind)
        if rows:
            self.last = rows[-1][0]
            self.seen = {pk for pk, _live, _kind in rows if pk > self.last - OVERLAP}
        return found

    def is_time_for_phones(self, pk: int, kinds: set[str], now: float) -> bool:
        """Telephones are told of answers now and then; what waits is told at a later turn."""
        if kinds == {Kind.PEOPLE}:
            return False
        if now - self.phones_told.get(pk, 0.0) < PHONE_CADENCE + len(self) / CALMER_EVERY:
            self.late.add(pk)
            return False
        self.phones_told[pk] = now
        self.late.discard(pk)
        return True

    def send(self, reader: Reader, composed: dict[str, bytes]) -> None:
        """To each seat that reads the same, what it does not have yet."""
        known = self.latest.get(reader, {})
        new = {name: message for name, message in composed.items() if known.get(name) != message}
        seats = self.seats.get(reader)
        if not seats or not new:
            return
        self.latest[reader] = known | new
        for seat in seats:
            for name, message in new.items():
                seat.put(name, message)

    def compose(self, pk: int, readers: list[Reader], moved: bool) -> dict[Reader, dict[str, bytes]]:
        """The messages of each audience and language, from one reading of the room in each language."""
        composed: dict[Reader, dict[str, bytes]] = {}
        for language in {reader.language for reader in readers}:
            with translation.override(language):
                now = room.read(pk)
                for reader in readers:
                    if reader.language != language:
                        continue
                    said = {"stage": room.state(now, reader.audience)} if moved else {}
                    said["results"] = room.results(now, reader.audience)
                    composed[reader] = {name: event(name, told) for name, told in said.items()}
        return composed


def event(name: str, told: dict[str, Any]) -> bytes:
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {data}\n\n".encode()


def connected(deed: Callable[..., Any], *given: Any) -> Any:
    close_old_connections()
    try:
        return deed(*given)
    finally:
        close_old_connections()
