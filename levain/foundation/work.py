"""What the worker does in a loop (`run_once`), and what falls due with time (`tick`); both may be called again."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from levain.foundation import answers, documents, letters, mail_answers, notifications, reminders

logger = logging.getLogger(__name__)

_due: list[Callable[[datetime], Any]] = []
_waiting: list[Callable[[], int]] = []


def every_tick(deed: Callable[[datetime], Any]) -> Callable[[datetime], Any]:
    """Register a deed to do at each tick; it must do nothing when there is nothing to do."""
    if deed not in _due:
        _due.append(deed)
    return deed


def every_run(deed: Callable[[], int]) -> Callable[[], int]:
    """Register a deed to do as soon as there is something to do; it answers how many things it did."""
    if deed not in _waiting:
        _waiting.append(deed)
    return deed


def run_once() -> int:
    """Tell at once what must be, send the letters that are due, run queued tasks; the number of things done."""
    done = _safely(notifications.send_at_once) or 0
    done += _safely(letters.deliver_waiting) or 0
    done += _safely(documents.check_waiting) or 0
    done += _safely(run_tasks) or 0
    for deed in _waiting:
        done += _safely(deed) or 0
    if not transaction.get_connection().in_atomic_block:
        close_old_connections()
    return done


def run_tasks(at_most: int = 20) -> int:
    """Run the tasks that are ready, one after the other."""
    ready = min(DBTaskResult.objects.ready().count(), at_most)
    if ready:
        from django_tasks_db.management.commands.db_worker import Worker

        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=ready,
            worker_id="levain",
            excluded_queue_names=[],
        ).run()
    return ready


def tick(now: datetime | None = None) -> None:
    """Do what is due: reminders, digests, what each package registered. One that fails does not stop the others."""
    now = now or timezone.now()
    ours = (answers.close_all, reminders.remind, notifications.send_digests)
    for deed in (*ours, *_due, letters.purge, mail_answers.purge, documents.sweep):
        _safely(deed, now)
    _safely(keep_plans_right)


def keep_plans_right() -> None:
    """Let SQLite count its rows again where they changed much, as PostgreSQL does by itself: its plans follow."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


def _safely(deed: Callable[..., Any], *args: Any) -> Any:
    try:
        return deed(*args)
    except Exception:
        logger.exception("%s failed", getattr(deed, "__qualname__", deed))
        return None
