"""Whether the service lives, and whether it can work: for those who watch it, without a secret."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from levain.foundation import letters
from levain.foundation.backups import last

LEAST_SPACE = 50 * 1024 * 1024


@never_cache
def alive(request):
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request):
    answers = {"database": database(), "disk": disk(), "queue": queue()}
    if not on_disk():
        answers["files"] = files()
    well = all(answer == "ok" for answer in answers.values())
    told = {"ready": well, **answers, "last_backup": last_backup()}
    return JsonResponse(told, status=200 if well else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "no answer"
    return "ok"


def on_disk() -> bool:
    return isinstance(default_storage, FileSystemStorage)


def files() -> str:
    """Whether the storage of files answers, when it is on another machine."""
    try:
        default_storage.exists(last.NAME)
    except Exception:  # whatever its library raises
        return "no answer"
    return "ok"


def disk() -> str:
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            return "not writable"
        return "ok" if shutil.disk_usage(folder).free > LEAST_SPACE else "full"
    except OSError:
        return "not writable"


def queue() -> str:
    try:
        return "stuck" if letters.stuck().exists() else "ok"
    except DatabaseError:
        return "no answer"


def last_backup() -> str | None:
    """When the last backup was taken: a house without one still works, so this is told and not judged."""
    taken = last.taken_at()
    return taken and taken.isoformat()
