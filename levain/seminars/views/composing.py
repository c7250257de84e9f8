"""Prepare what the room will be asked: choose a kind, say what it needs, see it as people will."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from levain.foundation.verdicts import require
from levain.foundation.versions import ChangedSince
from levain.seminars import rules, services
from levain.seminars.forms import ContributionForm
from levain.seminars.forms.composing import FORMS
from levain.seminars.models import Activity
from levain.seminars.views.activities import activity_or_404
from levain.seminars.views.preparation import managed_or_404

Kind = Activity.Kind
# What each kind is for, in the order of a seminar.
PURPOSES = {
    Kind.WEATHER: gettext_lazy("How everyone arrives, in one tap."),
    Kind.POLL: gettext_lazy("One question, ready-made answers, one choice or several."),
    Kind.SCALE: gettext_lazy("How far people agree, from one end to the other."),
    Kind.WORDCLOUD: gettext_lazy("A few words from each person, the most frequent stand out."),
    Kind.BOARD: gettext_lazy("Ideas in columns, sorted and grouped by the facilitator, by tables if you like."),
    Kind.DOTS: gettext_lazy("Each person shares out a few dots: what comes first."),
    Kind.MATRIX: gettext_lazy("Place ideas between two axes: what is useful and easy, what is not."),
    Kind.QUESTIONS: gettext_lazy("People ask, the others support: the most awaited questions rise."),
    Kind.PEER_CONSULTATION: gettext_lazy("Someone tells a case, the group helps: timed steps, table by table."),
    Kind.COMMITMENTS: gettext_lazy("Who does what, with whom, by when: followed afterwards in the projects."),
    Kind.CLOSING_QUESTIONNAIRE: gettext_lazy("Three minutes to say what was useful, before leaving."),
}


def add(request, slug):
    """First the kind, then what it needs."""
    seminar = managed_or_404(request, slug)
    kind = request.GET.get("kind", "")
    if kind not in FORMS:
        kinds = [(kind, Kind(kind).label, purpose) for kind, purpose in PURPOSES.items()]
        context = {"seminar": seminar, "kinds": kinds, "fictional": seminar.fictional}
        return render(request, "seminars/composing/kinds.html", context)
    form = FORMS[kind](request.POST or None, seminar=seminar)
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        token = form.cleaned_data["token"]
        activity = services.add_activity(seminar, kind=kind, by=request.user, token=token, **form.told())
        messages.success(request, _("The activity is ready."))
        return redirect(activity)
    return composed(request, seminar, form)


def edit(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    form = FORMS[activity.kind](request.POST or None, seminar=activity.seminar, activity=activity)
    current = None
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        version = form.cleaned_data["version"] or 0
        try:
            services.edit_activity(activity, by=request.user, version=version, **form.told())
        except services.AlreadyAnswered as error:
            form.add_error(None, str(error))
        except ChangedSince as changed:
            form.add_error(None, str(changed))
            form.data = {**request.POST.dict(), "version": changed.current.version}
            current = differing(form, changed.current)
        else:
            messages.success(request, _("The activity has been changed."))
            return redirect(activity)
    return composed(request, activity.seminar, form, activity=activity, current=current)


def differing(form, current) -> list:
    """What is saved now, where it is not what was typed."""
    saved = form.read(current)
    shown = [(name, saved[name]) for name in saved if name in form.fields]
    return [(form.fields[name].label, value) for name, value in shown if str(value) != str(form.data.get(name, ""))]


def composed(request, seminar, form, activity=None, current=None):
    preview = None
    if form.is_bound and "preview" in request.POST and form.is_valid():
        preview = form.previewed()
    return render(
        request,
        "seminars/composing/compose.html",
        {
            "seminar": seminar,
            "activity": activity,
            "form": form,
            "kind": Kind(form.kind).label,
            "purpose": PURPOSES[form.kind],
            "preview": preview,
            "tried": as_asked(preview) if preview else None,
            "current": current,
            "answered": bool(activity and activity.contributions.exists()),
            "fictional": seminar.fictional,
        },
    )


def as_asked(activity):
    """The fields by which people will answer; nothing can be sent from a preview."""
    form = ContributionForm(activity=activity, team=False, prefix="preview", auto_id="preview_%s")
    for field in form.fields.values():
        field.disabled = True
    return form


@require_POST
def remove(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    try:
        services.remove_activity(activity, by=request.user)
    except services.AlreadyAnswered as error:
        messages.error(request, str(error))
        return redirect(activity)
    messages.success(request, _("The activity has been taken away."))
    return redirect(activity.seminar)


@require_POST
def move(request, slug, pk):
    activity = activity_or_404(slug, pk)
    require(rules.can_manage_activity(request.user, activity))
    services.move_activity(activity, by=request.user)
    return redirect(activity.seminar.get_absolute_url() + "#ateliers")
