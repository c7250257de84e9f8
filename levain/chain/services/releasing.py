"""Publish all the decisions of a call together: the letters leave, the retained projects open."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.chain.services.opening import open_project
from levain.foundation import journal
from levain.people.models import User
from levain.projects import services as projects
from levain.projects.models import Project
from levain.selection.models import Application, Call, StateChanged
from levain.selection.services import letters
from levain.selection.services.calls import TooManyRetained

State = Application.State


@transaction.atomic
def release_decisions(
    call: Call, *, by: User, openings: dict[str, dict[str, Any]] | None = None, on: date | None = None
) -> list[Project]:
    """Publish all the decisions of a call together and open the retained projects; repeatable.

    Each retained application opens its project with what it says (`opening_of`), or with what `openings` gives for
    its reference. Everything is decided, and each letter read, before anything is published (StateChanged,
    LettersNotReady). Done again after a seat was given up, it frees that seat, then tells and opens what moved up.
    """
    call = Call.objects.select_for_update().select_related("cohort").get(pk=call.pk)
    _require_decided(call)
    letters.require_ready(call)
    for project in Project.objects.filter(application__call=call, application__state=State.WITHDRAWN, left_on=None):
        projects.leave_cohort(project, by=by)
    retained = call.applications.filter(state=State.RETAINED).select_related("project", "commune", "call__cohort")
    opened = [
        open_project(application, by, (openings or {}).get(application.reference))
        for application in retained.order_by("deposited_at")
    ]
    at = timezone.now() if on is None else timezone.make_aware(datetime.combine(on, time(12)))
    if not call.released_at:
        call.released_at = at
        call.save(update_fields=["released_at"])
        journal.record("call.released", on=call, by=by, role="programme_lead", place=call.cohort)
    letters.release_letters(call, by=by, at=at)
    return opened


def _require_decided(call: Call) -> None:
    waiting = call.applications.filter(state__in=Application.UNDECIDED).count()
    if waiting:
        raise StateChanged(_("%(n)d applications still wait for a decision: decide them first.") % {"n": waiting})
    retained = call.applications.filter(state=State.RETAINED).count()
    if retained > call.cohort.seats:
        raise TooManyRetained(
            _("%(n)d applications are retained for %(seats)d seats.") % {"n": retained, "seats": call.cohort.seats}
        )
