"""Write in the logbook, once, and change one's own note."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from levain.foundation import documents, files, journal, passages
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.projects.models import LogbookEntry, Project
from levain.projects.services.project import advisers, role_in, team


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
    photo=None,
    photo_alt: str = "",
    **numbers,
) -> LogbookEntry:
    """Write a note; the same `token` twice is the same note, written once."""
    said = {"text": text, "kind": kind, "audience": audience, "happened_on": on or timezone.localdate(), **numbers}
    entry, new = _once(token, project=project, author=by, **said)
    if not new:
        return entry
    if photo:
        documents.attach(entry, photo, by=by, alt=photo_alt, kinds=files.PICTURES)
    journal.record(
        "logbook.written",
        on=entry,
        by=by,
        role=role_in(by, project),
        place=project,
        changes={"kind": kind, "audience": audience},
        tell=[*team(project), *advisers(project)] if kind == LogbookEntry.Kind.DIFFICULTY else [],
    )
    return entry


def _once(token: UUID | None, *, project: Project, author: User, **said) -> tuple[LogbookEntry, bool]:
    """The note of this token, or a new one; the token of someone else's note gives nothing of it away."""
    try:
        with transaction.atomic():
            return LogbookEntry.objects.create(project=project, author=author, token=token, **said), True
    except IntegrityError:
        written = LogbookEntry.objects.filter(token=token, project=project, author=author).first() if token else None
    if written:
        return written, False
    return LogbookEntry.objects.create(project=project, author=author, **said), True


@transaction.atomic
def edit_entry(entry: LogbookEntry, *, by: User, version: int, text: str, **changes) -> None:
    """Change one's own note; its versions are kept, and what was quoted from it says that it changed."""
    before = passages.digest(entry.text)
    save_over(entry, version, text=text, **changes)
    journal.record(
        "logbook.edited",
        on=entry,
        by=by,
        role=role_in(by, entry.project),
        place=entry.project,
        changes={"text": [before[:12], passages.digest(text)[:12]]},
    )
