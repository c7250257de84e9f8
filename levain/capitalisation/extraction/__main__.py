"""`python -m levain.capitalisation.extraction KIND`: a file on the standard input, its pieces as lines of JSON.

It knows nothing of Django, may use little memory and time, and may neither open a file, nor reach a network, nor
start a program once what it needs is loaded: whatever a file contains, it can only be read or refused.
"""

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from levain.capitalisation.extraction import office, plain_text
from levain.capitalisation.extraction.pieces import Piece, Progress, Unreadable, within_limits

MEMORY = 256 * 1024 * 1024
SECONDS = 60
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.", "urllib.")


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(2000)
    sys.addaudithook(forbid)


def forbid(event: str, told: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN) or (event == "open" and not str(told[0]).endswith((".py", ".pyc", ".so"))):
        raise PermissionError(event)


def read(kind: str, content: bytes) -> Iterator[Piece | Progress]:
    if kind == "pdf":
        from levain.capitalisation.extraction import pdf

        return pdf.read(content)
    if kind in office.MEMBERS:
        return office.read(kind, content)
    return plain_text.subtitles(content) if kind in ("srt", "vtt") else plain_text.text(content)


def say(**told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


def main(kind: str) -> None:
    content = sys.stdin.buffer.read()
    if kind == "pdf":
        # Loaded before nothing more may be opened.
        import pypdf._cmap  # noqa: F401
    limit()
    try:
        for one in within_limits(read(kind, content)):
            say(**(asdict(one) if isinstance(one, Piece) else {"done": one.done, "total": one.total}))
            if isinstance(one, Progress):
                sys.stdout.flush()
    except Unreadable as refusal:
        say(refused=str(refusal))
    except MemoryError:
        say(refused="too_heavy")
    except Exception:
        say(refused="broken")
    else:
        say(end=True)


if __name__ == "__main__":
    main(sys.argv[1])
