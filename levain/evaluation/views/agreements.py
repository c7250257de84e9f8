from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from levain.evaluation import panels, rules, services, signing, views_apart
from levain.evaluation.forms import ConversationForm, PaperSignatureForm, ViewsForm
from levain.evaluation.ipa_chart import chart
from levain.evaluation.models import GapAgreement, Moment, Objective, PersonalView, Rating, Voice
from levain.evaluation.views import objective_or_404
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.projects.views import project_or_404

REFUSALS = (
    services.NobodyNamed,
    services.NotSettled,
    services.NotTheirWords,
    services.OffTheScale,
    services.TooLate,
    services.ViewsClosed,
    services.WordsChanged,
)


def sign(request, slug):
    """The objectives as they are signed, who has signed, and the button."""
    project = project_or_404(slug)
    require(rules.can_read_signatures(request.user, project))
    form = None
    if rules.types(request.user, project):
        form = PaperSignatureForm(request.POST or None, initial={"signed_on": timezone.localdate()})
    if request.method == "POST":
        require(rules.can_sign(request.user, project))
        if _signed(request, project, form):
            return redirect("evaluation:sign", slug)
    signed = signing.of(project, services.settled_with_levels(project))
    mine = rules.signs_for(request.user, project)
    return render(
        request,
        "evaluation/sign.html",
        {
            "project": project,
            "signing": signed,
            "to_sign": [side for side in signed.sides if side.voice in mine and not side.signature],
            "form": form,
            "fictional": project.fictional,
        },
    )


def _signed(request, project, form):
    told = {"voice": request.POST.get("voice", ""), "digest": request.POST.get("digest", ""), "by": request.user}
    if told["voice"] not in Voice.values:
        raise Http404
    require(rules.can_sign_as(request.user, project, told["voice"]))
    if "paper" in request.POST and form is not None:
        if not form.is_valid():
            return False
        told |= {"name_on_paper": form.cleaned_data["name_on_paper"], "on": form.cleaned_data["signed_on"]}
    try:
        services.sign(project, **told)
    except REFUSALS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Signed. The signature holds as long as these words do not change."))
    return True


def converse(request, pk, moment):
    """The adviser writes down what the sides say, one objective after the other."""
    moment = _moment(moment)
    objective = objective_or_404(pk)
    require(rules.can_type_levels(request.user, objective))
    waiting = [voice for voice in Voice if not objective.rating(moment, voice)]
    form = ConversationForm(request.POST or None, voices=waiting)
    if request.method == "POST" and form.is_valid():
        try:
            services.converse(objective, moment=moment, said=form.said(), by=request.user)
        except (*REFUSALS, ChangedSince) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down. Each side confirms its level from its own page."))
            return redirect(*_following(objective, moment))
    return render(
        request,
        "evaluation/converse.html",
        {
            "objective": objective,
            "project": objective.project,
            "moment": moment,
            "form": form,
            "levels": list(reversed(objective.levels.all())),
            "spoken": [voice for voice in Voice if voice not in waiting],
            "fictional": objective.project.fictional,
        },
    )


def _following(objective, moment):
    others = Objective.objects.filter(project=objective.project).settled().prefetch_related("ratings")
    for other in others:
        if other.position > objective.position and not all(other.rating(moment, voice) for voice in Voice):
            return "evaluation:converse", other.pk, moment.path
    return "evaluation:objectives", objective.project.slug


def confirm_levels(request, slug):
    """What was typed for her sides, read at once and confirmed in one gesture."""
    project = project_or_404(slug)
    require(rules.can_confirm_levels(request.user, project))
    mine = rules.voices_of(request.user, project)
    if request.method == "POST":
        n = services.confirm_all(project, by=request.user)
        messages.success(request, ngettext("%(n)d level confirmed.", "%(n)d levels confirmed.", n) % {"n": n})
        return redirect("evaluation:objectives", slug)
    typed = Rating.objects.filter(objective__project=project, voice__in=mine, rated_by=None)
    typed = typed.select_related("objective__project", "typed_by")
    return render(
        request,
        "evaluation/confirm_levels.html",
        {"project": project, "typed": typed, "fictional": project.fictional},
    )


