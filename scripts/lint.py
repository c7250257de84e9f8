"""`make lint`: every check of the house, one line each; what fails is shown under its line."""

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
LONGEST_FILE = 400
TYPED = ("formulas/**/*.py", "*/services.py", "*/services/**/*.py", "*/rules.py", "*/rules/**/*.py")


def run(*command: str | Path, **environment: str) -> str:
    """What the command complains of; nothing if it is content."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or f"code {done.returncode}"


def style() -> str:
    return run(BIN / "ruff", "check", "-q", ".")


def layout() -> str:
    return run(BIN / "ruff", "format", "-q", "--check", ".") or run(BIN / "ruff", "format", "--check", ".")


def contracts() -> str:
    return run(BIN / "lint-imports", "--no-cache")


def types() -> str:
    files = sorted(path for pattern in TYPED for path in (ROOT / "levain").glob(pattern))
    return run(BIN / "mypy", "--no-error-summary", *files)


def templates() -> str:
    folders = sorted((ROOT / "levain").glob("*/templates"))
    return run(BIN / "djlint", "--lint", "--quiet", *folders)


def catalogues() -> str:
    found = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return "\n".join(module.faults(ROOT / "levain"))


def migrations() -> str:
    return run(BIN / "python", "-m", "django", "makemigrations", "--check", "--dry-run", "-v1")


def short_files() -> str:
    sizes = {
        path.relative_to(ROOT): len(path.read_text().splitlines())
        for path in sorted((ROOT / "levain").rglob("*.py"))
        if path.parent.name != "migrations"
    }
    return "\n".join(f"{path}: {size} lines" for path, size in sizes.items() if size > LONGEST_FILE)


def locked() -> str:
    uv = ROOT / ".uv" / "bin" / "uv"
    return run(uv, "lock", "--check", "--quiet", "--python", ROOT / ".uv" / "bin" / "python") if uv.exists() else ""


CHECKS: dict[str, Callable[[], str]] = {
    "style (ruff)": style,
    "layout (ruff format)": layout,
    "import contracts": contracts,
    "types of formulas, services and rules": types,
    "templates (djlint)": templates,
    "catalogues complete, and no more": catalogues,
    "migrations complete": migrations,
    f"no file over {LONGEST_FILE} lines": short_files,
    "locked dependencies": locked,
}


def main(wanted: list[str]) -> int:
    failures = 0
    for name, check in CHECKS.items():
        if wanted and not any(word in name for word in wanted):
            continue
        begun = time.monotonic()
        said = check()
        failures += bool(said)
        print(f"{'no' if said else 'ok':<4}{name:<42}{time.monotonic() - begun:5.1f} s", flush=True)
        if said:
            print("\n".join(f"      {line}" for line in said.splitlines()), flush=True)
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
