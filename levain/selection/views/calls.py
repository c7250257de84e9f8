from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from levain.foundation.verdicts import require
from levain.selection import rules
from levain.selection.forms.eligibility import EligibilityForm
from levain.selection.models import Call
from levain.selection.rules.applications import can_start, can_type_in

CALLS_A_PAGE = 20


def calls(request):
    announced = Call.objects.visible_to(request.user).order_by("-opens")
    page = Paginator(announced, CALLS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "now": timezone.now(), "fictional": any(call.fictional for call in page)}
    if request.user.is_authenticated:
        context["composing"] = rules.cohorts_composed(request.user)
    return render(request, "selection/calls.html", context)


def call(request, slug):
    found = get_object_or_404(Call.objects.select_related("cohort__programme"), slug=slug)
    require(rules.can_read_call(request.user, found))
    criteria = [(criterion, round(criterion.weight * 100)) for criterion in found.criteria.all()]
    context = {
        "call": found,
        "criteria": criteria,
        "open": found.is_open(),
        "to_come": found.opens > timezone.now(),
        "in_grace": found.announced and found.closes <= timezone.now() < found.last_moment,
        "moved": list(found.closings_moved.all()),
        "zones_differ": timezone.get_current_timezone_name() != found.time_zone,
        "here": timezone.get_current_timezone_name().rpartition("/")[2],
        "may_start": can_start(request.user, found),
        "may_type_in": can_type_in(request.user, found),
        "may_compose": rules.can_compose_its_call(request.user, found),
        "may_read_jury": rules.can_read_jury(request.user, found),
        "may_read_applications": rules.can_read_applications(request.user, found),
        "fictional": found.fictional,
    }
    return render(request, "selection/call.html", context)


def eligibility(request, slug):
    """ "Is this for us?" Nothing is kept, nobody is turned away: each answer is explained on the same page."""
    found = get_object_or_404(Call.objects.select_related("cohort__programme"), slug=slug)
    require(rules.can_read_call(request.user, found))
    form = EligibilityForm(request.POST or None, questions=found.eligibility.get("questions", []))
    answered = request.method == "POST" and form.is_valid()
    context = {"call": found, "form": form, "answered": answered, "open": found.is_open()}
    context["may_start"] = can_start(request.user, found)
    context["intro"] = found.eligibility.get("intro", "")
    context["explained"] = form.explained() if answered else []
    return render(request, "selection/eligibility.html", context | {"fictional": found.fictional})
