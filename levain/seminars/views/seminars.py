"""Read a seminar: the list, the page, the running order, the calendar file."""

from collections import Counter

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from levain.foundation.verdicts import require
from levain.seminars import invitation, rules
from levain.seminars.models import Registration, Seminar, Side
from levain.seminars.views import seminar_or_404

State = Registration.State


def listed(request):
    seminars = Seminar.objects.visible_to(request.user).select_related("cohort").order_by("starts")
    shown = list(seminars)
    now = timezone.now()
    return render(
        request,
        "seminars/list.html",
        {
            "to_come": [seminar for seminar in shown if seminar.ends >= now],
            "past": [seminar for seminar in reversed(shown) if seminar.ends < now],
            "may_create": rules.can_create_seminar(request.user),
            "fictional": any(seminar.fictional for seminar in shown),
        },
    )


def seminar(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_see_seminar(request.user, seminar))
    registrations = list(seminar.registrations.select_related("user", "project"))
    minutes = getattr(seminar, "minutes", None)
    activities = seminar.activities.annotate(said=Count("contributions", filter=Q(contributions__hidden=False)))
    return render(
        request,
        "seminars/seminar.html",
        {
            "seminar": seminar,
            "agenda": seminar.clock(seminar.agenda.select_related("activity")),
            "activities": activities,
            "mine": next((line for line in registrations if line.user_id == request.user.pk), None),
            "may_register": rules.can_register(request.user, seminar),
            "may_manage": rules.can_manage_seminar(request.user, seminar),
            "minutes": minutes if minutes and rules.can_see_minutes(request.user, minutes) else None,
            "zones_differ": timezone.get_current_timezone_name() != seminar.time_zone,
            "fictional": seminar.fictional,
        }
        | who_comes(registrations),
    )


def who_comes(registrations) -> dict:
    """How many come, by side; how many wait; how many came."""
    coming = [line for line in registrations if line.state == State.REGISTERED]
    by_side = Counter(line.side for line in coming)
    return {
        "coming": coming,
        "by_side": [(side.label, by_side[side]) for side in Side if by_side[side]],
        "waiting": sum(line.state == State.WAITING for line in registrations),
        "came": sum(line.attended is True for line in registrations),
    }


def running_order(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_manage_seminar(request.user, seminar))
    items = seminar.clock(seminar.agenda.select_related("activity"))
    return render(
        request,
        "seminars/running_order.html",
        {
            "seminar": seminar,
            "agenda": items,
            "ends": items[-1].finishes if items else None,
            "late": bool(items) and items[-1].finishes > seminar.ends,
            "fictional": seminar.fictional,
            "wide": True,
        },
    )


def calendar(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_see_seminar(request.user, seminar))
    answer = HttpResponse(invitation.calendar(seminar), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{seminar.slug}.ics"'
    return answer
