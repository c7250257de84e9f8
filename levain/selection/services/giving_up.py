"""A collective gives up what the jury gave it, and the reserve list moves up."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.selection.models import Application, Call


@transaction.atomic
def give_up(application: Application, *, by: User, reason: str, on: date | None = None) -> Application | None:
    """A collective gives up its seat or its place: the first of the reserve moves up. Returns who takes the seat."""
    call = Call.objects.select_for_update().get(pk=application.call_id)
    application.refresh_from_db()
    state, day = application.state, on or timezone.localdate()
    if state not in (Application.State.RETAINED, Application.State.RESERVE):
        return None
    application.state, application.reserve_rank = Application.State.WITHDRAWN, None
    application.withdrawn_at = timezone.now()
    application.save(update_fields=["state", "reserve_rank", "withdrawn_at"])
    journal.record(
        "application.gave_up",
        on=application,
        by=by,
        role="programme_lead",
        place=call,
        changes={"reason": bool(reason)},
    )
    taken = None
    reserve = call.applications.filter(state=Application.State.RESERVE).order_by("reserve_rank", "pk")
    if state == Application.State.RETAINED and (taken := reserve.first()):
        taken.state, taken.reserve_rank, taken.decided_on = Application.State.RETAINED, None, day
        said = _("“%(file)s” gave up its seat: the first of the reserve list takes it.") % {"file": application}
        taken.reason = "\n\n".join(part for part in (taken.reason, said, reason.strip()) if part)
        taken.save(update_fields=["state", "reserve_rank", "decided_on", "reason"])
        journal.record("application.moved_up", on=taken, by=by, role="programme_lead", place=call)
    for place, one in enumerate(reserve.all(), 1):
        if one.reserve_rank != place:
            Application.objects.filter(pk=one.pk).update(reserve_rank=place)
    return taken
