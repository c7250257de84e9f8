"""What is waited for in the projects, and of whom: read by the reminders at each tick."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation import reminders
from levain.foundation.reminders import Pending, Spacing
from levain.people.holders import Holders
from levain.people.models import RoleCode
from levain.projects.models import Action, Commitment, Step

# What was due longer ago is no longer asked for by mail.
AROUND = (timedelta(days=120), timedelta(days=14))


def around(now: datetime) -> tuple:
    today = timezone.localtime(now).date()
    return today - AROUND[0], today + AROUND[1]


def actions(now: datetime) -> Iterator[Pending]:
    open_ones = Action.objects.filter(done=None, due__range=around(now), owner__is_active=True)
    for action in open_ones.select_related("owner", "project__cohort__programme").iterator():
        yield Pending(action.owner, action, timezone.localtime(action.created_at).date(), action.due)


def commitments(now: datetime) -> Iterator[Pending]:
    unknown = Commitment.objects.filter(kept=Commitment.Kept.OPEN, due__range=around(now), by__is_active=True)
    for commitment in unknown.select_related("by", "project__cohort__programme").iterator():
        yield Pending(commitment.by, commitment, until=commitment.due)


def steps(now: datetime) -> Iterator[Pending]:
    bearers = Holders(RoleCode.BEARER)
    late = Step.objects.filter(done=None, due__range=around(now)).select_related("project__cohort__programme")
    for step in late.iterator():
        for person in bearers.on(step.project):
            yield Pending(person, step, until=step.due)


def say() -> None:
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