def views(request, slug):
    """What each objective matters to each person, by side: her own answers, then the gap between the sides."""
    project = project_or_404(slug)
    require(rules.can_read_objectives(request.user, project))
    moment = Moment.at(request.GET.get("moment", "")) or panels.moment_due(project.cohort) or Moment.START
    objectives = services.settled_with_levels(project)
    apart = views_apart.of(objectives, moment)
    agreed = {one.voice: one for one in GapAgreement.objects.filter(project=project, moment=moment)}
    hers = rules.signs_for(request.user, project) & set(rules.PUBLISHED_BY)
    closed_on = _closed(services.views_closed_after(project, moment))
    return render(
        request,
        "evaluation/views_apart.html",
        {
            "project": project,
            "moment": moment,
            "moments": list(Moment),
            "apart": apart,
            "charts": [
                (name, apart.grids[side], chart(project, apart, side) if apart.grids[side].n >= 4 else None)
                for side, name in views_apart.SIDE_NAMES.items()
            ],
            "answered": [(name, apart.answered[side]) for side, name in views_apart.SIDE_NAMES.items()],
            "floor": views_apart.FEWEST_A_SIDE,
            "may_answer": rules.can_give_view(request.user, project),
            "closed_on": closed_on,
            "agreed": [(Voice(voice), agreed.get(voice)) for voice in rules.PUBLISHED_BY],
            "decides": hers,
            "has_agreed": bool(hers) and hers <= set(agreed),
            "published": set(rules.PUBLISHED_BY) <= set(agreed),
            "fictional": project.fictional,
        },
    )


def give_views(request, slug, moment):
    project = project_or_404(slug)
    moment = _moment(moment)
    require(rules.can_give_view(request.user, project))
    objectives = services.settled_with_levels(project)
    closes = services.views_closed_after(project, moment)
    if request.method != "POST" and _closed(closes):
        messages.info(request, _("The days to answer are over: what each side thinks may be read."))
        return redirect(reverse("evaluation:views", args=[slug]) + f"?moment={moment.path}")
    voices = sorted(rules.voices_of(request.user, project))
    types = not voices
    held = PersonalView.objects.filter(objective__in=objectives, moment=moment, person=request.user)
    given = {} if types else {view.objective_id: view for view in held}
    form = ViewsForm(
        request.POST or None, objectives=objectives, voices=voices or list(Voice), types=types, given=given
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.give_views(
                project,
                moment=moment,
                voice=form.cleaned_data["voice"],
                views=form.views(),
                by=request.user,
                sheet=form.cleaned_data["sheet"] if types else None,
                shown_under_the_floor=form.cleaned_data.get("shown_under_the_floor", False),
            )
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. It is only ever shown with the answers of the same side."))
            if types:
                return redirect("evaluation:give_views", slug, moment.path)
            return redirect("evaluation:views", slug)
    context = {"project": project, "moment": moment, "form": form, "types": types, "closes": closes}
    return render(request, "evaluation/give_views.html", context | {"fictional": project.fictional})


def _closed(closes):
    """The last day to answer, once it is over."""
    return closes if closes and timezone.localdate() > closes else None


@require_POST
def publish_gaps(request, slug, moment):
    project = project_or_404(slug)
    moment = _moment(moment)
    require(rules.can_decide_on_gaps(request.user, project))
    if "take_back" in request.POST:
        services.take_back(project, moment=moment, by=request.user)
        messages.success(request, _("Your side no longer agrees: the gaps are not published."))
    else:
        services.agree_to_publish(project, moment=moment, by=request.user)
        messages.success(request, _("Your side agrees. The gaps are published once the other side agrees too."))
    return redirect("evaluation:views", slug)


def _moment(path):
    moment = Moment.at(path)
    if moment is None:
        raise Http404
    return moment
