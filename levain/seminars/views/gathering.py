"""The facilitator prepares the practical side: place, visit, what is asked, seats; calls the seminar off."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from levain.seminars import plan, services
from levain.seminars.forms import AskingForm, CallOffForm, PlaceForm, VisitForm
from levain.seminars.views.coming import either_way
from levain.seminars.views.preparation import managed_or_404, saved, typed


def part(request, slug, form_class, *, title, done, more=None, keep=None):
    """One part of the practical side, saved over the version that was read."""
    seminar = managed_or_404(request, slug)
    gathering = services.gathering_of(seminar)
    form = form_class(request.POST or None, instance=gathering, **(more(seminar) if more else {}))
    if saved(request, form, partial(services.prepare_gathering, seminar), done):
        if keep:
            keep(seminar, form)
        return redirect(seminar)
    return typed(request, seminar, form, title=title, submit=_("Save"))


def place(request, slug):
    return part(request, slug, PlaceForm, title=_("Place and access"), done=_("The place is described."))


def visit(request, slug):
    return part(request, slug, VisitForm, title=_("Site visit"), done=_("The visit is described."))


def asking(request, slug):
    def kept(seminar):
        seats = dict(seminar.project_seats.values_list("project", "seats"))
        return {"kept": {project: seats.get(project.pk, 0) for project in seminar.cohort.projects.order_by("name")}}

    def keep(seminar, form):
        services.keep_seats(seminar, form.seats(), by=request.user)

    title, done = _("Registration: questions and seats"), _("The registration is ready.")
    return part(request, slug, AskingForm, title=title, done=done, more=kept, keep=keep)


def call_off(request, slug):
    seminar = managed_or_404(request, slug)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.call_off(seminar, why=form.cleaned_data["why"], by=request.user)
        except services.AlreadyCalledOff as already:
            form.add_error(None, str(already))
        else:
            messages.success(request, _("The seminar is called off: everyone who was asked gets a letter."))
            return redirect(seminar)
    return typed(request, seminar, form, title=_("Call the seminar off"), submit=_("Call it off, and tell everyone"))


@require_POST
def hold_again(request, slug):
    seminar = managed_or_404(request, slug)
    services.hold_again(seminar, by=request.user)
    messages.success(request, _("The seminar is announced again: everyone who was asked gets a letter."))
    return redirect(seminar)


@either_way
def way(request, coming):
    """Getting there: two small maps of our own, the same in words, and who shares a car."""
    seminar, gathering = coming.seminar, coming.gathering
    projects = seminar.cohort.projects.prefetch_related("communes").order_by("name")
    return render(
        request,
        "seminars/way.html",
        {
            "seminar": seminar,
            "gathering": gathering,
            "plan": plan.drawn(gathering.landmarks),
            "country": plan.situated(gathering.commune, projects),
            "cars": services.cars(seminar) if coming.comes else [],
            "back": coming.to("seminar"),
            "by_link": coming.invitation,
            "fictional": seminar.fictional,
        },
    )
