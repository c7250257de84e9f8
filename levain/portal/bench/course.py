"""The course of a bench: two houses made in a temporary folder, three servers side by side, rounds of requests."""

import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from levain.portal.bench import figures, live
from levain.portal.bench.servers import Server, house_environment, serving

# The small set is the demonstration and a few cohorts, so that the first page of each list is full in both.
NEIGHBOURS = 24
COHORTS = 1000
SUPPORTS = 5000
PEOPLE = 10_000
APPLICATIONS = 2000
EVALUATED = 500
PASSAGES = 1_000_000
ROUNDS, REQUESTS = 9, 8
QUICK_ROUNDS, QUICK_REQUESTS = 3, 4
BARE_MORE = 5
# On a busy machine, fewer rounds rather than a bench that does not end.
PATIENCE, LEAST = 240, 3

Say = Callable[[str], None]
Samples = dict[str, dict[str, list[float]]]


class BenchFailed(Exception):
    """A step of the bench stopped; its last line says why."""


def run(
    quick: bool = False, say: Say = lambda text: None, *, house: Path | None = None, rounds: int | None = None
) -> dict[str, Any]:
    """Measure everything; `quick` keeps to the small set, `house` is a demonstration already built (it is copied)."""
    with TemporaryDirectory(prefix="levain-bench-") as folder:
        small = Path(folder, "small")
        make_small(small, say, built=house)
        walk = ask(small, "walk")
        houses, pages = {"small": small}, {"small": walk["pages"]}
        if not quick:
            houses["large"] = make_large(small, say)
            pages["large"] = ask(houses["large"], "asked", walk["pages"])
        how_many = (rounds or QUICK_ROUNDS, QUICK_REQUESTS) if quick else (rounds or ROUNDS, REQUESTS)
        samples = measure(houses, walk["pages"], *how_many, say)
        say("Digests…")
        digests = ask(houses.get("large", small), "digest", 100 if quick else PEOPLE)
        say("A large call…")
        selecting = ask(small, "selecting", 100 if quick else APPLICATIONS)
        say("A large cohort evaluated…")
        evaluating = ask(small, "evaluating", 50 if quick else EVALUATED)
        say("A room of two thousand people…")
        held = live.measured(small, ask, quick=quick)
        say("Matching and report…")
        return {
            **told(pages, samples),
            "digest": digests,
            "selecting": selecting,
            "evaluating": evaluating,
            "live": held,
            "corpus": searched(small, 20_000 if quick else PASSAGES, say),
            **ask(small, "works", 200 if quick else SUPPORTS),
            "absent": walk["absent"],
            "environment": surroundings(quick, len(next(iter(samples["bare"].values()))), how_many[1]),
        }


def make_small(folder: Path, say: Say, built: Path | None = None) -> None:
    if built:
        shutil.copytree(built, folder)
        return
    say("The small house: the demonstration…")
    command = [sys.executable, "-m", "levain.portal.command", "demo", "--no-serve", "--data", str(folder)]
    started(command, house_environment(folder))
    ask(folder, "enlarge", NEIGHBOURS)
    started([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], house_environment(folder))


def make_large(small: Path, say: Say) -> Path:
    say(f"The large house: the same, and {COHORTS} cohorts…")
    large = small.with_name("large")
    shutil.copytree(small, large)
    ask(large, "enlarge", COHORTS)
    return large


def searched(small: Path, passages: int, say: Say) -> dict[str, Any]:
    """In a house of its own, which is as large as its passages and goes with them."""
    say(f"A corpus of {passages} passages…")
    copied = small.with_name("corpus")
    shutil.copytree(small, copied)
    try:
        return ask(copied, "corpus", passages)
    finally:
        shutil.rmtree(copied, ignore_errors=True)


def ask(folder: Path, question: str, given: Any = None) -> Any:
    """Ask a house a question in a process of its own."""
    command = [sys.executable, "-m", "levain.portal.bench", question]
    return json.loads(started(command, house_environment(folder), given))


def started(command: list[str], surrounded: dict[str, str], given: Any = None) -> str:
    done = subprocess.run(command, env=surrounded, input=json.dumps(given), capture_output=True, text=True)
    if done.returncode:
        raise BenchFailed((done.stderr.strip().splitlines() or [" ".join(command)])[-1])
    return done.stdout


def measure(
    houses: dict[str, Path], pages: list[dict[str, str]], rounds: int, requests: int, say: Say
) -> dict[str, Samples]:
    """Processor seconds a request, by size then page, one figure a round; the bare view is in every round."""
    samples: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with ExitStack() as stack:
        folder = next(iter(houses.values()))
        bare = stack.enter_context(serving("bare", "levain.portal.bench.bare", folder))
        servers = [stack.enter_context(serving(size, "config.settings", place)) for size, place in houses.items()]
        for page in pages:
            for server in servers:
                cost(server, page, 3)
        cost(bare, BARE, 50)
        until = time.monotonic() + PATIENCE
        for number in range(rounds):
            if number >= LEAST and time.monotonic() > until:
                break
            say(f"Round {number + 1} of {rounds}…")
            for page in pages:
                samples["bare"][page["name"]].append(cost(bare, BARE, requests * BARE_MORE))
                for server in servers[:: 1 if number % 2 else -1]:
                    samples[server.name][page["name"]].append(cost(server, page, requests))
    return samples


BARE = {"name": "bare", "path": "/", "cookie": ""}


def cost(server: Server, page: dict[str, str], requests: int) -> float:
    before = server.processor_seconds()
    for _ in range(requests):
        status, _body = server.get(page["path"], page["cookie"])
        if status != 200:
            raise BenchFailed(f"{page['name']} answered {status} ({server.name}).")
    return (server.processor_seconds() - before) / requests


def told(pages: dict[str, list[dict[str, Any]]], samples: dict[str, Samples]) -> dict[str, Any]:
    """The samples as figures, under the names that stay."""
    bare = median(cost for costs in samples["bare"].values() for cost in costs)
    return {
        "bare_ms": round(bare * 1000, 3),
        "pages": [
            {
                "name": page["name"],
                "size": size,
                "queries": page["queries"],
                "cpu_ratio": round(figures.ratio(samples[size][page["name"]], samples["bare"][page["name"]]), 2),
                "html": page["html"],
                "gzip": page["gzip"],
            }
            for size, weighed in pages.items()
            for page in weighed
        ],
        "growth": figures.growth(samples["small"], samples.get("large", {})),
    }


def surroundings(quick: bool, rounds: int, requests: int) -> dict[str, Any]:
    import django

    return {
        "python": platform.python_version(),
        "django": django.get_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "quick": quick,
        "cohorts": 0 if quick else COHORTS,
        "rounds": rounds,
        "requests": requests,
    }
