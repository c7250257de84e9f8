"""The administrator: how the service is, who has an account, where the register of personal data is."""

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from levain.foundation import health
from levain.foundation.models import Letter
from levain.people.models import Invitation, User
from levain.portal.first_screens import cohorts
from levain.programmes.models import Programme
from levain.programmes.rules import administers_house, can_found_programme
from levain.projects.models import Project

TEMPLATE = "portal/first/administrator.html"
A_MINUTE = 60
SHOWN = 6
PROGRAMMES = 20
# Pages that other packages may offer, by the words of their link.
PAGES = (
    (_("Outbox"), "foundation:outbox"),
    (_("Register of personal data"), "foundation:personal_data"),
)


def context(user, hat) -> dict:
    counted = cache.get_or_set("portal.administrator.figures", figures, A_MINUTE)
    return {
        **house(user, hat),
        **counted,
        "last_error": last_error() if counted["letters"]["failing"] else None,
        "disk": health.disk(),
        "backup": parse_datetime(health.last_backup() or ""),
        "invitations": Invitation.objects.open().count(),
        "pages": [*pages(), *people_of(hat)],
        "fictional": user.fictional,
    }


def programmes(user, hat) -> list[Programme]:
    """Those she administers; whoever administers the whole house sees that the others are there."""
    mine = hat.scopes(Programme)
    found = Programme.objects.all() if administers_house(user) else Programme.objects.filter(pk__in=mine)
    chosen = Project.objects.filter(cohort__programme=OuterRef("pk"))
    found = list(found.annotate(begun=Exists(chosen)).order_by("name", "pk")[:PROGRAMMES])
    for programme in found:
        programme.hers = programme.pk in mine
    return found


def house(user, hat) -> dict:
    """Its programmes; what the house itself still misses, said to whoever administers it."""
    may_found = can_found_programme(user)
    return {
        "programmes": programmes(user, hat),
        "may_found": may_found,
        "unsettled": unsettled() if may_found else [],
    }


def unsettled() -> list[tuple[str, str]]:
    """What its settings leave open, each with what it changes for people; nothing of it is asked of the base."""
    found = []
    if any(not settings.HOST[name] for name in ("publisher", "director", "hosting", "contact")):
        found.append((_now("Say who publishes and hosts the site"), _now("The legal notice is not filled in.")))
    if settings.MAILS_ARE_FILES:
        found.append(
            (_now("Name a mail server"), _now("Mails are files in the folder of the house: nobody receives them."))
        )
    if not settings.SERVED_ON_TLS:
        found.append(
            (
                _now("Give the site its address"),
                _now("Links in the mails lead to %(url)s.") % {"url": settings.SITE_URL},
            )
        )
    return found


def people_of(hat) -> list[tuple[str, str]]:
    """The people of each session she administers, the newest first."""
    said = _now("The people of %(session)s")
    shown = cohorts.of_hat(hat).order_by("-starts", "-pk")[:SHOWN]
    return [(said % {"session": one.name}, reverse("projects:session_people", args=[one.slug])) for one in shown]


def last_error() -> Letter | None:
    return Letter.objects.filter(sent_at=None).exclude(last_error="").first()


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
