"""A morning's digests: what it costs to write the letters of thousands of people."""

from datetime import datetime, timedelta
from time import process_time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from levain.foundation import notifications
from levain.foundation.models import JournalEntry, Letter, Notice
from levain.people.models import Role
from levain.projects.models import LogbookEntry, Project

NEWS_EACH = 2


def measured(people: int) -> dict[str, Any]:
    """So many people, each told twice of her project; nothing of it is kept."""
    with transaction.atomic():
        notifications.settle(read_before=timezone.now())
        asked = fill_the_outbox(people, timezone.now() - timedelta(days=2))
        letters = Letter.objects.count()
        before = process_time()
        with CaptureQueriesContext(connection) as captured:
            notifications.send_digests(timezone.now())
        spent = process_time() - before
        written = Letter.objects.count() - letters
        transaction.set_rollback(True)
    return {
        "people": asked,
        "letters": written,
        "queries": len(captured),
        "cpu_s": round(spent, 1),
        "cpu_ms_each": round(spent * 1000 / max(asked, 1), 2),
    }


def fill_the_outbox(people: int, at: datetime) -> int:
    """The latest notes of each project, told to its team: how many people."""
    kinds = ContentType.objects.get_for_models(Project, LogbookEntry)
    held = Role.objects.in_force().filter(scope_type=kinds[Project], user__is_active=True).order_by("pk")
    project_of: dict[int, int] = {}
    for user, project in held.values_list("user_id", "scope_id"):
        if len(project_of) == people:
            break
        project_of.setdefault(user, project)
    notes: dict[int, list[tuple[int, int]]] = {}
    shared = LogbookEntry.objects.filter(audience__in=("project", "cohort", "public")).order_by("-pk")
    for project, note, author in shared.values_list("project_id", "pk", "author_id"):
        if len(found := notes.setdefault(project, [])) < NEWS_EACH:
            found.append((note, author))
    entries = JournalEntry.objects.bulk_create(
        JournalEntry(
            at=at,
            actor_id=author,
            role="bearer",
            verb="logbook.written",
            object_type=kinds[LogbookEntry],
            object_id=note,
            place_type=kinds[Project],
            place_id=project,
        )
        for project in dict.fromkeys(project_of.values())
        for note, author in notes.get(project, [])
    )
    told: dict[int, list[JournalEntry]] = {}
    for entry in entries:
        told.setdefault(entry.place_id, []).append(entry)
    Notice.objects.bulk_create(
        (
            Notice(entry=entry, recipient_id=user)
            for user, project in project_of.items()
            for entry in told.get(project, [])
        ),
        batch_size=2000,
    )
    return len(project_of)
