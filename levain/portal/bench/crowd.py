"""A crowd in a room, in a process of its own: every telephone holds a stream, answers once, and some of them drop.

`python -m levain.portal.bench.crowd` reads what to do as JSON, and writes what it saw. It knows nothing of Django.
"""

import asyncio
import contextlib
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

CSRF = "benchbenchbenchbenchbenchbenchbe"
SETTLE = 4.0
# A house that lets nobody in ends the bench rather than holding it.
GATHERING = 120
# A telephone that drops comes back after so long, as the browsers' streams do.
AWAY = (1.0, 4.0)


@dataclass
class Crowd:
    port: int
    code: str
    activity: int
    phone_stream: str
    screen_stream: str
    cookies: list[str]
    seconds: float
    dropping: float
    screens: int = 3
    # When each was first sent, when it was acknowledged, and whether the network went in between.
    sent: list[tuple[float, float, bool]] = field(default_factory=list)
    walls: list[list[tuple[float, int]]] = field(default_factory=list)
    versions: dict[int, int] = field(default_factory=dict)
    told: dict[int, float] = field(default_factory=dict)
    retries: int = 0
    comebacks: int = 0
    random: Random = field(default_factory=lambda: Random(2020))  # noqa: S311
    over: bool = False

    async def gather(self) -> None:
        """Everyone in, a few at a time as at the door of a room."""
        streams = [asyncio.ensure_future(self.wall(number)) for number in range(self.screens)]
        self.walls = [[] for _screen in range(self.screens)]
        for number in range(len(self.cookies)):
            streams.append(asyncio.ensure_future(self.phone(number)))
            if number % 40 == 0:
                await asyncio.sleep(0.05)
        async with asyncio.timeout(GATHERING):
            while len(self.versions) < len(self.cookies):
                await asyncio.sleep(0.1)
        self.streams = streams

    async def answer_all(self) -> None:
        """Each answers once, evenly over the time given; all are waited for."""
        pace = self.seconds / len(self.cookies)
        began = time.monotonic()
        answers = []
        for number in range(len(self.cookies)):
            await asyncio.sleep(max(0.0, began + number * pace - time.monotonic()))
            answers.append(asyncio.ensure_future(self.answer(number)))
        await asyncio.gather(*answers)

    async def answer(self, number: int) -> None:
        drops = dropped = self.random.random() < self.dropping
        body = f"csrfmiddlewaretoken={CSRF}&activity={self.activity}&question=&value={number % 4}".encode()
        head = (
            f"POST /s/{self.code}/repondre/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/json\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: salle={self.cookies[number]}; csrftoken={CSRF}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        began = time.monotonic()
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.write(head + body)
                if drops:
                    # The request left, the network went before the answer came back: sent again, it must count once.
                    drops = False
                    await writer.drain()
                    await asyncio.sleep(self.random.uniform(0, 0.05))
                    writer.close()
                    self.retries += 1
                    await asyncio.sleep(self.random.uniform(*AWAY))
                    continue
                status = await reader.readline()
                writer.close()
                if b" 200 " in status:
                    self.sent.append((began, time.monotonic(), dropped))
                    return
            self.retries += 1
            await asyncio.sleep(1)

    async def phone(self, number: int) -> None:
        """Follows; one that drops loses its stream now and then, and comes back."""
        drops = self.random.random() < self.dropping
        while not self.over:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self.follow(number, self.random.uniform(3, 12) if drops else None)
            if self.over:
                return
            self.comebacks += 1
            await asyncio.sleep(self.random.uniform(*AWAY))

    async def follow(self, number: int, lasts: float | None) -> None:
        reader, writer = await self.open(self.phone_stream)
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(lasts):
                    while line := await reader.readline():
                        if line.startswith(b'data: {"version":'):
                            self.versions[number] = int(line[17:].partition(b",")[0])
                            self.told[number] = time.monotonic()
        finally:
            writer.close()

    async def wall(self, number: int) -> None:
        reader, _writer = await self.open(self.screen_stream)
        while line := await reader.readline():
            if line.startswith(b'data: {"activity":'):
                self.walls[number].append((time.monotonic(), json.loads(line[6:])["n"]))

    async def open(self, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return reader, writer

    def seen(self) -> dict[str, Any]:
        """From the moment an answer was first sent to the moment the slowest screen had counted it.

        Answers are counted in the order in which they were sent: the nth is on a screen that says n.
        """
        waits = []
        for number, (began, _acknowledged, _dropped) in enumerate(sorted(self.sent), start=1):
            shown = [next((at for at, n in wall if n >= number), None) for wall in self.walls]
            waits.append(1000 * (max(shown) - began) if None not in shown else float("inf"))  # type: ignore[type-var]
        waits.sort()
        acknowledgements = sorted(1000 * (at - began) for began, at, dropped in self.sent if not dropped)
        return {
            "acknowledged": len(self.sent),
            **{f"p{share}_ms": round(at_share(waits, share)) for share in (50, 95, 99)},
            "acknowledged_p95_ms": round(at_share(acknowledgements, 95)),
            "retries": self.retries,
            "comebacks": self.comebacks,
            "screen_messages_per_s": round(max(map(len, self.walls)) / self.seconds, 1),
        }


def at_share(waits: list[float], share: int) -> float:
    return waits[min(len(waits) - 1, len(waits) * share // 100)]


def say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


async def listen(stream: asyncio.StreamReader) -> dict[str, Any]:
    return json.loads(await stream.readline())


async def main() -> None:
    """In turn, as it is asked on its standard input: gather, answer, look who was told of the end."""
    stdin = asyncio.StreamReader(limit=1 << 24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stdin), sys.stdin)
    crowd = Crowd(**await listen(stdin))
    await crowd.gather()
    say(gathered=len(crowd.versions))
    await listen(stdin)
    spent = time.process_time()
    await crowd.answer_all()
    say(answered=len(crowd.sent), client_cpu_s=round(time.process_time() - spent, 2))
    await asyncio.sleep(SETTLE)
    asked = await listen(stdin)
    moved = time.monotonic()
    say(moving=True)
    await listen(stdin)
    until = time.monotonic() + 3 * SETTLE
    while (
        sum(v >= asked["version"] for v in crowd.versions.values()) < len(crowd.cookies) and time.monotonic() < until
    ):
        await asyncio.sleep(0.05)
    told = [crowd.told[number] for number, version in crowd.versions.items() if version >= asked["version"]]
    crowd.over = True
    last = 1000 * (max(told) - moved) if told else 0
    say(**crowd.seen(), told=len(told), told_last_ms=round(last))
    for stream in crowd.streams:
        stream.cancel()


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(main())
