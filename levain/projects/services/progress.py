"""Ask the projects of a cohort for a short note, give it, or skip it this time."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.foundation.versions import save_over
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.projects.models import NoteRound, ProgressNote
from levain.projects.services.project import role_in, team
from levain.projects.services.records import record

TIME_TO_WRITE = timedelta(days=10)


class NothingToAsk(Exception):
    """The cohort has no project, or was asked for notes today."""


class AlreadyGiven(Exception):
    """The note was given: it is changed, no longer drafted nor skipped."""


@transaction.atomic
def ask_for_notes(
    cohort: Cohort, *, by: User, every: int | None = None, due: date | None = None, on: date | None = None
) -> NoteRound:
    """Ask every project of the cohort now, and again `every` so many weeks; the last round says the rhythm."""
    day = on or timezone.localdate()
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    projects = list(cohort.projects.select_related("cohort__programme"))
    if not projects:
        raise NothingToAsk(_("This cohort has no project to ask yet."))
    asked, new = NoteRound.objects.get_or_create(
        cohort=cohort,
        asked_on=day,
        defaults={"asked_by": by, "due": due or day + TIME_TO_WRITE, "every": every},
    )
    if not new:
        raise NothingToAsk(_("The projects were already asked today. Nothing was sent again."))
    for project in projects:
        note = ProgressNote.objects.create(round=asked, project=project)
        journal.record("progress.asked", on=note, by=by, role=role_in(by, project), place=project, tell=team(project))
    return asked


@transaction.atomic
def change_rhythm(asked: NoteRound, *, by: User, every: int | None) -> None:
    """Say after how many weeks the projects are asked again; nothing: they no longer are."""
    if asked.every == every:
        return
    asked.every = every
    asked.save(update_fields=["every"])
    journal.record("progress.paced", on=asked, by=by, place=asked.cohort, changes={"every": every})


@transaction.atomic
def save_draft(note: ProgressNote, *, by: User, version: int, **answers) -> None:
    """Keep what is written so far; only the collective sees it."""
    if note.state == ProgressNote.State.GIVEN:
        raise AlreadyGiven(_("This note was already given. Give it again to change it."))
    save_over(note, version, author=by, saved_at=timezone.now(), **answers)


@transaction.atomic
def give_note(note: ProgressNote, *, by: User, version: int, **answers) -> None:
    """Hand the note to the project and those who support it; given again, it is a new version."""
    now = timezone.now()
    before = note.state
    save_over(
        note,
        version,
        author=by,
        saved_at=now,
        given_at=note.given_at or now,
        state=ProgressNote.State.GIVEN,
        skipped_because="",
        **answers,
    )
    again = before == ProgressNote.State.GIVEN
    record(
        "progress.changed" if again else "progress.given",
        note,
        by,
        tell=[] if again else [note.round.asked_by],
    )


@transaction.atomic
def skip_note(note: ProgressNote, *, by: User, because: str) -> None:
    """Pass this time and say why; what was drafted is kept, and the note may still be given."""
    note = (
        ProgressNote.objects.select_for_update(of=("self",))
        .select_related("round", "project__cohort")
        .get(pk=note.pk)
    )
    if note.state == ProgressNote.State.GIVEN:
        raise AlreadyGiven(_("This note was already given. Give it again to change it."))
    if note.state == ProgressNote.State.SKIPPED and note.skipped_because == because:
        return
    note.state, note.skipped_because, note.author = ProgressNote.State.SKIPPED, because, by
    note.save()
    record("progress.skipped", note, by, tell=[note.round.asked_by])


def ask_again(now: datetime) -> int:
    """At each tick: the cohorts whose last round said so are asked again; a pause is followed by one round only."""
    today = timezone.localdate(now)
    last = NoteRound.objects.order_by("cohort", "-asked_on", "-pk").select_related("cohort", "asked_by")
    latest: dict[int, NoteRound] = {}
    for asked in last.filter(cohort__ends__gte=today):
        latest.setdefault(asked.cohort_id, asked)
    done = 0
    for asked in latest.values():
        if asked.every and asked.asked_on + timedelta(weeks=asked.every) <= today and asked.asked_by.is_active:
            ask_for_notes(asked.cohort, by=asked.asked_by, every=asked.every, on=today)
            done += 1
    return done
