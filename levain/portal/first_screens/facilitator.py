"""The facilitator: the running order of the next seminar, its link, and what is left to prepare."""

from django.db.models import Count, Q
from django.utils import timezone

from levain.programmes.models import Cohort, Programme
from levain.seminars import readiness, services
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
        "left": readiness.left(seminar, services.gathering_of(seminar), agenda) if seminar else [],
        "unwritten": list(unwritten.order_by("-starts")[:3]),
        "past": None if seminar else mine.filter(ends__lt=now).order_by("-starts").first(),
        "fictional": user.fictional or bool(seminar and seminar.fictional),
    }
