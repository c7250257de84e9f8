"""The calls in a person's own calendar: the closing of those that concern her."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from levain.foundation.calendars import Event
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.selection.models import Call

CONCERNED = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.JUROR, RoleCode.JURY_CHAIR)


def events(person, first: date, last: date) -> Iterator[Event]:
    """For the team and the jury of a call, and for the State agents who may be asked about it."""
    found = Call.objects.visible_to(person).filter(closes__date__range=(first, last + timedelta(days=1)))
    if not person.holds(RoleCode.STATE_SERVICE):
        found = (
            found.filter(pk__in=person.scopes(Call, *CONCERNED))
            | found.filter(cohort__in=person.scopes(Cohort, *CONCERNED))
            | found.filter(cohort__programme__in=person.scopes(Programme, *CONCERNED))
        )
    for call in found.distinct():
        closes = call.closes.astimezone(ZoneInfo(call.time_zone))
        yield Event(
            uid=f"call-{call.pk}",
            title=_("End of the call: %(call)s") % {"call": call},
            starts=closes,
            ends=closes + timedelta(minutes=30),
            url=call.get_absolute_url(),
        )
