from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from levain.evaluation import panels, rules, services, side_by_side, signing
from levain.evaluation.forms import ObjectiveForm, WithdrawForm
from levain.evaluation.models import Moment, Voice
from levain.evaluation.views import objective_or_404
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.people.models import RoleCode
from levain.projects.rules import codes
from levain.projects.views import project_or_404

REFUSALS = (
    services.AlreadyRated,
    services.LevelsIncomplete,
    services.NotSettled,
    services.TooMany,
    services.WeightIncomplete,
    services.WordsMissing,
)


def objectives(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_objectives(request.user, project))
    found = list(project.objectives.whole())
    for objective in found:
        objective.project = project
    settled = [o for o in found if o.agreed_on and not o.withdrawn_on]
    mine = rules.voices_of(request.user, project)
    types = RoleCode.ADVISER in codes(request.user, project)
    return render(
        request,
        "evaluation/objectives.html",
        {
            **_together(project, settled, types),
            "unsigned": _unsigned(project, settled),
            "to_confirm": any(r.voice in mine and not r.confirmed for o in settled for r in o.ratings.all()),
            "project": project,
            "rows": side_by_side.rows(request.user, settled),
            "drafts": [o for o in found if not o.agreed_on and not o.withdrawn_on],
            "withdrawn": [o for o in found if o.withdrawn_on],
            "moments": list(Moment),
            "voices": [(voice, side_by_side.letter(voice)) for voice in Voice],
            "mine": mine,
            "may_write": rules.can_write_objectives(request.user, project),
            "types": types,
            "opened": request.GET.get("objectif", ""),
            "fictional": project.fictional,
        },
    )


def _together(project, settled, types):
    """For the adviser, the moment whose levels are still to be written down, and the objective to begin with."""
    moment = panels.moment_due(project.cohort)
    if types and moment:
        for objective in settled:
            if not all(objective.rating(moment, voice) for voice in rules.PUBLISHED_BY):
                return {"together": moment, "together_from": objective.pk}
    return {}


def _unsigned(project, settled):
    """Who has not signed the words as they are now, in words."""
    missing = signing.of(project, settled).missing if settled else []
    names = get_text_list([str(side.voice.label) for side in missing], _("and"))
    return _("Not signed yet by: %(names)s") % {"names": names} if missing else ""


def new(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_objectives(request.user, project))
    form = ObjectiveForm(request.POST or None, voices=_voices(request.user, project))
    if request.method == "POST" and form.is_valid():
        written = _write(request, project, form)
        if written:
            return redirect(written)
    return _form_page(request, project, form)


def edit(request, pk):
    objective = objective_or_404(pk)
    require(rules.can_edit_objective(request.user, objective))
    form = ObjectiveForm(request.POST or None, voices=_voices(request.user, objective.project), objective=objective)
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            written = _write(request, objective, form)
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            form.data = {**request.POST.dict(), "version": current.version}
        else:
            if written:
                return redirect(written)
    return _form_page(request, objective.project, form, objective=objective, current=current)


def withdraw(request, pk):
    objective = objective_or_404(pk)
    require(rules.can_withdraw(request.user, objective))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_objective(objective, because=form.cleaned_data["because"], by=request.user)
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The objective is withdrawn. What was said of it is kept."))
            return redirect("evaluation:objectives", objective.project.slug)
    context = {"form": form, "objective": objective, "project": objective.project}
    return render(request, "evaluation/withdraw.html", context | {"fictional": objective.project.fictional})


def _voices(user, project):
    return [voice for voice in Voice if rules.can_word(user, project, voice)]


def _write(request, target, form):
    """Settle or keep as a draft; None when the service refuses, with its reason in the form."""
    values = form.cleaned_data
    told = {
        "by": request.user,
        "agreed": values["agreed"],
        "levels": form.levels(),
        "importance": values["importance"],
        "difficulty": values["difficulty"],
        "token": values["token"],
        "version": values["version"] or (0 if form.objective else None),
    }
    try:
        if form.settles:
            written = services.settle_objective(target, **told, **form.wordings())
            messages.success(request, _("The objective and its five levels are settled."))
        else:
            written = services.draft_objective(target, **told, wordings=form.wordings())
            messages.success(request, _("The draft is kept. The others of the project can complete it."))
    except REFUSALS as error:
        form.add_error(None, str(error))
        return None
    return written


def _form_page(request, project, form, objective=None, current=None):
    words = [(voice.label, objective.wording(voice)) for voice in Voice if objective and voice not in form.voices]
    return render(
        request,
        "evaluation/objective_form.html",
        {
            "project": project,
            "form": form,
            "objective": objective,
            "current": current,
            "words_of_others": [(label, text) for label, text in words if text],
            "fictional": project.fictional,
        },
    )
