"""Servers started as `levain serve` does, the processor time they use, and a client that keeps its connection."""

import http.client
import os
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from levain.portal.serving import environment, server_command

START = 30


class DidNotStart(Exception):
    """A server of the bench stopped, or did not answer in time."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, name: str, process: subprocess.Popen, port: int):
        self.name, self.process, self.port = name, process, port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str, cookie: str = "") -> tuple[int, bytes]:
        """What a browser asks: compressed, on a kept connection."""
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html", "Accept-Language": "fr"}
        if cookie:
            headers["Cookie"] = cookie
        try:
            self.connection.request("GET", path, headers=headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.connection.close()
            self.connection.request("GET", path, headers=headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read()

    def processor_seconds(self) -> float:
        return sum(processor_seconds(pid) for pid in family(self.process.pid))


def processor_seconds(pid: int) -> float:
    """User and system time of a process, ended threads included, read on its POSIX clock in nanoseconds."""
    try:
        return time.clock_gettime_ns((~pid << 3) | 2) / 1e9
    except OSError:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and those it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(member for child in children for member in family(int(child)))]


@contextmanager
def serving(name: str, settings: str, folder: Path, processes: int = 1):
    """One process of the server, or several, over a house (or the bare view), on a port of its own."""
    port = free_port()
    surroundings = house_environment(folder, settings)
    command = server_command("127.0.0.1", port, processes)
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL)
    server = Server(name, process, port)
    try:
        wait_for(server)
        yield server
    finally:
        server.connection.close()
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_for(server: Server) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and server.process.poll() is None:
        try:
            server.get("/")
            return
        except OSError:
            server.connection.close()
            time.sleep(0.1)
    raise DidNotStart(f"The server of “{server.name}” did not answer within {START} seconds.")


def house_environment(folder: Path, settings: str = "config.settings") -> dict[str, str]:
    """The house of a folder, embedded database, whatever the settings of who asks for the bench."""
    known = {key: value for key, value in environment().items() if not key.startswith(("LEVAIN_", "DATABASE_URL"))}
    return {**known, "LEVAIN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": settings}
