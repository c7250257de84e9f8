"""The facilitator: the running order of the next seminar, its link, and what is left to prepare."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from levain.programmes.models import Cohort, Programme
from levain.seminars.models import Registration, Seminar

TEMPLATE = "portal/first/facilitator.html"
LINES = 8


def context(user, hat) -> dict:
    mine = Seminar.objects.filter(
        Q(pk__in=hat.scopes(Seminar))
        | Q(cohort__in=hat.scopes(Cohort))
        | Q(cohort__programme__in=hat.scopes(Programme))
    )
    coming = Count("registrations", filter=Q(registrations__state=Registration.State.REGISTERED))
    seminar = mine.to_come().annotate(coming=coming).first()
    agenda = seminar.clock(seminar.agenda.select_related("activity")) if seminar else []
    now = timezone.now()
    unwritten = mine.filter(ends__lt=now, minutes__isnull=True)
    return {
        "seminar": seminar,
        "agenda": agenda[:LINES],
        "lines_more": max(0, len(agenda) - LINES),
        "left": left(seminar, agenda) if seminar else [],
        "unwritten": list(unwritten.order_by("-starts")[:3]),
        "past": None if seminar else mine.filter(ends__lt=now).order_by("-starts").first(),
        "fictional": user.fictional or bool(seminar and seminar.fictional),
    }


def left(seminar: Seminar, agenda: list) -> list[tuple[str, str]]:
    """What is not ready yet, each with the page where it is prepared."""
    order, edit = (reverse(f"seminars:{page}", args=[seminar.slug]) for page in ("running_order", "edit"))
    found = []
    if not agenda:
        found.append((_("Write the agenda"), order))
    elif agenda[-1].finishes > seminar.ends:
        found.append((_("The agenda runs later than the end announced"), order))
    if nobody := [item for item in agenda if not item.who]:
        found.append((_("Lines that nobody leads: %(n)d") % {"n": len(nobody)}, order))
    if without := [item for item in agenda if item.activity_id and not item.plan_b]:
        found.append((_("Activities without a plan B: %(n)d") % {"n": len(without)}, order))
    if seminar.format != Seminar.Format.ONLINE and not seminar.place:
        found.append((_("Say where people meet"), edit))
    if seminar.format != Seminar.Format.ON_SITE and not seminar.link:
        found.append((_("Give the link to join from afar"), edit))
    return found
