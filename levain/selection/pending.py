"""What is waited for around an application, and of whom: read by the reminders."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from levain.foundation import answers, reminders
from levain.foundation.reminders import Ids, Pending, Spacing, among
from levain.people.around import agents_of
from levain.people.holders import Holders
from levain.people.models import User
from levain.selection.models import Application, CorrectionRequest, Opinion
from levain.selection.rules.admission import APPLICANTS

AT_A_TIME = 500
# An opinion hoped for long ago is no longer asked for.
FORGOTTEN = timedelta(days=120)


def corrections(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """What is asked of the applicants and not sent back: before the deadline, in the zone of the call."""
    writers = Holders(*APPLICANTS)
    waiting = (
        CorrectionRequest.objects.filter(answered_at=None, settled_at=None, due__gte=now)
        .filter(application__state=Application.State.CORRECTION)
        .select_related("application__call__cohort__programme")
    )
    for request in among(waiting, ids).iterator(chunk_size=AT_A_TIME):
        zone = ZoneInfo(request.application.call.time_zone)
        since, until = (moment.astimezone(zone).date() for moment in (request.asked_at, request.due))
        for person in writers.on(request.application):
            yield Pending(person, request, since, until)


def opinions(now: datetime, ids: Ids = None) -> Iterator[Pending]:
    """What a State service was asked about an application that is not decided on."""
    agents: dict[int, list[User]] = {}
    waiting = Opinion.objects.waiting().filter(hoped_by__gte=(now - FORGOTTEN).date())
    waiting = waiting.select_related("application__call__cohort__programme", "service")
    for opinion in among(waiting, ids).iterator(chunk_size=AT_A_TIME):
        if opinion.service_id not in agents:
            agents[opinion.service_id] = agents_of(opinion.service)
        for person in agents[opinion.service_id]:
            yield Pending(person, opinion, opinion.asked_at.date(), opinion.hoped_by)


def say() -> None:
    undecided = Q(application__state__in=Application.UNDECIDED)
    answers.wait_for(
        **{"correction.asked": Q(answered_at=None, settled_at=None), "opinion.asked": Q(given_at=None) & undecided}
    )
    reminders.register(
        "correction",
        due=corrections,
        sentence=_("Reminder: something is missing in your application, until %(until)s: %(object)s"),
        spacing=Spacing(before=(7, 2, 0), after=(), at_most=3),
    )
    reminders.register(
        "opinion",
        due=opinions,
        sentence=_("Reminder: the jury hopes for your opinion by %(until)s: %(object)s"),
        spacing=Spacing(before=(5,), after=(3,), at_most=2),
    )
