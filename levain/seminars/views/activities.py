"""What was said in an activity: read it, type it in, mend it, hide it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.seminars import reading, rules, services
from levain.seminars.forms import ContributionForm
from levain.seminars.models import Activity, Contribution

# What stays typed from one contribution to the next: a table's note-taker changes it seldom.
KEPT = ("side", "project", "table", "column")
# How many words stand on a page; fewer where a drawing and its list take their room.
A_PAGE, BESIDE_A_DRAWING = 50, 20


def activity_or_404(slug, pk) -> Activity:
    activities = Activity.objects.select_related("seminar__cohort__programme")
    return get_object_or_404(activities, pk=pk, seminar__slug=slug)


def contribution_or_404(slug, pk) -> Contribution:
    contributions = Contribution.objects.select_related(
        "activity__seminar__cohort__programme", "project__cohort__programme", "organisation", "author"
    )
    return get_object_or_404(contributions, pk=pk, activity__seminar__slug=slug)


def activity(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_see_activity(request.user, activity))
    return page(request, activity, form=None)


def page(request, activity, form):
    seminar = activity.seminar
    team = bool(rules.can_manage_seminar(request.user, seminar))
    may_write = rules.can_contribute(request.user, activity)
    if form is None and may_write:
        form = ContributionForm(activity=activity, team=team, initial=kept_typing(request))
    every = activity.contributions.select_related("author", "project__cohort__programme", "organisation")
    given = list(every if team else every.shown())
    for contribution in given:
        contribution.activity = activity
    read = reading.of(activity, given)
    shown = Paginator(read.said, BESIDE_A_DRAWING if read.matrix else A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "seminars/activity.html",
        {
            "seminar": seminar,
            "activity": activity,
            "form": form,
            "writing": bool(form and (form.is_bound or kept_typing(request)) or not seminar.is_over()),
            "may_write": may_write,
            "may_manage": team,
            "may_sort": rules.can_sort(request.user, activity),
            "read": read,
            "page": shown,
            "groups": reading.grouped(activity, shown.object_list),
            "fictional": seminar.fictional,
        },
    )


def kept_typing(request) -> dict:
    return {name: request.GET[name] for name in KEPT if name in request.GET}


@require_POST
def write(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_contribute(request.user, activity))
    team = bool(rules.can_manage_seminar(request.user, activity.seminar))
    form = ContributionForm(request.POST, activity=activity, team=team)
    if not form.is_valid():
        return page(request, activity, form)
    author = None if team else request.user
    try:
        services.contribute(activity, author=author, by=request.user, token=form.cleaned_data["token"], **form.told())
    except (services.Unfit, services.NothingSaid) as error:
        form.add_error(None, str(error))
        return page(request, activity, form)
    messages.success(request, _("Received, thank you. You can write another one."))
    kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    query = f"?{urlencode(kept)}" if team and kept else ""
    return redirect(f"{activity.get_absolute_url()}{query}#ecrire")


def contribution(request, slug, pk):
    said = contribution_or_404(slug, pk)
    require(rules.can_see_contribution(request.user, said))
    reading.hide_small_sides([said], said.activity)
    return render(
        request,
        "seminars/contribution.html",
        {
            "contribution": said,
            "activity": said.activity,
            "seminar": said.activity.seminar,
            "may_edit": rules.can_edit_contribution(request.user, said),
            "may_hide": rules.can_hide_contribution(request.user, said),
            "fictional": said.activity.seminar.fictional,
        },
    )


def edit(request, slug, pk):
    said = contribution_or_404(slug, pk)
    require(rules.can_edit_contribution(request.user, said))
    team = bool(rules.can_manage_seminar(request.user, said.activity.seminar))
    form = ContributionForm(
        request.POST or None, activity=said.activity, team=team, edited=said, initial={"text": said.text}
    )
    current = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_contribution(
                said, by=request.user, version=form.cleaned_data["version"] or 0, **form.told()
            )
        except ChangedSince as changed:
            current = changed.current
            form.add_error(None, str(changed))
            form.data = {**request.POST.dict(), "version": current.version}
        except (services.Unfit, services.NothingSaid) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The contribution has been changed. Its earlier version is kept."))
            return redirect(said)
    context = {"contribution": said, "seminar": said.activity.seminar, "form": form, "current": current}
    return render(
        request, "seminars/edit_contribution.html", context | {"fictional": said.activity.seminar.fictional}
    )


@require_POST
def hide(request, slug, pk):
    said = contribution_or_404(slug, pk)
    require(rules.can_hide_contribution(request.user, said))
    services.hide_contribution(said, by=request.user)
    messages.success(request, _("This contribution is no longer shown. You can show it again."))
    return redirect(said)


@require_POST
def show(request, slug, pk):
    said = contribution_or_404(slug, pk)
    require(rules.can_hide_contribution(request.user, said))
    services.show_contribution(said, by=request.user)
    messages.success(request, _("This contribution is shown again."))
    return redirect(said)
