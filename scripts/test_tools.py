"""Find or install what the tests need besides Python packages: Chromium, and PostgreSQL when run as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SAID = {
    "chromium": "Chromium is missing: the browser journeys need it (Debian: apt-get install chromium).",
    "postgresql": "PostgreSQL is missing: tests run as root need Debian's server (apt-get install postgresql).",
}


def missing() -> list[str]:
    """The Debian packages to install; a plain user's PostgreSQL comes with the Python packages."""
    wanted = [] if shutil.which("chromium") else ["chromium"]
    if (
        os.geteuid() == 0
        and not os.environ.get("PGHOST")
        and not list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    ):
        wanted.append("postgresql")
    return wanted


def install(packages: list[str]) -> None:
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*root, "apt-get", *command], env=environment, capture_output=True, check=False)


if __name__ == "__main__":
    packages = missing()
    if packages and shutil.which("apt-get"):
        print("Installing", " and ".join(packages), "for the tests…", flush=True)
        install(packages)
    for package in missing():
        print(SAID[package])
    sys.exit(bool(missing()))
