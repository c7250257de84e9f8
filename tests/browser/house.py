"""A demonstration house of a test's own: a copy of the one built for the run, served as `levain demo` serves it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

from levain.portal import serving


def settings_of(folder: Path, address: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept |= {"LEVAIN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    kept |= {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return kept | ({"LEVAIN_SITE_URL": address} if address else {})


def built_once(folder: Path) -> Path:
    """The demonstration and its static files, made by the first process that asks and shared by the others."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = folder / "ready"
        if not ready.exists():
            levain(folder, "demo", "--no-serve", "--data", str(folder))
            levain(folder, "manage", "collectstatic", "--noinput", "-v0")
            ready.touch()
    return folder


def levain(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "levain.portal.command", *arguments]
    done = subprocess.run(command, env=settings_of(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


class House:
    """Where it answers, and the mails it has sent."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        self._worker: subprocess.Popen | None = None

    def mails_to(self, name: str) -> list[EmailMessage]:
        """The mails that have left for a person, the oldest first; the worker is started the first time."""
        if self._worker is None:
            self._worker = self._start([sys.executable, "-m", "levain.portal.command", "worker"])
        found = []
        for path in sorted((self.folder / "mails").glob("*.eml")):
            with path.open("rb") as file:
                mail = message_from_binary_file(file, policy=policy.default)
            if name in str(mail["to"]):
                found.append(mail)
        return found

    def _start(self, command: list[str]) -> subprocess.Popen:
        output = (self.folder / "served.log").open("ab")
        return subprocess.Popen(command, env=settings_of(self.folder, self.address), stdout=output, stderr=output)

    def stop(self, *started: subprocess.Popen) -> None:
        running = [process for process in (*started, self._worker) if process]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def served(built: Path, folder: Path) -> Iterator[House]:
    shutil.copytree(built, folder)
    port = free_port()
    house = House(folder, f"http://127.0.0.1:{port}")
    server = house._start(serving.server_command("127.0.0.1", port, workers=1))
    try:
        wait_for(f"{house.address}/healthz", server)
        yield house
    finally:
        house.stop(server)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert server.poll() is None, "The server stopped by itself."
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer in {seconds} seconds.")
