"""Write in the logbook, once; change, withdraw, confirm one's own words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import documents, files, journal, passages, search, withdrawals
from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import LogbookEntry, Project, ShownLine
from levain.projects.services.project import advisers, role_in, team

PHOTOS = 4


class TooManyPhotos(files.Unacceptable):
    """A note holds a few photos."""


class AlreadyWithdrawn(Exception):
    """The note was withdrawn before."""


@transaction.atomic
def write_entry(
    project: Project,
    *,
    by: User,
    text: str,
    kind: str = LogbookEntry.Kind.PROGRESS,
    audience: str = "project",
    on: date | None = None,
    token: UUID | None = None,
    photos: Sequence[tuple[Any, str]] = (),
    said_by: User | None = None,
    **told: Any,
) -> LogbookEntry:
    """Write a note, with its photos and the words that describe them; the same `token` twice is one note.

    `said_by` is the person whose words are written for her: she is told, and confirms or corrects them.
    """
    if len(photos) > PHOTOS:
        raise TooManyPhotos(
            _("A note holds %(n)d photos at most. Write another note for the others.") % {"n": PHOTOS}
        )
    said = {"text": text, "kind": kind, "audience": audience, "happened_on": on or timezone.localdate(), **told}
    said["said_by"] = said_by if said_by != by else None
    entry, new = _once(token, project=project, author=by, **said)
    if not new:
        return entry
    for photo, alt in photos:
        documents.attach(entry, photo, by=by, alt=alt, kinds=files.PICTURES)
    search.index(entry, words_of(entry))
    journal.record(
        "logbook.told" if entry.said_by else "logbook.written",
        on=entry,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"kind": kind, "audience": audience},
        tell=_to_tell(entry),
    )
    return entry


def _to_tell(entry: LogbookEntry) -> list[User]:
    told = [entry.said_by] if entry.said_by else []
    if entry.kind == LogbookEntry.Kind.DIFFICULTY:
        told += [*team(entry.project), *advisers(entry.project)]
    return told


def words_of(entry: LogbookEntry) -> str:
    """What the search knows of a note: its words, and a word that only the notes of its project hold."""
    return f"{entry.text} {mark_of(entry.project_id)}"


def mark_of(project_id: int) -> str:
    return f"carnetduprojet{project_id}"


def _once(token: UUID | None, *, project: Project, author: User, **said) -> tuple[LogbookEntry, bool]:
    """The note of this token, or a new one; the token of someone else's note gives nothing of it away.

    Other words under the same token (the form was found again by the "back" button) are another note: none is lost.
    """
    try:
        with transaction.atomic():
            return LogbookEntry.objects.create(project=project, author=author, token=token, **said), True
    except IntegrityError:
        same = LogbookEntry.objects.filter(token=token, project=project, author=author) if token else None
    written = same.first() if same is not None else None
    if written and (written.withdrawn_at or said["text"] in _every_version(written)):
        return written, False
    return LogbookEntry.objects.create(project=project, author=author, **said), True


def _every_version(entry: LogbookEntry) -> set[str]:
    return {entry.text, *entry.history.values_list("text", flat=True)}


@transaction.atomic
def edit_entry(
    entry: LogbookEntry, *, by: User, version: int, text: str, remove: Iterable[Document] = (), **changes
) -> None:
    """Change one's own note; its versions are kept, and what was quoted from it says that it changed."""
    before = passages.digest(entry.text)
    if by == entry.said_by and entry.unconfirmed:
        changes["confirmed_at"] = timezone.now()
    save_over(entry, version, text=text, **changes)
    for photo in remove:
        photo.delete()
    search.index(entry, words_of(entry))
    journal.record(
        "logbook.edited",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        changes={"text": [before[:12], passages.digest(text)[:12]]},
    )


@transaction.atomic
def change_readers(entry: LogbookEntry, *, by: User, version: int, audience: str, **changes) -> None:
    """Write the same note for others. What was quoted while they could read it stays quoted."""
    before = entry.audience
    if audience == before:
        return
    save_over(entry, version, audience=audience, **changes)
    if before == Audience.PUBLIC:
        _take_off_the_page(entry)
    journal.record(
        "logbook.readers",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        changes={"audience": [before, audience]},
    )


def _take_off_the_page(entry: LogbookEntry) -> None:
    """What is no longer for everyone leaves the public page, its photos too, until the bearer shows it again."""
    kinds = ContentType.objects.get_for_models(LogbookEntry, Document)
    photos = entry.documents.values("pk")
    shown = Q(object_type=kinds[LogbookEntry], object_id=entry.pk) | Q(
        object_type=kinds[Document], object_id__in=photos
    )
    ShownLine.objects.filter(shown, page__project=entry.project_id).delete()


@transaction.atomic
def confirm_entry(entry: LogbookEntry, *, by: User) -> None:
    """She says that what was written for her is what she said."""
    now = timezone.now()
    waiting = LogbookEntry.objects.filter(pk=entry.pk, confirmed_at=None, withdrawn_at=None, said_by=by)
    if not waiting.update(confirmed_at=now):
        return
    entry.confirmed_at = now
    journal.record(
        "logbook.confirmed",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        tell=[entry.author],
    )


@transaction.atomic
def withdraw_entry(entry: LogbookEntry, *, by: User) -> None:
    """Take one's words back for good: text, versions and photos go; what was quoted is masked, its digest stays."""
    held = LogbookEntry.objects.select_for_update().get(pk=entry.pk)
    if held.withdrawn_at:
        raise AlreadyWithdrawn(_("This note has already been withdrawn."))
    digest = passages.digest(held.text)
    _take_off_the_page(held)
    withdrawals.withdraw(held, by=by)
    for document in held.documents.all():
        document.delete()
    search.remove(held)
    held.history.all().delete()
    held.profiles.all().delete()
    LogbookEntry.objects.filter(pk=held.pk).update(
        text="",
        people=None,
        first_timers=None,
        hours=None,
        withdrawn_at=timezone.now(),
        version=held.version + 1,
    )
    entry.refresh_from_db()
    journal.record(
        "logbook.withdrawn",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        changes={"digest": digest[:12]},
    )
