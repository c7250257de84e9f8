"""The jury: the calls where she sits, their deadline, and what she may open of them today."""

from django.db.models import Count
from django.utils import timezone

from levain.people.models import RoleCode
from levain.selection.models import Call
from levain.selection.rules import can_read_applications

TEMPLATE = "portal/first/jury.html"
SHOWN = 5


def context(user, hat) -> dict:
    found = Call.objects.filter(pk__in=hat.scopes(Call)).select_related("cohort__programme")
    calls = list(found.annotate(received=Count("applications")).order_by("-closes")[:SHOWN])
    now = timezone.now()
    for call in calls:
        call.may_read = can_read_applications(user, call)
        call.still_open = call.is_open(now)
    return {
        "calls": calls,
        "chairs": any(held.code == RoleCode.JURY_CHAIR for held in hat.roles),
        "fictional": user.fictional or any(call.fictional for call in calls),
    }
