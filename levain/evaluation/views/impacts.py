"""The register of effects, the sheet of each, and its contribution analysis in six steps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from levain.evaluation.forms import impacts as forms
from levain.evaluation.models import Effect, Proof, Rival
from levain.evaluation.rules import impacts as rules
from levain.evaluation.services import impacts as services
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.views import project_or_404
from levain.projects.views.records import filled, page, saved

STEPS = {
    1: gettext_lazy("Ask the question"),
    2: gettext_lazy("Say how it works, and what else may explain it"),
    3: gettext_lazy("Gather the evidence of each link"),
    4: gettext_lazy("Tell the story, and try it"),
    5: gettext_lazy("Look for what is missing"),
    6: gettext_lazy("Revise, and give the verdict"),
}
FORMS = {
    1: forms.QuestionForm,
    2: forms.TheoryForm,
    4: forms.StoryForm,
    5: forms.ToFindForm,
    6: forms.VerdictForm,
}
LEVELS = {
    None: gettext_lazy("no evidence yet"),
    1: gettext_lazy("single statement"),
    2: gettext_lazy("concordant"),
    3: gettext_lazy("triangulated"),
    4: gettext_lazy("verified"),
}
LACKS = {
    "source": gettext_lazy("another independent source"),
    "other_voice": gettext_lazy("a source other than the bearers"),
    "kind": gettext_lazy("another kind of source"),
    "category": gettext_lazy("another category of people"),
    "rival": gettext_lazy("a rival explanation examined"),
    "outside": gettext_lazy("somebody outside the project who bears it out"),
}


def effect_or_404(pk) -> Effect:
    found = Effect.objects.select_related("project__cohort__programme", "verdict_by", "lowered_by", "written_by")
    return get_object_or_404(found.prefetch_related("proofs__link", "proofs__documents", "rivals", "links"), pk=pk)


def told(effect: Effect) -> Effect:
    """What a page says of an effect: its strength in words, and what the next level lacks."""
    effect.strength = services.strength_of(effect)
    effect.level = services.level_of(effect)
    effect.level_label = LEVELS[effect.level]
    effect.lacks = [LACKS[what] for what in effect.strength.lacks]
    return effect


def effects(request, slug):
    project = project_or_404(slug)
    require(rules.can_read_effects(request.user, project))
    found = list(project.effects.prefetch_related("proofs", "rivals"))
    for effect in found:
        effect.project = project
        told(effect)
    return page(
        request,
        "evaluation/effects.html",
        project,
        direct=[effect for effect in found if effect.directness == Effect.Directness.DIRECT],
        indirect=[effect for effect in found if effect.directness == Effect.Directness.INDIRECT],
        found=found,
        may_write=rules.can_write_effects(request.user, project),
    )


def new(request, slug):
    project = project_or_404(slug)
    require(rules.can_write_effects(request.user, project))
    form = filled(request, forms.EffectForm, Effect())
    if request.method == "POST" and form.is_valid():
        made = services.write_effect(project, by=request.user, **form.told())
        messages.success(request, _("The effect is in the register. Say now what shows it."))
        return redirect(made)
    return page(
        request,
        "evaluation/effect_form.html",
        project,
        form=form,
        page_heading=_("Write down an effect"),
        back=reverse("evaluation:effects", args=[slug]),
    )


def edit(request, pk):
    effect = effect_or_404(pk)
    require(rules.can_edit_effect(request.user, effect))
    form = filled(request, forms.EffectForm, effect)
    if saved(request, form, effect, services.edit_effect, _("The effect has been changed.")):
        return redirect(effect)
    return page(
        request,
        "evaluation/effect_form.html",
        effect.project,
        form=form,
        page_heading=_("Change an effect"),
        back=effect.get_absolute_url(),
    )


def effect(request, pk):
    found = told(effect_or_404(pk))
    require(rules.can_read_effect(request.user, found))
    proofs = list(found.proofs.all())
    for proof in proofs:
        proof.effect = found
        proof.may_take_off = rules.can_take_off(request.user, proof)
    return page(
        request,
        "evaluation/effect.html",
        found.project,
        effect=found,
        for_it=[proof for proof in proofs if proof.supports],
        against=[proof for proof in proofs if not proof.supports],
        steps=_steps(found),
        may_edit=rules.can_edit_effect(request.user, found),
        may_judge=rules.can_judge(request.user, found),
    )


def _steps(effect: Effect) -> list[tuple[int, object, bool]]:
    done = {
        1: effect.question,
        2: effect.theory,
        3: effect.links.all() and effect.proofs.all(),
        4: effect.story,
        5: effect.to_find,
        6: effect.verdict,
    }
    return [(place, title, bool(done[place])) for place, title in STEPS.items()]


def step(request, pk, place):
    """One of the six steps; the third gathers, the others are written."""
    if place not in STEPS:
        raise Http404
    found = told(effect_or_404(pk))
    require((rules.can_judge if place == 6 else rules.can_edit_effect)(request.user, found))
    form = filled(request, FORMS[place], found) if place in FORMS else None
    if form and _kept(request, form, found, place):
        following = place + 1
        return redirect("evaluation:effect_step", pk, following) if following in STEPS else redirect(found)
    return page(
        request,
        "evaluation/effect_step.html",
        found.project,
        effect=found,
        place=place,
        step_title=STEPS[place],
        steps=_steps(found),
        form=form,
        rival_form=forms.RivalForm() if place == 2 else None,
        link_form=forms.LinkForm() if place == 3 else None,
        unexamined=[rival for rival in found.rivals.all() if rival.verdict == Rival.Verdict.UNEXAMINED],
        back=found.get_absolute_url(),
    )


def _kept(request, form, found, place) -> bool:
    if place != 6:
        return saved(request, form, found, services.edit_effect, _("This step is kept."))
    if request.method != "POST" or not form.is_valid():
        return False
    told = form.told()
    try:
        services.judge(
            found, by=request.user, verdict=told["verdict"], revised=told["revised"], version=told["version"]
        )
    except (services.RivalUnexamined, services.NothingShowsIt) as error:
        form.add_error("verdict", str(error))
    except ChangedSince as changed:
        form.compare_with(changed.current, str(changed))
    else:
        messages.success(request, _("The verdict is given."))
        return True
    return False


@require_POST
def add_rival(request, pk):
    found = effect_or_404(pk)
    require(rules.can_edit_effect(request.user, found))
    return _added(request, found, forms.RivalForm(request.POST), services.add_rival, step=2)


@require_POST
def add_link(request, pk):
    found = effect_or_404(pk)
    require(rules.can_edit_effect(request.user, found))
    return _added(request, found, forms.LinkForm(request.POST), services.add_link, step=3)


def _added(request, effect, form, add, *, step):
    """Add what was typed in one line, and go back to the step it belongs to."""
    if form.is_valid():
        add(effect, by=request.user, **form.cleaned_data)
    else:
        messages.error(request, " ".join(form.errors["text"]))
    return redirect("evaluation:effect_step", effect.pk, step)


def weigh(request, pk):
    rivals = Rival.objects.select_related("effect__project__cohort__programme")
    rival = get_object_or_404(rivals, pk=pk)
    require(rules.can_edit_effect(request.user, rival.effect))
    known = {"verdict": rival.verdict, "because": rival.because}
    form = forms.WeighForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        services.weigh_rival(rival, by=request.user, **form.cleaned_data)
        messages.success(request, _("This explanation is weighed."))
        return redirect(rival.effect)
    return page(request, "evaluation/weigh_rival.html", rival.effect.project, rival=rival, form=form)


def add_proof(request, pk):
    found = effect_or_404(pk)
    require(rules.can_edit_effect(request.user, found))
    form = filled(request, forms.ProofForm, Proof(), effect=found)
    if request.method == "POST" and form.is_valid():
        services.add_proof(found, by=request.user, **form.told())
        messages.success(request, _("This piece is added. The strength was counted again."))
        return redirect(found)
    return page(
        request,
        "evaluation/effect_form.html",
        found.project,
        form=form,
        page_heading=_("Add a piece of evidence"),
        back=found.get_absolute_url(),
        intro=str(found),
    )


@require_POST
def take_off(request, pk):
    proof = get_object_or_404(Proof.objects.select_related("effect__project__cohort__programme"), pk=pk)
    require(rules.can_take_off(request.user, proof))
    effect = proof.effect
    services.take_off_proof(proof, by=request.user)
    messages.success(request, _("This piece is taken off. The strength was counted again."))
    return redirect(effect)


def lower(request, pk):
    found = told(effect_or_404(pk))
    require(rules.can_judge(request.user, found))
    known = {"version": found.version, "to": found.lowered_to, "because": found.lowered_because}
    form = forms.LowerForm(request.POST or None, computed=found.strength.level or 1, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.lower(found, by=request.user, **form.cleaned_data)
        except (services.NeverRaised, ChangedSince) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The strength is kept as you said, with its reason."))
            return redirect(found)
    return page(request, "evaluation/lower_strength.html", found.project, effect=found, form=form)
