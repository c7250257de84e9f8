"""Have a file read by the process apart; what it says is judged again here."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable

from levain.capitalisation.extraction.pieces import MOST_PIECES, MOST_SIGNS, Piece, Unreadable

PATIENCE = 120
REFUSALS = frozenset({"locked", "no_text", "no_cue", "too_long", "too_heavy", "broken"})


def pieces_of(
    kind: str,
    content: bytes,
    *,
    told: Callable[[int, int], None] = lambda done, total: None,
    patience: float = PATIENCE,
) -> list[Piece]:
    """The pieces of a file; Unreadable with its reason. `told` hears how far the reading has come."""
    command = [sys.executable, "-m", "levain.capitalisation.extraction", kind]
    around = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        env=around,
        cwd=os.getcwd(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        late = threading.Timer(patience, child.kill)
        feeding = threading.Thread(target=_feed, args=(child, content), daemon=True)
        late.start()
        feeding.start()
        try:
            return _heard(child, told)
        finally:
            late.cancel()
            child.kill()
            feeding.join()


def _feed(child: subprocess.Popen, content: bytes) -> None:
    try:
        child.stdin.write(content)  # type: ignore[union-attr]
        child.stdin.close()  # type: ignore[union-attr]
    except OSError:
        return


def _heard(child: subprocess.Popen, told: Callable[[int, int], None]) -> list[Piece]:
    pieces: list[Piece] = []
    signs = 0
    while line := child.stdout.readline(100_000):  # type: ignore[union-attr]
        try:
            said = json.loads(line)
        except ValueError as error:
            raise Unreadable("too_heavy") from error
        if "end" in said:
            return pieces
        if "refused" in said:
            raise Unreadable(said["refused"] if said["refused"] in REFUSALS else "broken")
        if "total" in said:
            told(said["done"], said["total"])
            continue
        pieces.append(Piece(**said))
        signs += len(pieces[-1].text)
        if len(pieces) > MOST_PIECES or signs > MOST_SIGNS:
            raise Unreadable("too_long")
    raise Unreadable("too_heavy")
