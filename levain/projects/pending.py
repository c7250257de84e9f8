"""What is waited for in the projects, and of whom: read by the reminders at each tick."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import answers, reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.holders import Holders
from levain.people.models import RoleCode
from levain.projects.models import Action, Afterwards, Commitment, NeighbourMessage, ProgressNote, Step
from levain.projects.services import team

# What was due longer ago is no longer asked for by mail.
AROUND = (timedelta(days=120), timedelta(days=14))


def around(now: datetime) -> tuple:
    today = timezone.localtime(now).date()
    return today - AROUND[0], today + AROUND[1]


def actions(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    open_ones = Action.objects.filter(done=None, due__range=around(now), owner__is_active=True)
    for action in among(open_ones, ids).select_related("owner", "project__cohort__programme").iterator():
        yield Pending(action.owner, action, timezone.localtime(action.created_at).date(), action.due)


def commitments(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    unknown = Commitment.objects.filter(kept=Commitment.Kept.OPEN, due__range=around(now), by__is_active=True)
    for commitment in among(unknown, ids).select_related("by", "project__cohort__programme").iterator():
        yield Pending(commitment.by, commitment, until=commitment.due)


def steps(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    bearers = Holders(RoleCode.BEARER)
    late = Step.objects.filter(done=None, due__range=around(now)).select_related("project__cohort__programme")
    for step in among(late, ids).iterator():
        for person in bearers.on(step.project):
            yield Pending(person, step, until=step.due)


def notes(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """A note given or skipped is no longer waited for; one asked for again takes the place of the earlier ones."""
    bearers = Holders(RoleCode.BEARER)
    waited = ProgressNote.objects.filter(state=ProgressNote.State.WAITED_FOR, round__due__range=around(now))
    latest: dict[int, ProgressNote] = {}
    for note in waited.select_related("round", "project__cohort__programme").order_by("-round__asked_on"):
        latest.setdefault(note.project_id, note)
    for note in latest.values():
        if ids is not None and note.pk not in ids:
            continue
        for person in bearers.on(note.project):
            yield Pending(person, note, note.round.asked_on, note.round.due)


def calls(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """The call at six months is the adviser's and the bearers' affair until somebody tells it."""
    people = Holders(RoleCode.BEARER, RoleCode.ADVISER)
    waited = Afterwards.objects.filter(called_on=None, call_on__range=around(now))
    for after in among(waited, ids).select_related("project__cohort__programme").iterator():
        project = after.project
        adviser = people.on(project.cohort, project.cohort.programme, code=RoleCode.ADVISER)
        for person in {each.pk: each for each in (*people.on(project), *adviser)}.values():
            yield Pending(person, after, until=after.call_on)


def messages(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """The bearers owe the answer; after the day told to whoever wrote, the adviser owes it too."""
    people, today = Holders(RoleCode.BEARER, RoleCode.ADVISER), timezone.localtime(now).date()
    owed = NeighbourMessage.objects.waiting().filter(answer_by__range=around(now))
    for message in among(owed, ids).select_related("project__cohort__programme").iterator():
        project = message.project
        late = message.answer_by < today
        adviser = people.on(project.cohort, project.cohort.programme, code=RoleCode.ADVISER) if late else []
        for person in {each.pk: each for each in (*people.on(project, code=RoleCode.BEARER), *adviser)}.values():
            yield Pending(person, message, timezone.localtime(message.confirmed_at).date(), message.answer_by)


def _bearers(obj) -> set[int]:
    """Who owes the answer: the bearers, or the whole collective where nobody bears the project."""
    return {person.pk for person in team(obj.project, RoleCode.BEARER) or team(obj.project)}


def say() -> None:
    answers.wait_for(
        **{
            "progress.asked": Q(state=ProgressNote.State.WAITED_FOR),
            "neighbour.wrote": Q(answered_at=None),
            # An appeal is told of what was hidden.
            "door.appealed": Q(hidings__appealed_at__isnull=False, hidings__decided_at=None),
            "logbook.told": Q(said_by__isnull=False, confirmed_at=None, withdrawn_at=None),
        }
    )
    answers.ask(_bearers, "progress.asked", "neighbour.wrote")
    reminders.register(
        "neighbour",
        due=messages,
        sentence=_("Reminder, somebody waits for an answer by %(until)s: %(object)s"),
        spacing=Spacing(before=(3, 0), after=(3,), then_every=7, at_most=6),
    )
    reminders.register(
        "progress",
        due=notes,
        sentence=_("Reminder, a short note is hoped for by %(until)s: %(place)s"),
        spacing=Spacing(before=(3, 0), after=(5,), then_every=7, at_most=4),
    )
    reminders.register(
        "six_months",
        due=calls,
        sentence=_("Reminder, the call at six months, foreseen on %(until)s: %(place)s"),
        spacing=Spacing(before=(14, 0), after=(7,), at_most=4),
    )
    reminders.register("action", due=actions, sentence=_("Reminder, to do by %(until)s: %(object)s"))
    reminders.register(
        "commitment",
        due=commitments,
        sentence=_("Reminder, your commitment for %(until)s: %(object)s"),
        spacing=Spacing(at_most=4),
    )
    reminders.register(
        "step",
        due=steps,
        sentence=_("Reminder, a step of the journey on %(until)s: %(object)s"),
        spacing=Spacing(before=(7,), at_most=4),
    )
