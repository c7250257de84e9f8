"""What a process that serves pages reads while it waits for its first visitor, so that nobody waits for it."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from django.db import close_old_connections

logger = logging.getLogger(__name__)

_deeds: list[Callable[[], Any]] = []


def when_serving(deed: Callable[[], Any]) -> Callable[[], Any]:
    """Register a deed to do once in each process that serves; it only spares time, so it may fail."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def begin(threads: Executor) -> None:
    for deed in _deeds:
        threads.submit(_quietly, deed)


def _quietly(deed: Callable[[], Any]) -> None:
    """A house that is still empty, or a database that is late, is met again by the first visitor."""
    try:
        deed()
    except Exception:
        logger.info("%s failed", getattr(deed, "__qualname__", deed), exc_info=True)
    finally:
        close_old_connections()
