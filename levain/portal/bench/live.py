"""Two thousand people in a room: how long from an answer to the screen, whether one is lost, what it costs."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from levain.portal.bench.servers import Server, family, house_environment, serving

PEOPLE, SECONDS = 2000, 20.0
DROPPING = 0.2
# One process and two, on a network that holds, then where one telephone in five drops.
COURSES = ((1, 0.0), (2, 0.0), (1, DROPPING), (2, DROPPING))

Ask = Callable[..., Any]


def measured(house: Path, ask: Ask, *, quick: bool = False) -> list[dict[str, Any]]:
    """Nothing in a quick bench: a small crowd says nothing of a large one."""
    if quick:
        return []
    return [course(house, ask, PEOPLE, SECONDS, *each) for each in COURSES]


def course(house: Path, ask: Ask, people: int, seconds: float, processes: int, dropping: float) -> dict[str, Any]:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    room = ask(house, "room", people)
    live = room.pop("live")
    with serving("live", "config.settings", house, processes) as server, crowd() as talk:
        server.get(f"/s/{room['code']}/")
        empty = memory(server)
        talk({**room, "port": server.port, "seconds": seconds, "dropping": dropping})
        full = memory(server)
        before = server.processor_seconds()
        answered = talk({"answer": True})
        spent = server.processor_seconds() - before
        talk({"version": closing_version(ask, house, live)})
        ask(house, "room_closed", live)
        seen = talk({"look": True})
    return {
        "processes": processes,
        "participants": people,
        "dropping": dropping,
        **seen,
        **ask(house, "room_counted", live),
        "server_cpu_s": round(spent, 1),
        "server_cpu_ms_per_answer": round(1000 * spent / people, 1),
        "client_cpu_s": answered["client_cpu_s"],
        "memory_kb_per_participant": round((full - empty) / people, 1),
    }


def closing_version(ask: Ask, house: Path, live: int) -> int:
    """The version that every telephone must have been told of once the room is closed."""
    return ask(house, "room_version", live) + 1


@contextmanager
def crowd():
    """The load has a process of its own: its processor time is not the server's."""
    process = subprocess.Popen(
        [sys.executable, "-m", "levain.portal.bench.crowd"],
        env=house_environment(Path.cwd()),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def talk(told: dict[str, Any]) -> dict[str, Any]:
        process.stdin.write(json.dumps(told) + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]
        return json.loads(process.stdout.readline())  # type: ignore[union-attr]

    try:
        yield talk
    finally:
        process.kill()
        process.wait()


def memory(server: Server) -> float:
    """Kilobytes of the server's own, what its processes share counted once."""
    total = 0
    for pid in family(server.process.pid):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total
