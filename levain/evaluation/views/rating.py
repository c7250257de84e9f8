from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.evaluation import rules, services
from levain.evaluation.forms import RatingForm
from levain.evaluation.models import Moment, Objective, Rating, Voice
from levain.evaluation.views import objective_or_404
from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince

REFUSALS = (services.NotSettled, services.NotTheirWords, services.TooLate)


def rate(request, pk, moment):
    moment = Moment.at(moment)
    if moment is None:
        raise Http404
    objective = objective_or_404(pk)
    require(rules.can_rate(request.user, objective))
    offered = [voice for voice in Voice if rules.can_rate_as(request.user, objective, voice)]
    voice = _voice_asked(request, objective, moment, offered)
    rating = objective.rating(moment, voice)
    form = RatingForm(request.POST or None, objective=objective, rating=rating, initial={"voice": voice})
    current = None
    if request.method == "POST" and form.is_valid():
        require(rules.can_rate_as(request.user, objective, form.cleaned_data["voice"]))
        try:
            _give(request, objective, moment, form)
        except REFUSALS as error:
            form.add_error(None, str(error))
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            form.data = {**request.POST.dict(), "version": current.version}
        else:
            return redirect(_next(request.user, objective, moment, voice))
    return render(
        request,
        "evaluation/rate.html",
        {
            "objective": objective,
            "project": objective.project,
            "moment": moment,
            "voice": Voice(voice),
            "offered": offered,
            "types": voice not in rules.voices_of(request.user, objective.project),
            "form": form,
            "current": current,
            "fictional": objective.project.fictional,
        },
    )


@require_POST
def confirm(request, pk):
    ratings = Rating.objects.select_related("objective__project__cohort__programme")
    rating = get_object_or_404(ratings, pk=pk)
    require(rules.can_confirm(request.user, rating))
    try:
        services.confirm(rating, by=request.user)
    except (services.NothingToConfirm, ChangedSince) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You have confirmed this level."))
    return redirect(rating)


def _voice_asked(request, objective, moment, offered):
    """The voice of the form sent or of the link followed; else the first that has not spoken."""
    asked = request.POST.get("voice") or request.GET.get("voix")
    if asked in offered:
        return asked
    return next((voice for voice in offered if not objective.rating(moment, voice)), offered[0])


def _give(request, objective, moment, form):
    values = form.cleaned_data
    rating = services.rate(
        objective,
        moment=moment,
        voice=values["voice"],
        level=values["level"],
        reason=values["reason"],
        by=request.user,
        version=values["version"] or 0,
    )
    if rating.confirmed:
        messages.success(request, _("The level is recorded. You can now see what the others said."))
    else:
        messages.success(request, _("The level is typed. It will count once this side has confirmed it."))


def _next(user, objective, moment, voice):
    """In one conversation the objectives follow one another; then they are seen side by side."""
    following = Objective.objects.filter(project=objective.project).settled().whole()
    for other in following:
        if other.position > objective.position and not other.rating(moment, voice):
            return reverse("evaluation:rate", args=[other.pk, moment.path]) + f"?voix={voice}"
    return objective.get_absolute_url()
