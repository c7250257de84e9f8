"""What the first screens show of the calls."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.programmes.models import Cohort
from levain.selection.models import Application
from levain.selection.services.receipts import moment_told


@dataclass(frozen=True)
class Decision:
    """Something that the national team has to decide: what, and where."""

    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class Written:
    """An application as those who write it see it first: what comes next of it, when, and where."""

    application: Application
    next: str
    url: str
    when: str = ""


SHOWN = 12


def applications_written(ids: list[int]) -> list[Written]:
    """What comes next of each of these applications, those still to write first: three queries."""
    found = Application.objects.filter(pk__in=ids).select_related("call__cohort")
    found = found.prefetch_related("corrections", "letters").order_by("-started_at")[:SHOWN]
    told = [written(application) for application in found]
    return sorted(told, key=lambda one: one.application.state not in (State.DRAFT, State.CORRECTION))


State = Application.State


def written(application: Application) -> Written:
    """Nothing of a decision is said before it is published."""
    call, url = application.call, application.get_absolute_url()
    asked = next((one for one in application.corrections.all() if not one.settled_at), None)
    answer = next((one for one in application.letters.all() if one.released_at), None)
    if application.state == State.DRAFT:
        closes = {"moment": moment_told(application, call.closes)}
        if not application.typed_in and not call.receives(application.started_at):
            return Written(application, _("The call closed before the deposit. Your draft is kept."), url)
        return Written(application, _("Go on writing"), url, _("To deposit before %(moment)s") % closes)
    if application.state == State.WITHDRAWN:
        return Written(application, _("Nothing: it was withdrawn."), url)
    if application.state == State.CORRECTION and asked and not asked.answered_at:
        due = {"moment": moment_told(application, asked.due)}
        return Written(
            application, _("Answer what is asked of you"), asked.get_absolute_url(), _("Before %(moment)s") % due
        )
    if answer and call.released_at:
        return Written(application, _("Read the answer to your application"), answer.get_absolute_url())
    if call.released_at:
        return Written(application, _("The decisions are published"), url)
    day = {"day": in_words(call.decisions_on)}
    when = _("Answer to everyone on %(day)s") % day if call.decisions_on else ""
    if application.state == State.DEPOSITED or (application.state == State.CORRECTION):
        return Written(application, _("The team checks that nothing is missing"), url, when)
    if application.state == State.INADMISSIBLE and not application.decided_on:
        return Written(application, _("It was not found admissible"), url)
    return Written(application, _("The jury reads it"), url, when)


def decisions(cohort: Cohort) -> list[Decision]:
    """The calls of a cohort that are closed and whose decisions are not published: one query."""
    undecided = Count("applications", filter=Q(applications__state__in=Application.UNDECIDED))
    closed = cohort.calls.filter(closes__lte=timezone.now(), released_at=None)
    return [
        Decision(
            _("Applications to decide on: %(n)d") % {"n": call.left} if call.left else _("Decisions to publish"),
            call.title,
            reverse("selection:applications", args=[call.slug]),
        )
        for call in closed.annotate(left=undecided).order_by("closes")
    ]
