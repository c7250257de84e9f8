"""What is left to prepare, of a programme and of a session."""

from django.shortcuts import get_object_or_404, render

from levain.foundation.verdicts import require
from levain.portal import preparing
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import (
    can_open_cohort,
    can_run_programme,
    can_see_programme,
    can_steer,
    can_steer_programme,
)

SHOWN = 10


def programme(request, slug):
    """A programme, and what is left to prepare of the session that has no project yet."""
    found = get_object_or_404(Programme, slug=slug)
    require(can_see_programme(request.user, found))
    cohorts = list(found.cohorts.order_by("-starts", "-pk")[:SHOWN])
    cohort = preparing.being_prepared(found.cohorts.all()) if cohorts else None
    preparation = preparing.of(request.user, found, cohort) if cohort or not cohorts else None
    context = {
        "programme": found,
        "cohorts": cohorts,
        "prepared": cohort,
        "preparation": preparation,
        "may_run": can_run_programme(request.user, found),
        "may_open": can_open_cohort(request.user, found),
        "may_list": can_steer_programme(request.user, found),
        "fictional": any(one.fictional for one in cohorts),
    }
    return render(request, "portal/programme.html", context)


def prepare(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(preparing.can_prepare(request.user, cohort))
    context = {
        "cohort": cohort,
        "preparation": preparing.of(request.user, cohort.programme, cohort),
        "may_steer": can_steer(request.user, cohort),
        "fictional": cohort.fictional,
    }
    return render(request, "portal/prepare.html", context)
