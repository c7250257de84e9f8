from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation.verdicts import require
from levain.portal import steering
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import can_open_cohort, can_steer, can_steer_programme
from levain.projects.models import Project
from levain.support.models import Need, Obstacle

COHORTS_A_PAGE = 20


def cohort(request, slug):
    """Steering: one line for each project, the same grid for all; every mark opens its rows."""
    found = get_object_or_404(Cohort.objects.select_related("programme").prefetch_related("phases"), slug=slug)
    require(can_steer(request.user, found))
    today = timezone.localdate()
    return render(
        request,
        "portal/cohort.html",
        {
            "cohort": found,
            "day": today,
            "over": found.ends < today,
            "phases": [(phase, phase.name_on(today)) for phase in found.phases.all()],
            "lines": steering.lines(found),
            "calls": list(found.calls.all()),
            "links": steering.links(found, request.user),
            "may_list": can_steer_programme(request.user, found.programme),
            "wide": True,
            "fictional": found.fictional,
        },
    )


def when(day) -> dict:
    """The moments by which cohorts are chosen: a closed list of names."""
    return {
        "en-cours": (_("Running"), Q(starts__lte=day, ends__gte=day)),
        "a-venir": (_("To come"), Q(starts__gt=day)),
        "finies": (_("Over"), Q(ends__lt=day)),
    }


def cohorts(request, slug):
    """Every cohort of a programme, one line each."""
    programme = get_object_or_404(Programme, slug=slug)
    require(can_steer_programme(request.user, programme))
    moments = when(timezone.localdate())
    chosen, words = request.GET.get("quand", ""), request.GET.get("nom", "").strip()[:200]
    found = programme.cohorts.all()
    if chosen in moments:
        found = found.filter(moments[chosen][1])
    if words:
        found = found.filter(name__icontains=words)
    page = Paginator(_counted(found.order_by("-starts", "-pk")), COHORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "portal/cohorts.html",
        {
            "programme": programme,
            "page": page,
            "moments": [(code, label) for code, (label, _moment) in moments.items()],
            "chosen": chosen,
            "words": words,
            "may_open": can_open_cohort(request.user, programme),
            "fictional": any(listed.fictional for listed in page),
        },
    )


def _counted(found):
    """Each cohort with its projects, open needs and obstacles."""
    return found.annotate(
        projects_count=_number(Project.objects.all(), "cohort"),
        needs_count=_number(Need.objects.exclude(state=Need.State.CLOSED), "project__cohort"),
        obstacles_count=_number(Obstacle.objects.filter(lifted_on=None), "project__cohort"),
    )


def _number(rows, place):
    counted = rows.filter(**{place: OuterRef("pk")}).order_by().values(place).annotate(number=Count("pk"))
    return Subquery(counted.values("number"))
