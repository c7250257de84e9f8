"""What the framework of a cohort is made of: its criteria, the boxes of its logic model, its indicators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.evaluation import rules, services
from levain.evaluation.forms.framework_parts import FORMS
from levain.evaluation.views.matrix import changing, of_cohort, page
from levain.foundation.verdicts import require

ADDED = {
    "critere": gettext_lazy("Add a criterion"),
    "boite": gettext_lazy("Add a box"),
    "indicateur": gettext_lazy("Add an indicator"),
}


def parts(request, slug):
    cohort, framework = of_cohort(slug)
    require(rules.can_read_cohort_framework(request.user, cohort))
    return page(
        request,
        "evaluation/framework_parts.html",
        cohort,
        criteria=framework.criteria.all(),
        boxes=framework.logicnodes.all(),
        indicators=framework.indicators.select_related("criterion"),
        may_edit=rules.can_edit_cohort_framework(request.user, cohort),
    )


def change(request, slug):
    """Add a part (?quoi=), or change the one of this code, or take it off."""
    cohort, framework = of_cohort(slug)
    require(rules.can_edit_cohort_framework(request.user, cohort))
    what, code = request.GET.get("quoi", "critere"), request.GET.get("code", "")
    if what not in FORMS:
        raise Http404
    kind, form_class = FORMS[what]
    known = kind.objects.select_related("framework")
    part = known.filter(framework=framework, code=code).first()
    if part is None and code and "drop" in request.POST:
        messages.info(request, _("%(code)s was already taken off.") % {"code": code})
        return redirect("evaluation:framework_parts", slug)
    if part is None and code:
        raise Http404
    form = form_class(request.POST or None, framework=framework, used=services.is_used(framework), part=part)
    dropping = part is not None and "drop" in request.POST
    if request.method == "POST" and (dropping or form.is_valid()):
        with changing(request, form):
            _write(request, framework, kind, form, part, dropping)
            return redirect("evaluation:framework_parts", slug)
    title = _("Change %(code)s") % {"code": part.code} if part else ADDED[what]
    return page(request, "evaluation/framework_part.html", cohort, form=form, part=part, title=title)


def _write(request, framework, kind, form, part, dropping):
    if dropping:
        services.drop_part(part, by=request.user, reason=request.POST.get("reason", ""))
    else:
        told = {"said": form.said(), "opened": form.cleaned_data["opened"], "reason": form.why()}
        services.write_part(framework, kind, by=request.user, part=part, **told)
