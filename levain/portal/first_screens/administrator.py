"""The administrator: how the service is, who has an account, where the register of personal data is."""

from django.core.cache import cache
from django.db.models import Count, Max, Min, Q
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.foundation import health
from levain.foundation.models import Letter
from levain.people.models import Invitation, User
from levain.portal.first_screens import cohorts

TEMPLATE = "portal/first/administrator.html"
A_MINUTE = 60
SHOWN = 6
# Pages that other packages may offer, by the words of their link.
PAGES = (
    (_("Outbox"), "foundation:outbox"),
    (_("Register of personal data"), "foundation:personal_data"),
)


def context(user, hat) -> dict:
    return {
        **cache.get_or_set("portal.administrator.figures", figures, A_MINUTE),
        "last_error": Letter.objects.filter(sent_at=None).exclude(last_error="").first(),
        "disk": health.disk(),
        "backup": parse_datetime(health.last_backup() or ""),
        "invitations": Invitation.objects.open().count(),
        "pages": [*pages(), *people_of(hat)],
        "fictional": user.fictional,
    }


def people_of(hat) -> list[tuple[str, str]]:
    """The people of each session she administers, the newest first."""
    said = _now("The people of %(session)s")
    shown = cohorts.of_hat(hat).order_by("-starts", "-pk")[:SHOWN]
    return [(said % {"session": one.name}, reverse("projects:session_people", args=[one.slug])) for one in shown]


def figures() -> dict[str, dict]:
    """What is counted over every letter and every account: kept for a minute, however many there are."""
    return {
        "letters": Letter.objects.aggregate(
            waiting=Count("pk", filter=Q(sent_at=None)),
            oldest=Min("created_at", filter=Q(sent_at=None)),
            failing=Count("pk", filter=Q(sent_at=None) & ~Q(last_error="")),
            last_sent=Max("sent_at"),
        ),
        "people": User.objects.aggregate(
            active=Count("pk", filter=Q(is_active=True)),
            closed=Count("pk", filter=Q(is_active=False)),
            never=Count("pk", filter=Q(is_active=True, last_login=None)),
        ),
    }


def pages() -> list[tuple[str, str]]:
    found = []
    for label, name in PAGES:
        try:
            found.append((label, reverse(name)))
        except NoReverseMatch:
            continue
    return found
