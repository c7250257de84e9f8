from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.evaluation import rules, services
from levain.evaluation.models import (
    Criterion,
    EvaluationQuestion,
    Framework,
    Indicator,
    LogicLink,
    LogicNode,
    MaturityDescriptor,
)
from levain.foundation.verdicts import require
from levain.programmes.models import Cohort, Programme


def starter(request):
    require(rules.can_read_frameworks(request.user))
    return _page(request, Framework.objects.starter().order_by("-pk").first(), cohort=None)


def of_cohort(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_read_cohort_framework(request.user, cohort))
    return _page(request, Framework.objects.filter(cohort=cohort).first(), cohort=cohort)


@require_POST
def adopt(request, slug):
    cohort = get_object_or_404(Cohort.objects.select_related("programme"), slug=slug)
    require(rules.can_adopt_framework(request.user, cohort))
    services.adopt_framework(cohort, by=request.user)
    messages.success(request, _("The framework now belongs to this cohort."))
    return redirect("evaluation:cohort_framework", cohort.slug)


def _page(request, framework, cohort):
    context = {
        "framework": framework,
        "cohort": cohort,
        "may_adopt": rules.can_adopt_framework(request.user, cohort) if cohort else None,
        "cohorts": [] if cohort else Cohort.objects.filter(_own_cohorts(request.user)),
        "fictional": bool(cohort and cohort.fictional),
    }
    if framework:
        context |= _parts(framework)
    return render(request, "evaluation/framework.html", context)


def _own_cohorts(user):
    programmes = user.scopes(Programme, *rules.STAFF)
    return Q(pk__in=user.scopes(Cohort, *rules.STAFF)) | Q(programme__in=programmes)


def _parts(framework):
    indicators = Prefetch("indicators", Indicator.objects.order_by("position"))
    questions = EvaluationQuestion.objects.order_by("position").prefetch_related(indicators)
    criteria = Criterion.objects.filter(framework=framework).prefetch_related(Prefetch("questions", questions))
    nodes = LogicNode.objects.filter(framework=framework).prefetch_related(
        Prefetch("leads_to", LogicLink.objects.select_related("target"))
    )
    return {
        "criteria": criteria,
        "nodes": nodes,
        "descriptors": MaturityDescriptor.objects.filter(dimension__framework=framework)
        .select_related("dimension")
        .order_by("dimension__position", "level", "position"),
    }
