"""The jury: the files left to read, the conflicts declared, the deadline; nothing of what the others think."""

from levain.people.models import RoleCode
from levain.selection.models import Call
from levain.selection.rules import jury_of
from levain.selection.services.progress import mine

TEMPLATE = "portal/first/jury.html"
SHOWN = 5


def context(user, hat) -> dict:
    found = Call.objects.filter(pk__in=hat.scopes(Call)).select_related("cohort__programme", "jury")
    calls = list(found.order_by("-closes")[:SHOWN])
    hers = mine(user, calls)
    return {
        "sittings": [{"call": call, "jury": jury_of(call), "mine": hers[call.pk]} for call in calls],
        "chairs": any(held.code == RoleCode.JURY_CHAIR for held in hat.roles),
        "fictional": user.fictional or any(call.fictional for call in calls),
    }
