from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.evaluation import maturity, panels, rules, services
from levain.evaluation.forms import AgreeForm, LevelsForm, ProofForm
from levain.evaluation.models import Look, MaturityProof, Moment
from levain.foundation.verdicts import require
from levain.projects.views import project_or_404

REFUSALS = (services.NotTheirWords, services.OffTheGrid, services.ReasonMissing, services.TooFewLooks)


def profile(request, slug):
    """The profile at three moments, the three looks at one of them, the dimension to work on."""
    project = project_or_404(slug)
    require(rules.can_read_maturity(request.user, project))
    moment = _asked(request, project)
    seen = maturity.of(request.user, project, moment)
    return _render(
        request,
        "evaluation/maturity.html",
        project,
        seen=seen,
        drawing=maturity.drawing(seen) if seen.profiles else None,
        looks=list(Look),
        moments=list(Moment),
        may_give=rules.can_give_levels(request.user, project),
        may_agree=rules.can_agree_levels(request.user, project),
        may_prove=rules.can_prove(request.user, project),
    )


def give(request, slug):
    project = project_or_404(slug)
    require(rules.can_give_levels(request.user, project))
    moment = _asked(request, project)
    offered = [look for look in Look if rules.can_give_as(request.user, project, look)]
    look = request.GET.get("regard", "")
    look = Look(look) if look in offered else offered[0]
    seen = maturity.of(request.user, project, moment)
    form = LevelsForm(request.POST or None, lines=seen.lines, look=look)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_levels(project, moment=moment, look=look, levels=form.levels(), by=request.user)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The levels are recorded. You can now see what the others said."))
            return redirect(_page(project, moment))
    context = {"form": form, "moment": moment, "look": look, "offered": offered}
    types = look not in rules.looks_of(request.user, project)
    return _render(request, "evaluation/maturity_give.html", project, types=types, **context)


def agree(request, slug):
    project = project_or_404(slug)
    require(rules.can_agree_levels(request.user, project))
    moment = _asked(request, project)
    seen = maturity.of(request.user, project, moment)
    form = AgreeForm(request.POST or None, lines=seen.lines)
    if request.method == "POST" and form.is_valid():
        agreed = {line.dimension.pk: services.Agreed(*form.told(line)) for line in seen.lines}
        try:
            services.agree_levels(project, moment=moment, agreed=agreed, by=request.user)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The levels agreed are recorded."))
            return redirect(_page(project, moment))
    return _render(request, "evaluation/maturity_agree.html", project, form=form, moment=moment)


def prove(request, slug):
    """What shows the sentences of one dimension to be true."""
    project = project_or_404(slug)
    require(rules.can_prove(request.user, project))
    moment = _asked(request, project)
    seen = maturity.of(request.user, project, moment)
    if not seen.lines:
        return redirect("evaluation:maturity", slug)
    code = request.GET.get("dimension") or (seen.lines[0].dimension.code)
    line = next((one for one in seen.lines if one.dimension.code == code), None)
    if line is None:
        raise Http404
    form = ProofForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.add_proofs(
                project,
                moment=moment,
                proofs={told["descriptor"]: told["text"]},
                by=request.user,
                token=told["token"],
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. The level borne out by the evidence is computed again."))
            return redirect(request.get_full_path())
    return _render(request, "evaluation/maturity_prove.html", project, form=form, line=line, moment=moment, seen=seen)


@require_POST
def remove(request, pk):
    proof = get_object_or_404(MaturityProof.objects.select_related("project__cohort__programme"), pk=pk)
    require(rules.can_remove_proof(request.user, proof))
    services.remove_proof(proof, by=request.user)
    messages.success(request, _("Taken away. It is no longer counted."))
    return redirect(_page(proof.project, Moment(proof.moment)))


def _asked(request, project):
    return Moment.at(request.GET.get("moment", "")) or panels.moment_due(project.cohort) or Moment.START


def _page(project, moment):
    return reverse("evaluation:maturity", args=[project.slug]) + f"?moment={moment.path}"


def _render(request, template, project, **context):
    return render(request, template, {"project": project, "fictional": project.fictional, **context})
