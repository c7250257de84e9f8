"""When the last backup was taken: kept with the files, so that every machine of the house knows it."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

NAME = "last-backup"


def remember(made_at: str) -> None:
    default_storage.delete(NAME)
    default_storage.save(NAME, ContentFile(made_at.encode()))


def taken_at() -> datetime | None:
    try:
        with default_storage.open(NAME) as kept:
            return datetime.fromisoformat(kept.read(100).decode())
    except (OSError, ValueError):
        return None
