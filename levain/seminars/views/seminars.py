"""Read a seminar: the list and its page."""

from collections import Counter

from django.db.models import Count, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from levain.foundation.verdicts import require
from levain.seminars import between, readiness, rules, services
from levain.seminars.forms import CodeForm
from levain.seminars.models import Live, Registration, Seminar, Side
from levain.seminars.views import seminar_or_404
from levain.seminars.views.coming import expected_of, is_today

State = Registration.State
# The pages around a seminar that are each person's own.
HERS = ("registration", "calendar", "way", "here", "expectations", "certificate")


def listed(request):
    seminars = Seminar.objects.visible_to(request.user).select_related("cohort", "gathering").order_by("starts")
    shown = list(seminars)
    now = timezone.now()
    return render(
        request,
        "seminars/list.html",
        {
            "to_come": [seminar for seminar in shown if seminar.ends >= now],
            "past": [seminar for seminar in reversed(shown) if seminar.ends < now],
            "may_create": rules.can_create_seminar(request.user),
            "between": between.latest(request.user, {seminar.cohort_id for seminar in shown}),
            "fictional": any(seminar.fictional for seminar in shown),
        },
    )


def seminar(request, slug):
    seminar = seminar_or_404(slug)
    require(rules.can_see_seminar(request.user, seminar))
    registrations = list(seminar.registrations.select_related("user", "project"))
    minutes = getattr(seminar, "minutes", None)
    mine = next((line for line in registrations if line.user_id == request.user.pk), None)
    agenda = seminar.clock(seminar.agenda.select_related("activity"))
    may_manage = rules.can_manage_seminar(request.user, seminar)
    activities = seminar.activities.annotate(said=Count("contributions", filter=Q(contributions__hidden=False)))
    gathering = services.gathering_of(seminar)
    return render(
        request,
        "seminars/seminar.html",
        {
            "seminar": seminar,
            "gathering": gathering,
            "live": Live.objects.open().filter(seminar=seminar).first(),
            "agenda": agenda,
            "activities": activities,
            "mine": mine,
            "expected": expected_of(mine, seminar),
            "to": {page: reverse(f"seminars:{page}", args=[seminar.slug]) for page in HERS},
            "today": is_today(seminar),
            "code": CodeForm(),
            "may_register": rules.can_register(request.user, seminar),
            "may_manage": may_manage,
            "left": readiness.left(seminar, gathering, agenda) if may_manage else [],
            "pages": readiness.pages(seminar, gathering) if may_manage else [],
            "minutes": minutes if minutes and rules.can_see_minutes(request.user, minutes) else None,
            "zones_differ": timezone.get_current_timezone_name() != seminar.time_zone,
            "over": seminar.is_over(),
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
