"""Serving the house: static files, the web server, and the worker beside it."""

import os
import signal
import socket
import subprocess
import sys
import time

import click
from django.conf import settings


def require_free(host: str, port: int) -> None:
    """Refuse a port that something already answers on, in one sentence."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} is already in use on {host}: choose another one, for instance --port {port + 1} "
                f"(make demo ARGS='--port {port + 1}')."
            ) from None


def gather_static_files() -> None:
    """Hash and compress the static files into the house's folder; those of another theme go."""
    other = settings.STATIC_ROOT / "design" / ("neutre.css" if settings.THEME == "etat" else "etat.css")
    clear = ["--clear"] if other.exists() else []
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0", *clear]
    subprocess.run(command, check=True, env=environment())


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def server_command(host: str, port: int, workers: int, application: str = "config.served:application") -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "asginl", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--backlog", "8192", "--backpressure", "8192", "--log-level", "warning"),
        application,
    ]


def announce(host: str, port: int) -> None:
    """Where the house is served, and what an empty one asks first."""
    from levain.portal import founding

    click.echo("\n".join([f"Levain: http://{host}:{port}", *founding.to_do_first()]))


def serve(*, host: str, port: int, workers: int, with_worker: bool) -> None:
    """Run the server, and the worker beside it, until one of them stops or a signal asks to."""
    gather_static_files()
    commands = [server_command(host, port, workers)]
    if with_worker:
        commands.append([sys.executable, "-m", "levain.portal.command", "worker"])
    running = [subprocess.Popen(command, env=environment()) for command in commands]
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    while not stopping and all(process.poll() is None for process in running):
        time.sleep(0.2)
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    if not stopping:
        raise click.ClickException("The server or the worker stopped by itself: see the lines above.")


def work_until_stopped(pause: float = 1.0) -> None:
    """Drain the queues, rest a moment, again; once an hour do what is due."""
    from levain.foundation import work

    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    due = 0.0
    while not stopping:
        if time.monotonic() >= due:
            work.tick()
            due = time.monotonic() + 3600
        work.run_once()
        time.sleep(pause)
