"""Files people give: checked, re-encoded, stored under a random name, read after a rights check on their object."""

import secrets
import weakref
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from levain.foundation import files, pictures, scanning
from levain.foundation.models import Document

FOLDER = "documents"
FILES_A_RECORD = 20


class TooManyFiles(files.Unacceptable):
    """A record holds at most so many files."""


def of(obj: models.Model) -> models.QuerySet[Document]:
    return Document.objects.filter(object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)


@transaction.atomic
def attach(
    obj: models.Model, upload: Any, *, by: Any, alt: str = "", kinds: frozenset[str] = files.KINDS
) -> Document:
    """Keep a file with an object; raises files.Unacceptable, whose words are for the person, and keeps nothing."""
    if of(obj).count() >= FILES_A_RECORD:
        raise TooManyFiles(_("There are already 20 files here. Remove one before adding another."))
    kind = files.inspect(upload, kinds=kinds)
    kind, content = _content(upload, kind)
    check = _check(content)
    name = store(kind, content)
    return Document.objects.create(
        object=obj,
        file=name,
        name=files.clean_name(upload.name),
        kind=files.MEDIA[kind],
        size=len(content),
        sha256=sha256(content).hexdigest(),
        alt=alt.strip()[:300],
        check_state=check,
        uploaded_by=by,
    )


def _content(upload: Any, kind: str) -> tuple[str, bytes]:
    if kind in files.PICTURES:
        return "webp", pictures.redraw(upload)
    content = upload.read()
    if kind in files.TEXTS | files.SUBTITLES:
        content = files.as_text(content).encode()
    return kind, content


def _check(content: bytes) -> str:
    """What the virus check says now; a file that it cannot look at yet is kept, and waits."""
    if not scanning.wanted():
        return Document.Check.NONE
    try:
        found = scanning.suspect(content)
    except scanning.ScannerDown:
        return Document.Check.WAITING
    if found:
        raise files.Unacceptable(_("The virus check found something in this file. It was not kept."))
    return Document.Check.CLEAN


def check_waiting(at_most: int = 20) -> int:
    """Check the files that waited for it; what is found is removed, and its name stays with the reason."""
    if not scanning.wanted():
        return 0
    done = 0
    for document in Document.objects.filter(check_state=Document.Check.WAITING).order_by("pk")[:at_most]:
        try:
            with document.file.open("rb") as content:
                found = scanning.suspect(content.read())
        except FileNotFoundError:
            found = True
        except scanning.ScannerDown:
            break
        name = document.file.name
        document.check_state = Document.Check.FOUND if found else Document.Check.CLEAN
        document.file = "" if found else name
        document.save(update_fields=["check_state", "file"])
        if found:
            _remove(name)
        done += 1
    return done


class _Kept:
    """Held by the transaction alone: let go by a rollback, it takes the file along."""


def store(kind: str, content: bytes) -> str:
    """Write the file under a random name; if the transaction is undone, at whatever level, the file goes too.

    Django tells when a transaction is kept, never when it is undone: it then drops what waited for the commit, and
    the end of that waiting thing removes the file. What a killed process leaves is swept later.
    """
    name = f"{FOLDER}/{secrets.token_hex(1)}/{secrets.token_hex(16)}.{kind}"
    kept = _Kept()
    undo = weakref.finalize(kept, _remove, name)
    try:
        name = default_storage.save(name, ContentFile(content))
    except BaseException:
        undo()
        raise

    def keep(_kept: _Kept = kept) -> None:
        undo.detach()

    transaction.on_commit(keep)
    return name


def _remove(name: str) -> None:
    default_storage.delete(name)


@receiver(post_delete, sender=Document)
def remove_file(sender, instance, **kwargs):
    name = instance.file.name
    transaction.on_commit(lambda: _remove(name))


def sweep(now: datetime) -> int:
    """Remove the files older than a day that no row knows: what a killed process may have left."""
    stored = set(_stored(FOLDER))
    unknown = stored - set(Document.objects.values_list("file", flat=True)) if stored else set()
    orphans = [name for name in unknown if default_storage.get_modified_time(name) < now - timedelta(days=1)]
    for name in orphans:
        _remove(name)
    return len(orphans)


def _stored(folder: str) -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
    for below in folders:
        yield from _stored(f"{folder}/{below}")
