"""The call, from its announcement to the decisions; publishing them is a deed of `chain`."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.foundation import journal
from levain.people.models import User
from levain.programmes.models import Cohort
from levain.selection.models import Application, Call, Criterion, StateChanged
from levain.selection.services.opinions import ask_opinion


class TooManyRetained(Exception):
    """The cohort has fewer seats than that."""


class WeightsDoNotSum(Exception):
    """The weights of a call's criteria sum to one."""


@transaction.atomic
def announce_call(cohort: Cohort, criteria: list[dict[str, Any]], *, by: User, **told) -> Call:
    """Create a call with its weighted criteria; weights must sum to one."""
    call = Call.objects.create(cohort=cohort, **told)
    put_criteria(call, criteria)
    journal.record("call.announced", on=call, by=by, place=cohort)
    return call


def put_criteria(call: Call, criteria: list[dict[str, Any]]) -> None:
    """Give a call its criteria, in this order; their weights sum to one."""
    total = sum((Decimal(str(criterion["weight"])) for criterion in criteria), Decimal(0))
    if abs(total - 1) > Decimal("1e-6"):
        raise WeightsDoNotSum(
            _("The weights of the criteria must sum to 100 %%; they sum to %(total)s %%.")
            % {"total": f"{float(total) * 100:g}"}
        )
    Criterion.objects.bulk_create(
        Criterion(call=call, position=position, **criterion) for position, criterion in enumerate(criteria, 1)
    )


@transaction.atomic
def receive_application(call: Call, *, by: User, reference: str, **told) -> Application:
    """Record an application the team received; the same reference twice is the same application."""
    application, new = Application.objects.get_or_create(call=call, reference=reference, defaults=told)
    if new:
        journal.record("application.received", on=application, by=by, place=call)
        ask_opinion(application, by=by)
    return application


@transaction.atomic
def decide(
    application: Application,
    state: str,
    *,
    by: User,
    reason: str,
    on: date | None = None,
    rank: int | None = None,
    role: str = "programme_lead",
) -> None:
    """Record what the jury decided, with its reason; nothing is published before `chain.release_decisions`."""
    call = Call.objects.select_for_update().get(pk=application.call_id)
    if call.released_at:
        raise StateChanged(_("The decisions of this call have been published: they no longer change."))
    retained = call.applications.filter(state=Application.State.RETAINED).exclude(pk=application.pk).count()
    if state == Application.State.RETAINED and retained >= call.cohort.seats:
        raise TooManyRetained(
            _("This cohort has %(seats)d seats, and as many applications are already retained.")
            % {"seats": call.cohort.seats}
        )
    application.state, application.reason = state, reason
    application.reserve_rank = rank if state == Application.State.RESERVE else None
    application.decided_on = on or timezone.localdate()
    application.save()
    journal.record("application.decided", on=application, by=by, role=role, place=call, changes={"state": state})
